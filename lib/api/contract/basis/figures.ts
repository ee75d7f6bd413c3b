import { z } from 'zod';
import type { Condition } from '../../../disclosure/narrowing.ts';
import type { VersionNames } from '../../../disclosure/parts.ts';
import type { PublicTally, View } from '../../../insights/journey/period-view.ts';
import type { Change } from '../../../metrics/comparisons/change.ts';
import type { SeriesChange } from '../../../metrics/comparisons/changes.ts';
import type { ClusteredFigure } from '../../../metrics/drivers/clustered-figure.ts';
import type { Figure } from '../../../metrics/figures/figure.ts';
import type { Figures, ThemeFigures } from '../../../metrics/figures/figures.ts';
import type { Ranking } from '../../../metrics/figures/rank.ts';
import type { RatingFigures } from '../../../metrics/figures/rating-figures.ts';
import type { PolarityTally } from '../../../metrics/tally/tally.ts';
import { list, schemaOf } from './agree.ts';

/** Figures and counts that many answers share. docs/metrics.md defines each. */

export const yes = z.literal(true).exactOptional();
export const count = z.int().nonnegative();
export const counts = z.record(z.string(), count);

export const dayRange = {
  from: z
    .string()
    .describe('The first day.')
    .meta({ examples: ['2026-05-01'] }),
  to: z
    .string()
    .describe('The last day, included.')
    .meta({ examples: ['2026-05-31'] }),
};

export const intervalShape = { low: z.number(), high: z.number() };
export const effect = z.object({ value: z.number(), ...intervalShape });

export const figureShape = {
  value: z.number(),
  ...intervalShape,
  n: z.number().positive().describe('The number of responses, answers or mentions.'),
  enough: z.boolean().describe('False under the minimum sample: uncertain, and never ranked.'),
};

/** A number with its 95 % interval. */
export const figure = schemaOf<Figure>()(z.object(figureShape)).meta({
  id: 'Figure',
  description: 'A number with its 95 % interval. Without data it is absent, never 0.',
  examples: [{ value: 50, low: 39.03, high: 59.49, n: 200, enough: true }],
});

export const boundedFigure = z
  .object({
    ...figureShape,
    atMost: yes.describe('Fewer people than the minimum group size: the value is an upper bound.'),
  })
  .meta({ id: 'BoundedFigure', description: 'A figure, or only that it is less.' });

export const clusteredFigure = schemaOf<ClusteredFigure>()(
  z.object({
    ...figureShape,
    designEffect: z.number(),
    effectiveN: z.number().describe('The number of independent responses with the same certainty.'),
    clusters: count,
  }),
).meta({
  id: 'ClusteredFigure',
  description: 'A figure whose interval accounts for several responses of one respondent or account.',
});

export const changeShape = {
  difference: z.number().describe('After minus before.'),
  ...intervalShape,
  p: z.number().min(0).max(1),
  before: figure,
  after: figure,
  enough: z.boolean().describe('Both figures reach the minimum sample.'),
};

export const change = schemaOf<Change>()(z.object(changeShape)).meta({
  id: 'Change',
  description: 'The difference to the same figure of another period or group, with its 95 % interval.',
});

export const seriesChangeShape = {
  ...changeShape,
  series: z.string().meta({ examples: ['nps:transactional', 'theme:delivery-speed:share'] }),
  falseDiscoveryRate: z.number().min(0).max(1),
};

export const seriesChange = schemaOf<SeriesChange>()(z.object(seriesChangeShape)).meta({
  id: 'SeriesChange',
});

export const ranking = schemaOf<Ranking>()(
  z.object({
    ranked: list(z.object({ id: z.string(), figure, best: z.int(), worst: z.int() })),
    unranked: list(
      z.object({
        id: z.string(),
        reason: z.enum(['nothing-counted', 'under-minimum-sample', 'too-much-unread']),
      }),
    ),
  }),
).meta({ id: 'Ranking', description: 'Ranks that the intervals allow: best and worst, from 1.' });

