import { z } from 'zod';

/**
 * A finding: a change in a period, or a problem that continues. `findings-answer.ts` has the list of them. This file imports only zod, so
 * that a browser can load it. Numbers: `points` are −100..100, a `share` is 0..1, a `mean` is in the unit of its scale (stars). All
 * intervals are 95%.
 */

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-05-31');

export const unit = z.enum(['points', 'share', 'mean']);
export type Unit = z.infer<typeof unit>;

/** A figure with its interval. `enough` is false below the minimum sample: show it as uncertain, never rank it. */
export const figure = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
  enough: z.boolean(),
  /** Fewer people than the threshold: the value is an upper bound. Show `under 2%`. */
  atMost: z.literal(true).optional(),
});
export type ShownFigure = z.infer<typeof figure>;

/** After minus before, with its interval. For shares in shares: 0.08 is 8 percentage points. */
export const difference = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit,
  /** The p-value, two-sided, 0..1. */
  p: z.number(),
  /** Over the whole list: if all with at most 0.05 are reported, about one in twenty of them is noise. */
  falseDiscoveryRate: z.number(),
});
export type Difference = z.infer<typeof difference>;

/** `neither`: neither good nor bad news about customers (an instrument, a change of mix). Shown without colour. */
const verdict = z.enum(['better', 'worse', 'neither']);
export type Verdict = z.infer<typeof verdict>;

/**
 * `significant`: false discovery rate of at most 0.05. `likely`: the interval excludes zero, but among so many figures it may be a false
 * positive. Present it as not certain.
 */
const certainty = z.enum(['significant', 'likely']);
export type Certainty = z.infer<typeof certainty>;

const placeName = z.object({ id: z.string(), name: z.string() });

/** The place. Without touchpoint and stage: the whole journey. */
export const where = z.object({
  touchpoint: placeName.extend({ owner: z.string().optional() }).optional(),
  stage: placeName.optional(),
  /** Only customers with this value of a declared dimension. */
  segment: z.object({ dimension: z.string(), value: z.string() }).optional(),
  /** The whole place in the language of the request: `Checkout`, `Checkout, channel app`, `All touchpoints`. */
  name: z.string(),
});
export type Where = z.infer<typeof where>;

/** The figure. */
export const what = z.object({
  /** As everywhere in the API: a scale's key (`nps:transactional`), `sentiment:net`, `theme:<id>:share`, `issue:<id>:share`; otherwise the kind. */
  series: z.string(),
  metric: z.enum([
    'nps',
    'csat',
    'ces',
    'rating',
    'sentiment',
    'theme',
    'issue',
    'volume',
    'conflict',
    'driver',
    'instrument',
  ]),
  /** In the language of the request: `NPS`, `Found it easy`, `new payment page`. */
  name: z.string(),
  theme: z.string().optional(),
  issue: z.string().optional(),
  /** The ends of the scale of a mean. */
  scale: z.object({ min: z.number(), max: z.number() }).optional(),
});
export type What = z.infer<typeof what>;

/** A step or a temporary change in the weekly figures. Only if a permutation test finds it (p at most 0.05). */
const since = z.object({
  /** The series in which it was found: that of the finding, or another score of the same place. */
  series: z.string(),
  /** The Monday of its first week. */
  week: day,
  /** The Monday of its last week if the figure went back. */
  through: day.optional(),
  /** The figure in those weeks, and in the other weeks. */
  inside: figure,
  outside: figure,
  p: z.number(),
});
export type Since = z.infer<typeof since>;

/** How much of a difference is due to customers scoring differently, and how much to a different customer mix. They add up. */
const mix = z.object({
  /** `touchpoint`, or a declared dimension. */
  by: z.string(),
  customers: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  mix: z.object({ value: z.number(), low: z.number(), high: z.number() }),
});

