import { z } from 'zod';

/**
 * The answer of `GET /findings`: what changed in a period and what still hurts, as one ranked list. The page, digests, alerts and the
 * command line show this list and no other. Nothing here needs more than zod: a browser reads it as it stands.
 *
 * Numbers: `points` are −100..100, a `share` is 0..1, a `mean` is in the unit of its scale (stars). Every interval is of 95 %.
 */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-05-31');

const unit = z.enum(['points', 'share', 'mean']);
export type Unit = z.infer<typeof unit>;

/** A number that can be defended. `enough` is false under the minimum sample: show it as uncertain, never rank it. */
const figure = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
  enough: z.boolean(),
  /** Fewer people than may be told of: the value is the most that it can be. Say `under 2%`. */
  atMost: z.literal(true).optional(),
});
export type ShownFigure = z.infer<typeof figure>;

/** After minus before, with its interval. Of shares, in shares: 0.08 is 8 percentage points. */
const difference = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit,
  /** The chance of a difference at least this large where nothing has changed, 0..1. */
  p: z.number(),
  /** Of the whole list: reporting all with at most 0.05 means that about one in twenty reported is noise. */
  falseDiscoveryRate: z.number(),
});
export type Difference = z.infer<typeof difference>;

/** `neither` for what is no good or bad news of customers: an instrument, a mix of customers. It is shown in ink, not in a colour. */
const verdict = z.enum(['better', 'worse', 'neither']);
export type Verdict = z.infer<typeof verdict>;

/**
 * `proven`: false discovery rate of at most 0.05. `likely`: the interval leaves out zero, but among so many figures one such may be
 * chance; it is called not certain, never chance.
 */
const certainty = z.enum(['proven', 'likely']);
export type Certainty = z.infer<typeof certainty>;

const placeName = z.object({ id: z.string(), name: z.string() });

/** Where it is. Without touchpoint and stage: the whole journey. */
const where = z.object({
  touchpoint: placeName.extend({ owner: z.string().optional() }).optional(),
  stage: placeName.optional(),
  /** Customers of one value of a declared dimension only. */
  segment: z.object({ dimension: z.string(), value: z.string() }).optional(),
  /** All of it in the language of the request: `Checkout`, `Checkout, channel app`, `All touchpoints`. */
  name: z.string(),
});
export type Where = z.infer<typeof where>;

