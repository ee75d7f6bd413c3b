import { z } from 'zod';
import { sentimentLabel, span } from '../../analysis/analysis.ts';
import type {
  DriverReport,
  MomentOfTruth,
  SeriesDriver,
  ThemeDriver,
} from '../../insights/drivers/driver-report.ts';
import type { Quote } from '../../insights/quotes/quotes.ts';
import type { BurstReport } from '../../insights/responses/burst-report.ts';
import type { CarriedOver } from '../../insights/responses/carry-over.ts';
import type { Conflict } from '../../insights/responses/conflict-report.ts';
import type { Consistency } from '../../insights/responses/consistency-report.ts';
import type { ScaleScores } from '../../insights/responses/score-report.ts';
import { list, schemaOf } from './basis/agree.ts';
import {
  answeredScope,
  change,
  changeShape,
  clusteredFigure,
  count,
  effect,
  figure,
  suppressedShape,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { scanScope, scope } from './basis/parameters.ts';
import { routes } from './routes.ts';

/** Routes that read the stored responses of a period one by one. */

const partial = { partial: yes };

const unit = z.enum(['points', 'share', 'mean']);

const impactShape = {
  frequency: z.number().describe('The share, 0..1, of all responses that mention it.'),
  scoreWith: z.number(),
  scoreWithout: z.number(),
  effect: effect.describe(
    'With versus without the theme, corrected for the other themes, in the unit of the score.',
  ),
  p: z.number(),
  falseDiscoveryRate: z.number(),
  impact: effect.describe('Effect × frequency: its contribution to the overall score.'),
  scoreIfGone: z.number(),
  enough: z.boolean(),
};

const themeDriver = schemaOf<ThemeDriver>()(
  z.object({
    theme: z.string(),
    mentions: count,
    ...impactShape,
    performance: figure.describe('Net sentiment of its mentions in points.'),
    quadrant: z.enum(['fix-first', 'keep-up', 'watch', 'leave']).exactOptional(),
    turned: yes.describe(
      'The plain scores with and without it contradict the effect: other themes in the same comments explain that.',
    ),
  }),
).meta({ id: 'ThemeDriver' });

const momentOfTruth = schemaOf<MomentOfTruth>()(
  z.object({ touchpoint: z.string(), responses: count, ...impactShape }),
).meta({ id: 'MomentOfTruth' });

const seriesDriver = schemaOf<SeriesDriver>()(
  z.object({
    series: z.string(),
    n: count,
    days: count,
    deviation: z.number(),
    effect,
    p: z.number(),
    falseDiscoveryRate: z.number(),
  }),
).meta({ id: 'SeriesDriver' });

const driverShape = {
  score: z.string(),
  unit,
  reading: z.literal('associated with'),
  everyone: clusteredFigure.exactOptional(),
  explained: z.object({ n: z.number(), mean: z.number() }).exactOptional(),
  leftOut: list(z.object({ question: z.string(), shownTo: z.object({ from: z.number(), to: z.number() }) })),
  drivers: list(themeDriver),
  suppressedThemes: count,
  momentsOfTruth: list(momentOfTruth),
  series: list(seriesDriver),
};
schemaOf<DriverReport>()(z.object(driverShape));

const driversHead = {
  metric: z.string(),
  scales: list(z.string()).describe('Scales of the metric in the scope, most ratings first.'),
  ...answeredScope,
};

const driversAnswer = z
  .union([
    z.object({ ...driversHead, ...partial, ...suppressedShape }),
    z.object({ ...driversHead, ...partial, ...driverShape }),
  ])
  .meta({ id: 'Drivers' });
export type DriversAnswer = z.output<typeof driversAnswer>;

const scanErrors = ['not-found', 'scan-too-large', 'scan-too-slow'] as const;

export const readDrivers = operation(routes.readDrivers, {
  summary: 'What a score is associated with: themes, touchpoints, imported series.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject({
    metric: z
      .string()
      .regex(
        /^(nps|csat|ces|rating|sentiment|outcome:[\p{L}\p{N}-]+)$/u,
        'nps, csat, ces, rating, sentiment or outcome:NAME',
      )
      .optional()
      .describe('Default: the first of nps, csat, ces and rating with ratings, otherwise sentiment.'),
    scale: z.string().min(1).optional().describe('Default: the one most used.'),
    ...scanScope,
  }),
  status: 200,
  answer: driversAnswer,
  errors: [...scanErrors, 'series-unreadable'],
});

const scaleScores = schemaOf<ScaleScores>()(
  z.object({
    scale: z.string(),
    unit,
    everyone: clusteredFigure,
    commenters: clusteredFigure.exactOptional(),
    silent: clusteredFigure.exactOptional(),
    difference: z
      .object({ ...changeShape, before: clusteredFigure, after: clusteredFigure })
      .exactOptional()
      .describe('Respondents with a comment compared with those without.'),
  }),
).meta({ id: 'ScaleScores' });

const scoresAnswer = z
  .union([
    z.object({ ...answeredScope, ...partial, ...suppressedShape }),
    z.object({ ...answeredScope, ...partial, scales: list(scaleScores) }),
  ])
  .meta({ id: 'Scores' });
export type ScoresAnswer = z.output<typeof scoresAnswer>;

