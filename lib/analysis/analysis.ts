import { z } from 'zod';

/** The analysis of one answer. Offsets are half-open UTF-16 offsets into the text that was analyzed. */
export const sentimentLabel = z.enum(['negative', 'neutral', 'positive']);
export type SentimentLabel = z.infer<typeof sentimentLabel>;

export const span = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
export type Span = z.infer<typeof span>;

/** `score` is −1..1 with two decimals. */
export const polarity = z.object({ label: sentimentLabel, score: z.number().min(-1).max(1) });
export type Polarity = z.infer<typeof polarity>;

/** `mixed` comes in addition to the label: parts of the answer disagree strongly. */
export const sentiment = polarity.extend({ mixed: z.boolean() });
export type Sentiment = z.infer<typeof sentiment>;

/** One theme in one answer: where it is mentioned, how sure that is (0..1), and its sentiment. */
export const themeMention = z.object({
  id: z.string(),
  confidence: z.number().min(0).max(1),
  sentiment: polarity,
  spans: z.array(span).min(1),
});
export type ThemeMention = z.infer<typeof themeMention>;

/**
 * What the customer does in the answer (suggests, asks, threatens to leave, warns others) or feels (`emotion:worry`). The ids
 * are in docs/analyze.md.
 */
export const signal = z.object({ id: z.string(), spans: z.array(span).min(1) });
export type Signal = z.infer<typeof signal>;

export const analysis = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('scored'),
    language: z.string(),
    sentiment,
    themes: z.array(themeMention),
    /** Absent if none was found, or signals were not searched for. */
    signals: z.array(signal).min(1).optional(),
  }),
  /** Typed, but without content: "n/a", "none", "-". Counted, never scored. */
  z.object({ status: z.literal('no-content') }),
  z.object({
    status: z.literal('unsupported-language'),
    language: z.string(),
    /** Why the engine of this language could not score the text. */
    failure: z.string().optional(),
  }),
]);
export type Analysis = z.infer<typeof analysis>;
