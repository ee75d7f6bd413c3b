import { z } from 'zod';
import type { Broken, ReportedChange, ReportedMix } from '../../insights/changes/change-report.ts';
import type { TrendPoint } from '../../insights/changes/trend.ts';
import { list, schemaOf } from './basis/agree.ts';
import {
  boundedFigure,
  count,
  dayRange,
  effect,
  figure,
  intervalShape,
  seriesChangeShape,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { against, grain, period, range, stageId, touchpointId } from './basis/parameters.ts';
import { routes } from './routes.ts';

const broken = schemaOf<Broken>()(z.enum(['sentiment', 'themes']));

const reportedChange = schemaOf<ReportedChange>()(
  z.object({
    ...seriesChangeShape,
    before: boundedFigure,
    after: boundedFigure,
    touchpoint: z.string().exactOptional().describe('Without it and `stage`: the whole journey.'),
    stage: z.string().exactOptional(),
    segment: z
      .object({ dimension: z.string(), value: z.string() })
      .exactOptional()
      .describe('Only customers with one value of a declared dimension.'),
    also: list(z.string())
      .exactOptional()
      .describe('The same series of other themes of exactly the same comments: one fact, tested once.'),
    certain: z.boolean().describe('At most one in twenty of the changes with this mark is a false positive.'),
  }),
).meta({ id: 'ReportedChange' });

const mean = z.object({ n: z.number(), mean: z.number() });

const reportedMix = schemaOf<ReportedMix>()(
  z.object({
    by: z.string().describe('`touchpoint`, or a declared dimension.'),
    series: z.string(),
    difference: z.number(),
    customers: effect.describe('The part that comes from different scores within segments.'),
    mix: effect.describe('The part that comes from a different customer mix.'),
    segments: list(z.object({ segment: z.string(), customers: z.number(), mix: z.number() })),
    before: mean,
    after: mean,
  }),
).meta({ id: 'ReportedMix', description: '`customers` and `mix` add up to `difference`.' });

const side = z.object({ ...dayRange, responses: count });

const changesView = z
  .object({
    against,
    touchpoint: z.string().exactOptional(),
    before: side,
    after: side,
    part: yes.describe('The period has not ended: the same number of days is compared in both.'),
    partial: yes,
    broken: z
      .record(z.string(), list(broken))
      .describe('By touchpoint: what is not compared, because another version scored it.'),
    changes: list(reportedChange).describe('Most certain first.'),
    mixes: list(reportedMix),
  })
  .meta({ id: 'Changes' });
export type ChangesView = z.output<typeof changesView>;

export const readChanges = operation(routes.readChanges, {
  summary: 'What changed between two periods, most certain first, and how much of it is mix.',
  subject: 'changes',
  role: 'viewer',
  query: z.strictObject({
    period: period.optional().describe('The day or month, instead of `from` and `to`.'),
    ...range,
    against: against.default('previous'),
    touchpoint: touchpointId.optional(),
  }),
  status: 200,
  answer: changesView,
  errors: ['not-found'],
});

const trendPoint = schemaOf<TrendPoint>()(
  z.object({
    period: z.string(),
    suppressed: yes,
    partial: yes,
    part: yes.describe('The period has not ended, or ends after the requested range; never judged.'),
    broken: yes.describe('Scored by another version than the point before: the two must not be compared.'),
    value: z.number().exactOptional().describe('For volume: the number of responses.'),
    figure: figure.exactOptional(),
    judged: z
      .object({
        expected: z.number(),
        ...intervalShape,
        score: z.number(),
        p: z.number(),
        anomalous: z.boolean(),
      })
      .exactOptional()
      .describe('The expectation from earlier points; absent if there are too few.'),
  }),
).meta({ id: 'TrendPoint' });

const trendView = z
  .object({
    ...dayRange,
    metric: z.string(),
    grain,
    touchpoint: z.string().exactOptional(),
    stage: z.string().exactOptional(),
    points: list(trendPoint),
  })
  .meta({ id: 'Trend' });
export type TrendView = z.output<typeof trendView>;

export const readTrend = operation(routes.readTrend, {
  summary: 'One metric over time, with intervals, version breaks and anomalies.',
  subject: 'changes',
  role: 'viewer',
  query: z
    .strictObject({
      metric: z
        .string()
        .min(1)
        .describe(
          'volume, sentiment:net, nps, csat, ces, rating, the key of a scale, theme:<id>:share or theme:<id>:net; default: the first of nps, csat, ces and rating with ratings, otherwise sentiment:net',
        )
        .meta({ examples: ['nps'] })
        .optional(),
      touchpoint: touchpointId.optional(),
      stage: stageId.optional(),
      grain: grain.default('week'),
      ...range,
    })
    .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
      path: ['stage'],
      error: 'a touchpoint or a stage',
    }),
  status: 200,
  answer: trendView,
  errors: ['not-found'],
});