export const rankings = z.record(z.string(), ranking);

export const answerLedger = z
  .object({
    asked: count,
    scored: count,
    'no-content': count,
    'no-comment': count,
    'unsupported-language': count,
  })
  .meta({
    id: 'AnswerLedger',
    description: 'Every possible answer is in exactly one of the other four counts.',
  });

const ofScale = { n: count, counts, mean: figure };

const ratingFigures = schemaOf<RatingFigures>()(
  z.discriminatedUnion('metric', [
    z.object({
      metric: z.literal('nps'),
      ...ofScale,
      nps: figure,
      promoters: figure,
      passives: figure,
      detractors: figure,
    }),
    z.object({ metric: z.literal('csat'), ...ofScale, satisfied: figure, satisfiedFrom: z.number() }),
    z.object({
      metric: z.literal('ces'),
      ...ofScale,
      direction: z.enum(['easy', 'effort']),
      lowEffort: figure,
      lowEffortLimit: z.number(),
    }),
    z.object({ metric: z.literal('rating'), ...ofScale }),
  ]),
).meta({ id: 'RatingFigures' });

const polarityFigures = { negative: figure, neutral: figure, positive: figure, net: figure, mean: figure };

const themeFigures = schemaOf<ThemeFigures>()(
  z.object({ mentions: count, share: figure, ...polarityFigures }),
).meta({ id: 'ThemeFigures' });

export const figures = schemaOf<Figures>()(
  z.object({
    minimumSample: count,
    responses: count,
    unfinished: count,
    ratings: z.record(z.string(), ratingFigures).describe('By the key of the scale.'),
    answers: z.object({
      counts: answerLedger,
      commented: figure.exactOptional(),
      informative: figure.exactOptional(),
      unread: figure.exactOptional(),
    }),
    sentiment: z.object({ ...polarityFigures, mixed: figure }).exactOptional(),
    themes: z.record(z.string(), themeFigures),
  }),
).meta({
  id: 'Figures',
  description: 'The figures of a set of responses, each with n and interval.',
});

const polarityShape = {
  negative: count,
  neutral: count,
  positive: count,
  scoreSum: z.int().describe('In hundredths.'),
  scoreSquareSum: count.describe('In ten-thousandths.'),
};
const polarity = schemaOf<PolarityTally>()(z.object(polarityShape)).meta({ id: 'PolarityTally' });

const tally = schemaOf<PublicTally>()(
  z.object({
    responses: count,
    unfinished: count,
    answers: answerLedger,
    sentiment: z.object({ ...polarityShape, mixed: count }),
    ratings: z.record(z.string(), counts).describe('Responses by value, by the key of the scale.'),
    themes: z.record(z.string(), polarity),
    signals: counts,
  }),
).meta({ id: 'Tally', description: 'Counts; docs/tables.md says what each is.' });

export const versionNames = schemaOf<VersionNames>()(
  z.object({ sentiment: list(z.string()), theme: list(z.string()) }),
).meta({
  id: 'VersionNames',
  description: 'The versions that scored the answers. Two different ones break a trend.',
});

export const suppressedShape = {
  suppressed: z
    .literal(true)
    .describe('Below the minimum group size: no figure is returned, n included. This does not mean zero.'),
};

export const visibleShape = {
  partial: yes.describe('Groups below the minimum size were left out.'),
  incomplete: yes.describe('More than rare themes and signals is suppressed.'),
  tally,
  versions: versionNames,
  figures,
};

export const view = schemaOf<View>()(z.union([z.object(suppressedShape), z.object(visibleShape)])).meta({
  id: 'View',
});

const conditions = list(schemaOf<Condition>()(z.object({ dimension: z.string(), value: z.string() })));

/** The beginning of an answer about a scope: the scope as it was understood. */
export const answeredScope = {
  touchpoint: z.string().exactOptional(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  where: conditions.exactOptional().describe('The conditions as understood.'),
};