/** What comments mention where the figure changed. It changed together with the figure; that is no proof of a cause. */
const cause = z.object({
  kind: z.enum(['theme', 'issue']),
  id: z.string(),
  name: z.string(),
  /** Share of the scored answers there. `before` is absent if nobody mentioned it and nothing is suppressed: the n of that share of 0 is in `after`. */
  before: figure.optional(),
  after: figure,
  difference: difference.optional(),
  /** Its net sentiment in points, if both periods have enough mentions: the sentiment may change while the share does not. */
  feeling: z.object({ before: figure, after: figure, difference }).optional(),
  /** Answers that mention it in the period, by sentiment. They add up to `n`. */
  n: z.number().int(),
  negative: z.number().int(),
  neutral: z.number().int(),
  positive: z.number().int(),
  certainty,
  /** `before` covers the weeks before this Monday, when the score changed; without it, the earlier period. */
  sinceWeek: day.optional(),
  /** `after`, `n` and the counts are of these weeks (their Mondays), when the score was different; `before` is of the other weeks. */
  weeks: z.object({ from: day, through: day }).optional(),
  /** One loud source: this many of the answers have the same wording, or come from one account. */
  sameWords: z.number().int().optional(),
});
export type Cause = z.infer<typeof cause>;

const action = z.object({
  id: z.string(),
  date: day,
  touchpoint: z.string(),
  theme: z.string().optional(),
  text: z.string(),
});
export type FindingAction = z.infer<typeof action>;

/**
 * The comments that it counts, of the later period or of the weeks of its leading cause: `GET` of the path, with all pages, returns exactly this many responses, with this many
 * `matched` answers.
 */
const evidence = z.object({
  /** `/comments?touchpoint=checkout&from=2025-05-01&to=2025-05-31&theme=billing` */
  path: z.string(),
  parameters: z.record(z.string(), z.string()),
  responses: z.number().int(),
  comments: z.number().int(),
  /** The comments that the figures count, if some of them are withheld and it is known. */
  of: z.number().int().optional(),
  /** Why it is less than the figures count, or none at all: the remaining comments are of too few people to be quoted. */
  withheld: z.literal('too-few-people').optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** Another figure with the same cause, which therefore is not a separate finding. */
const merged = z.object({
  where,
  what,
  unit,
  verdict,
  certainty,
  before: figure,
  after: figure,
  difference,
});
export type Merged = z.infer<typeof merged>;

/** Plain text in the language of the request, without markup and without words of customers. */
const text = z.object({
  /** One sentence without a full stop: `Checkout: easy for 18%, after 41% in April`. */
  headline: z.string(),
  /** When it began, what comments mention, customer mix, actions: sentences. May be empty. */
  detail: z.string(),
});

export const finding = z
  .object({
    /** Identifies the figure and its place, not the period: the same next month. */
    id: z.string(),
    kind: z.enum([
      'score',
      'sentiment',
      'theme',
      'issue',
      'driver',
      'conflict',
      'silence',
      'instrument',
      'mix',
    ]),
    verdict,
    certainty,
    where,
    what,
    unit,
    since: since.optional(),
    /** Absent if nothing is compared: silence, an instrument. */
    before: figure.optional(),
    after: figure.optional(),
    difference: difference.optional(),
    mix: mix.optional(),
    /** The difference of the same part of the year one year before, if available; shows whether a change is seasonal. */
    lastYear: difference.optional(),
    /** The strongest first. */
    causes: z.array(cause),
    actions: z.array(action).optional(),
    evidence,
    alsoExplains: z.array(merged),
    /** Effect on the main score, in points over all customers of the journey: the list is ranked by it. Its sign is that of `verdict`. */
    effect: z.number(),
    text,
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof finding>;

/** A problem that did not change: the topic with the most negative impact at a touchpoint. */
export const ongoingProblem = z
  .object({
    id: z.string(),
    where,
    what,
    /** Share of the scored answers there that mention it. */
    share: figure,
    n: z.number().int(),
    negative: z.number().int(),
    /** The touchpoint's own score, if it has a target. */
    score: z
      .object({ what, unit, figure, target: z.number().optional(), status: z.string().optional() })
      .optional(),
    /** Points of the main score over all customers of the journey; negative. */
    impact: z.number(),
    /** The score is significantly associated with it, all else equal. */
    driver: z
      .object({ effect: z.number(), low: z.number(), high: z.number(), unit, falseDiscoveryRate: z.number() })
      .optional(),
    evidence,
    text,
  })
  .meta({ id: 'OngoingProblem' });
export type OngoingProblem = z.infer<typeof ongoingProblem>;
