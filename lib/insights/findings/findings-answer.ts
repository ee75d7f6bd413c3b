import { z } from 'zod';
import { day, difference, figure, finding, ongoingProblem, unit, what, where } from './finding.ts';

/** A headline figure of the requested part. */
const headlineScore = z
  .object({
    what,
    unit,
    figure,
    previous: figure.optional(),
    difference: difference.optional(),
    /**
     * `better` and `worse` if significant; `likely-…` if only the interval excludes zero; `unchanged` if not significant; `not-compared` if
     * there is nothing to compare with.
     */
    verdict: z.enum(['better', 'worse', 'likely-better', 'likely-worse', 'unchanged', 'not-compared']),
    target: z.object({ value: z.number(), status: z.enum(['met', 'missed', 'open', 'too-few']) }).optional(),
    /** `+8 since April, no significant change` */
    text: z.string(),
  })
  .meta({ id: 'HeadlineScore' });

export type HeadlineScore = z.infer<typeof headlineScore>;
/** First and last day; both `undated` if no response has a date. */
const bound = z.union([day, z.literal('undated')]);
const span = z.object({ from: bound, to: bound, name: z.string(), responses: z.number().int() });

/**
 * The answer of `GET /findings`: what changed in a period and which problems continue, as one ranked list. The page, digests, alerts and
 * the command line show this same list.
 */
export const findingsAnswer = z
  .object({
    lang: z.enum(['en', 'de']),
    /** `part`: the period is not over; the same number of days is compared. */
    period: span.extend({ part: z.literal(true).optional() }),
    against: span.extend({ kind: z.enum(['previous', 'season']) }),
    /** The requested part; without either, the whole journey. */
    touchpoint: z.string().optional(),
    stage: z.string().optional(),
    /** The main score that the list is ranked by: its key, or `sentiment:net`. Absent if nothing was scored. */
    primaryScale: z.string().optional(),
    /** Compared figures, those that changed significantly, and how many of these the findings contain. */
    compared: z.number().int(),
    changed: z.number().int(),
    held: z.number().int(),
    coverage: z.object({
      responses: z.number().int(),
      touchpoints: z.number().int(),
      /** Answers in the requested part, and those that were scored. */
      asked: z.number().int(),
      read: z.number().int(),
      /** Answers with content that were not scored, in total, and by language if the responses could be checked. */
      unread: z.number().int(),
      unreadByLanguage: z.record(z.string(), z.number().int()).optional(),
      /** Languages with at least 5 % of the scored responses of a touchpoint, whose built-in model is below its goals. */
      provisional: z.array(z.string()).optional(),
    }),
    scores: z.array(headlineScore),
    /** At most five, significant before likely, the largest effect first. */
    findings: z.array(finding),
    /** How many more there are beyond those listed. */
    more: z.number().int(),
    /** At most three, or five if nothing could be compared, the largest impact first. */
    ongoing: z.array(ongoingProblem),
    /**
     * Every figure of the requested part that is in no listed finding, for one table. `unchanged`: not significant; `likely`: not certain;
     * `too-few`: below the minimum sample; `significant`: its finding is not among the five, or follows from one that is.
     */
    unchanged: z.array(
      z.object({
        where,
        what,
        unit,
        before: figure,
        after: figure,
        difference,
        status: z.enum(['significant', 'likely', 'unchanged', 'too-few']),
      }),
    ),
    /** What could not be checked, and why: `scan-too-large`, `scan-too-slow`. `text.detail` says it too. */
    notLookedAt: z.array(z.object({ what: z.string(), reason: z.string() })),
    /** Everything is below the minimum group size. The lists are empty, which does not mean zero. */
    suppressed: z.literal(true).optional(),
    /** Something was left out because it is below the minimum group size. */
    partial: z.literal(true).optional(),
    text: z.object({ heading: z.string(), detail: z.string() }),
  })
  .meta({ id: 'Findings' });

export type FindingsAnswer = z.infer<typeof findingsAnswer>;
