import { z } from 'zod';
import type {
  DriverReport,
  MomentOfTruth,
  SeriesDriver,
  ThemeDriver,
} from '../../insights/drivers/driver-report.ts';
import type { ScaleScores } from '../../insights/responses/score-report.ts';
import { list, schemaOf } from './basis/agree.ts';
import { scanErrors } from './basis/errors.ts';
import {
  answeredScope,
  changeShape,
  clusteredFigure,
  count,
  effect,
  figure,
  suppressedShape,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { scanScope } from './basis/parameters.ts';
import { routes } from './routes.ts';

/** Routes of drivers and scores, which read the stored responses of a period one by one. */

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

export const driverShape = {
  score: z.string(),
  unit,
  reading: z.literal('associated with'),
  everyone: clusteredFigure.exactOptional(),
  explained: z.object({ n: z.number(), mean: z.number() }).exactOptional(),
  leftOut: list(z.object({ question: z.string(), shownTo: z.object({ from: z.number(), to: z.number() }) })),
  adjustedFor: list(z.enum(['touchpoint', 'voice', 'solicited', 'question'])).describe(
    'Effects of themes are adjusted for these and for the other themes.',
  ),
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
    z.object({ ...driversHead, partial: yes, ...suppressedShape }),
    z.object({ ...driversHead, partial: yes, ...driverShape }),
  ])
  .meta({ id: 'Drivers' });

export type DriversAnswer = z.output<typeof driversAnswer>;

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
    z.object({ ...answeredScope, partial: yes, ...suppressedShape }),
    z.object({ ...answeredScope, partial: yes, scales: list(scaleScores) }),
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