export const readScores = operation(routes.readScores, {
  summary: 'Scores of all respondents, with and without comments.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject(scanScope),
  status: 200,
  answer: scoresAnswer,
  errors: scanErrors,
});

const burstShape = {
  clones: list(
    z.object({
      touchpoints: list(z.string()),
      from: z.string(),
      to: z.string(),
      responses: count,
      people: count.describe('Counted up to ten.'),
    }),
  ),
  bursts: list(
    z.object({
      touchpoint: z.string(),
      day: z.string(),
      responses: count,
      expected: z.number(),
      score: z.number(),
    }),
  ),
  figures: z.record(
    z.string(),
    z.object({
      all: figure,
      withoutClones: figure.exactOptional(),
      withoutBursts: figure.exactOptional(),
    }),
  ),
};
schemaOf<BurstReport>()(z.object(burstShape));

const burstsAnswer = z
  .union([
    z.object({ ...answeredScope, ...partial, ...suppressedShape }),
    z.object({ ...answeredScope, ...partial, ...burstShape }),
  ])
  .meta({ id: 'Bursts' });
export type BurstsAnswer = z.output<typeof burstsAnswer>;

export const readBursts = operation(routes.readBursts, {
  summary: 'Copied texts, days with unusually many responses, and figures without them.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject(scanScope),
  status: 200,
  answer: burstsAnswer,
  errors: scanErrors,
});

export const quoteShape = {
  touchpoint: z.string(),
  responseId: z.string(),
  answer: count.describe('The index of the answer in the response.'),
  span: span.describe('Half-open UTF-16 offsets into the answer as it is stored.'),
  text: z.string(),
  excerpt: z.boolean(),
  question: z.string(),
  label: sentimentLabel,
  themes: list(z.string()),
};

const quote = schemaOf<Quote>()(z.object({ ...quoteShape, cell: z.string() })).meta({ id: 'Quote' });

const conflict = schemaOf<Conflict>()(
  z.object({
    scale: z.string(),
    kind: z.enum(['promoters-who-complain', 'detractors-who-praise']),
    responses: count,
    share: clusteredFigure,
    themes: list(z.object({ theme: z.string(), responses: count })),
    quotes: list(quote),
  }),
).meta({ id: 'Conflict' });

const conflictsAnswer = z
  .union([
    z.object({ ...answeredScope, ...partial, ...suppressedShape }),
    z.object({ ...answeredScope, ...partial, conflicts: list(conflict) }),
  ])
  .meta({ id: 'Conflicts' });
export type ConflictsAnswer = z.output<typeof conflictsAnswer>;

export const readConflicts = operation(routes.readConflicts, {
  summary: 'Promoters who complain and detractors who praise.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject(scanScope),
  status: 200,
  answer: conflictsAnswer,
  errors: scanErrors,
});

const consistency = schemaOf<Consistency>()(
  z.object({
    touchpoint: z.string().exactOptional(),
    series: z.string(),
    statistic: z.number(),
    p: z.number(),
    parts: list(z.object({ value: z.string(), figure })),
    spread: z.number(),
    falseDiscoveryRate: z.number(),
  }),
).meta({ id: 'Consistency' });

const consistencyHead = { by: z.string(), ...answeredScope, ...partial };
const consistencyAnswer = z
  .union([
    z.object({ ...consistencyHead, ...suppressedShape }),
    z.object({ ...consistencyHead, tests: list(consistency) }),
  ])
  .meta({ id: 'ConsistencyTests' });
export type ConsistencyAnswer = z.output<typeof consistencyAnswer>;

export const readConsistency = operation(routes.readConsistency, {
  summary: 'Where a touchpoint and its themes differ by channel, touchpoint or another dimension.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject({ by: z.string().min(1).default('channel'), ...scanScope }),
  status: 200,
  answer: consistencyAnswer,
  errors: scanErrors,
});

const carriedOver = schemaOf<CarriedOver>()(
  z.object({
    touchpoint: z.string(),
    what: z.string().describe('`theme:<id>` complained about, or `unhappy` by rating.'),
    unhappy: figure,
    others: figure,
    difference: change,
    falseDiscoveryRate: z.number(),
  }),
).meta({ id: 'CarriedOver' });

const carryOverHead = { ...answeredScope, ...partial, lookbackDays: count };
const carryOverAnswer = z
  .union([
    z.object({ ...carryOverHead, scale: z.string().exactOptional(), ...suppressedShape }),
    z.object({
      ...carryOverHead,
      scale: z.string(),
      people: z.object({ unhappy: count, others: count }),
      carriedOver: list(carriedOver),
    }),
  ])
  .meta({ id: 'CarryOver' });
export type CarryOverAnswer = z.output<typeof carryOverAnswer>;

export const readCarryOver = operation(routes.readCarryOver, {
  summary: 'Earlier feedback of dissatisfied respondents, compared with the others.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject({
    metric: z
      .enum(['nps', 'csat', 'ces', 'rating'])
      .optional()
      .describe('Default: the first of these with ratings.'),
    scale: z.string().min(1).optional(),
    lookback: z.coerce
      .number<number | string>()
      .int()
      .min(1)
      .max(1100)
      .default(180)
      .describe('Days to look back before `from`.'),
    ...scope,
  }),
  status: 200,
  answer: carryOverAnswer,
  errors: scanErrors,
});