/** Which figure. */
const what = z.object({
  /** As everywhere in the API: a scale's key (`nps:transactional`), `sentiment:net`, `theme:<id>:share`, `issue:<id>:share`; else the kind. */
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

/** A step, or a spell, in the weekly figures. Only where a permutation test finds it (p at most 0.05). */
const since = z.object({
  /** The series whose weeks say so: that of the finding, or of another score of the same place. */
  series: z.string(),
  /** The Monday of its first week. */
  week: day,
  /** The Monday of its last week, where the figure went back: a spell, not a step. */
  through: day.optional(),
  /** The figure in those weeks, and in the others that were looked at. */
  inside: figure,
  outside: figure,
  p: z.number(),
});
export type Since = z.infer<typeof since>;

/** How much of a difference is that customers score otherwise, and how much that other customers were heard. They add up. */
const mix = z.object({
  /** `touchpoint`, or a declared dimension. */
  by: z.string(),
  customers: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  mix: z.object({ value: z.number(), low: z.number(), high: z.number() }),
});

/** What comments speak of where the figure changed. It goes with the change; it is not proven to cause it. */
const cause = z.object({
  kind: z.enum(['theme', 'issue']),
  id: z.string(),
  name: z.string(),
  /** Of the answers read there. Absent before where nobody spoke of it and nothing is suppressed: a share of 0 has its n in `after`. */
  before: figure.optional(),
  after: figure,
  difference: difference.optional(),
  /** How it is felt about, in points, where both periods have enough to say so: a topic may be spoken of as much as before, and otherwise. */
  feeling: z.object({ before: figure, after: figure, difference }).optional(),
  /** Answers that speak of it in the period, and how. They add up to `n`. */
  n: z.number().int(),
  negative: z.number().int(),
  neutral: z.number().int(),
  positive: z.number().int(),
  certainty,
  /** `before` is of the weeks before this Monday, since when the score is what it is; without it, of the earlier period. */
  sinceWeek: day.optional(),
  /** One loud source: this many of the answers have the same words, or come from one account. */
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
 * The comments that it counts, of the later period: `GET` of the path, and following its cursor, returns exactly so many responses, whose
 * `matched` answers are so many comments.
 */
const evidence = z.object({
  /** `/comments?touchpoint=checkout&from=2025-05-01&to=2025-05-31&theme=billing` */
  path: z.string(),
  parameters: z.record(z.string(), z.string()),
  responses: z.number().int(),
  comments: z.number().int(),
  /** Why it is less than the figures count, or nothing: what is left is of too few people to be quoted. */
  withheld: z.literal('too-few-people').optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** Another figure that tells of the same cause, and so has no finding of its own. */
const folded = z.object({
  where,
  what,
  unit,
  verdict,
  certainty,
  before: figure,
  after: figure,
  difference,
});
export type Folded = z.infer<typeof folded>;

/** Plain words, in the language of the request. Neither holds markup, or words of a customer. */
const text = z.object({
  /** One sentence without a full stop: `Checkout: easy for 18%, after 41% in April`. */
  headline: z.string(),
  /** Since when, what comments speak of, mix, what was done: sentences. May be empty. */
  detail: z.string(),
});

const finding = z
  .object({
    /** Of the figure and its place, not of the period: the same next month. */
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
    /** Absent where nothing is compared: silence, an instrument. */
    before: figure.optional(),
    after: figure.optional(),
    difference: difference.optional(),
    mix: mix.optional(),
    /** The difference of the same two parts of the year a year before, where there is one: what comes back each year is no news. */
    lastYear: difference.optional(),
    /** The strongest first. */
    causes: z.array(cause),
    actions: z.array(action).optional(),
    evidence,
    alsoExplains: z.array(folded),
    /** Points on the scale that the team steers by, over all customers of the journey: what the list is ranked by. Its sign is that of `verdict`. */
    effect: z.number(),
    text,
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof finding>;

/** Something that hurts as much as it did: the most negative of what comments speak of at a touchpoint, by impact. */
const standingProblem = z
  .object({
    id: z.string(),
    where,
    what,
    /** Share of the answers read there that speak of it. */
    share: figure,
    n: z.number().int(),
    negative: z.number().int(),
    /** The touchpoint's own score, where it has a target. */
    score: z
      .object({ what, unit, figure, target: z.number().optional(), status: z.string().optional() })
      .optional(),
    /** Points of the scale that the team steers by, over all customers of the journey; negative. */
    impact: z.number(),
    /** The score is associated with it beyond chance, all else equal. */
    driver: z
      .object({ effect: z.number(), low: z.number(), high: z.number(), unit, falseDiscoveryRate: z.number() })
      .optional(),
    evidence,
    text,
  })
  .meta({ id: 'StandingProblem' });
export type StandingProblem = z.infer<typeof standingProblem>;

/** A headline figure of what was asked for. */
const headlineScore = z
  .object({
    what,
    unit,
    figure,
    previous: figure.optional(),
    difference: difference.optional(),
    /** `better` and `worse` where proven; `likely-…` where the interval leaves out zero and it is not; `unchanged` within chance; `not-compared` where there is nothing to compare. */
    verdict: z.enum(['better', 'worse', 'likely-better', 'likely-worse', 'unchanged', 'not-compared']),
    target: z.object({ value: z.number(), status: z.enum(['met', 'missed', 'open', 'too-few']) }).optional(),
    /** `after +8 in April, within chance` */
    text: z.string(),
  })
  .meta({ id: 'HeadlineScore' });
export type HeadlineScore = z.infer<typeof headlineScore>;

const span = z.object({ from: day, to: day, name: z.string(), responses: z.number().int() });

export const findingsAnswer = z
  .object({
    lang: z.enum(['en', 'de']),
    /** `part`: it is not over, as many days of both are compared. */
    period: span.extend({ part: z.literal(true).optional() }),
    against: span.extend({ kind: z.enum(['previous', 'season']) }),
    /** What was asked for; without either, the whole journey. */
    touchpoint: z.string().optional(),
    stage: z.string().optional(),
    /** The scale that the list is ranked by: its key, or `sentiment:net`. Absent where nothing was scored. */
    steersBy: z.string().optional(),
    /** Figures that were compared, those proven to have changed, and how many of these the findings hold. */
    compared: z.number().int(),
    changed: z.number().int(),
    held: z.number().int(),
    coverage: z.object({
      responses: z.number().int(),
      touchpoints: z.number().int(),
      /** Answers asked for, and those that were read. */
      asked: z.number().int(),
      read: z.number().int(),
      /** Answers that say something and were not read, in all, and by language where the responses could be looked through. */
      unread: z.number().int(),
      unreadByLanguage: z.record(z.string(), z.number().int()).optional(),
    }),
    scores: z.array(headlineScore),
    /** At most five, proven before likely, the largest effect first. */
    findings: z.array(finding),
    /** How many more there are, beyond those listed. */
    more: z.number().int(),
    /** At most three, the largest impact first. */
    standing: z.array(standingProblem),
    /**
     * Every figure of what was asked for that is in no listed finding, for one table. `unchanged` within chance, `likely` where it is not certain,
     * `too-few` under the minimum sample, `proven` where its finding is not among the five, or what it says follows from one that is.
     */
    unchanged: z.array(
      z.object({
        where,
        what,
        unit,
        before: figure,
        after: figure,
        difference,
        status: z.enum(['proven', 'likely', 'unchanged', 'too-few']),
      }),
    ),
    /** What could not be looked at, and why: `scan-too-large`, `by-month-only`. */
    notLookedAt: z.array(z.object({ what: z.string(), reason: z.string() })),
    /** All that is there is of too few people. Then the lists are empty: this is not zero. */
    suppressed: z.literal(true).optional(),
    /** Something was left out for being of too few people. */
    partial: z.literal(true).optional(),
    text: z.object({ heading: z.string(), detail: z.string() }),
  })
  .meta({ id: 'Findings' });
export type FindingsAnswer = z.infer<typeof findingsAnswer>;
