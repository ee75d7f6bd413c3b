import { z } from 'zod';

/**
 * A response is one row of a file: one person, one moment, one touchpoint. This schema is also the line of a chunk
 * (`chunks/<batch>/<run>/<n>.jsonl.gz`), so everything in it is redacted and nothing identifies the respondent.
 */
export const answerRole = z.enum(['open', 'praise', 'improve', 'reason']);
export type AnswerRole = z.infer<typeof answerRole>;

export const answerText = z.object({
  /** The question's wording, or the column's name where the file has no wording. */
  question: z.string(),
  role: answerRole,
  /** Redacted, never empty. */
  text: z.string().min(1),
});
export type AnswerText = z.infer<typeof answerText>;

export const voice = z.enum(['customer', 'employee', 'partner']);
export type Voice = z.infer<typeof voice>;

export const response = z.object({
  /** The data row of the file, from 1. */
  row: z.int().positive(),
  /** Verbatim's id: the same for the same response in any file of the same source. URL-safe, 22 characters. */
  responseId: z.string().min(1),
  /** 0 for the first row with this id in its file, 1 for the row that updates it, and so on. The highest one counts. */
  occurrence: z.int().nonnegative(),
  /** A hash of all that was said: equal in two copies exactly when nothing changed between them. */
  fingerprint: z.string(),
  /** The source's own id of the record, for going back to it. Absent where the file has none. */
  sourceId: z.string().optional(),
  /** Canonical, by the aliases of the journey. */
  touchpoint: z.string().min(1),
  /** The smallest thing summarized: `2026-05-31` in the reporting zone, `2026-05` where no day is known, or `undated`. */
  cell: z.string().regex(/^(\d{4}-\d{2}(-\d{2})?|undated)$/),
  /**
   * When the customer wrote it, by `datePrecision`: an instant in UTC (`2026-05-31T10:20:00Z`), a day, a week of ISO 8601
   * (`2026-W22`), a month, a quarter (`2026-Q2`) or a year.
   */
  submittedAt: z.string().optional(),
  datePrecision: z.enum(['time', 'day', 'week', 'month', 'quarter', 'year']).optional(),
  voice,
  solicited: z.boolean(),
  account: z.string().optional(),
  /** A keyed hash, never the name or the address itself. */
  respondent: z.string().optional(),
  /**
   * One of 64 groups that samples of respondents are chosen by, the same on every deployment. Absent where the respondent is unknown and gave one
   * answer, and in what was loaded before groups existed.
   */
  sampleGroup: z.string().length(1).optional(),
  channel: z.string().optional(),
  /** The language the file declares for the response, ISO 639-1. */
  declaredLanguage: z.string().optional(),
  /** Kept and flagged: the respondent stopped before the end. */
  unfinished: z.literal(true).optional(),
  /** Value by the key of its scale (see scale.ts). What is missing is absent, never 0. */
  ratings: z.record(z.string(), z.number()),
  attributes: z.record(z.string(), z.string()),
  /** How many comment columns the file has: those without an answer here are `no-comment`. */
  asked: z.int().nonnegative(),
  answers: z.array(answerText),
});
export type Response = z.infer<typeof response>;
