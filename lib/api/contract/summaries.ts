import { z } from 'zod';
import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { WeightedHeadline } from '../../insights/journey/facet-page.ts';
import type { View } from '../../insights/journey/period-view.ts';
import type { Persona } from '../../metrics/figures/metrics-settings.ts';
import { list, schemaOf } from './basis/agree.ts';
import {
  count,
  effect,
  figureShape,
  rankings,
  suppressedShape,
  view,
  visibleShape,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { grain, range, scope, stageId, touchpointId } from './basis/parameters.ts';
import { routes } from './routes.ts';

const labelled = <Value extends z.ZodType>(value: Value) =>
  z.object({ negative: value, neutral: value, positive: value } satisfies Record<SentimentLabel, Value>);

const sentimentShares = z
  .object({
    found: labelled(z.number()).describe('The shares, 0..1, as the model found them.'),
    corrected: labelled(effect).describe(
      'Corrected for the errors of the model on a labelled sample; the 95 % intervals hold what is unsure of the sample too.',
    ),
    labelled: count.describe('Comments in the labelled sample.'),
  })
  .meta({ id: 'SentimentShares' });
export type SentimentShares = z.output<typeof sentimentShares>;

const periodShape = {
  period: z.string().describe('A day, the Monday of a week, or a month.'),
  part: yes.describe('The period is not over yet, or what was asked for begins or ends inside it.'),
  sentimentShares: sentimentShares
    .exactOptional()
    .describe('Only where a calibration of the version that scored is stored.'),
};

const periodMarks = z.object(periodShape);
/** One period of a series. */
export type PeriodSummary = View & z.output<typeof periodMarks>;

const periodSummary = schemaOf<PeriodSummary>()(
  z.union([z.object({ ...periodShape, ...suppressedShape }), z.object({ ...periodShape, ...visibleShape })]),
).meta({ id: 'PeriodSummary' });

const of = { touchpoint: z.string().exactOptional(), stage: z.string().exactOptional() };

const summarySeries = z
  .object({ ...of, grain, summaries: list(periodSummary) })
  .meta({ id: 'SummarySeries' });
export type SummarySeries = z.output<typeof summarySeries>;

export const weightedHeadline = schemaOf<WeightedHeadline>()(
  z.union([
    z.object({ ...figureShape, effectiveN: z.number() }),
    z.object({ missing: list(z.string()).describe('Values of which nothing may be shown or is there.') }),
  ]),
).meta({ id: 'WeightedHeadline' });

const facetView = z
  .object({
    value: z.string().describe('`""` for responses without one.'),
    total: view,
    summaries: list(periodSummary),
  })
  .meta({ id: 'Facet' });
export type FacetView = z.output<typeof facetView>;

const facetsView = z
  .object({
    ...of,
    by: z.string(),
    grain: z.literal('month'),
    facets: list(facetView),
    rankings,
    weighted: z.record(z.string(), weightedHeadline).exactOptional(),
  })
  .meta({ id: 'Facets' });
export type FacetsView = z.output<typeof facetsView>;

/** By a dimension, the one grain is the month, and the default. */
const summariesQuery = z
  .strictObject({
    by: z.string().min(1).optional().describe('A declared dimension: the answer has `facets`.'),
    grain: grain.optional().describe('Default: day; by a dimension, month.'),
    ...range,
  })
  .refine(({ by, grain: asked = 'month' }) => by === undefined || asked === 'month', {
    path: ['grain'],
    error: 'month: by a dimension, figures are by the month',
  });

const summariesAnswer = z.union([facetsView, summarySeries]).meta({ id: 'Summaries' });

export const touchpointSummaries = operation(routes.touchpointSummaries, {
  summary: 'A touchpoint period by period, or by the values of a dimension.',
  subject: 'figures',
  role: 'viewer',
  params: z.strictObject({ touchpoint: touchpointId }),
  query: summariesQuery,
  status: 200,
  answer: summariesAnswer,
  errors: ['not-found'],
});

export const stageSummaries = operation(routes.stageSummaries, {
  summary: 'The same of a stage: the sum of what its touchpoints show.',
  subject: 'figures',
  role: 'viewer',
  params: z.strictObject({ stage: stageId }),
  query: summariesQuery,
  status: 200,
  answer: summariesAnswer,
  errors: ['not-found'],
});

const persona = schemaOf<Persona>()(
  z.object({
    id: z.string(),
    name: z.string().exactOptional(),
    where: z.record(z.string(), list(z.string())),
  }),
).meta({
  id: 'Persona',
  description: 'Customers of a kind: all whose values are listed, of one dimension or of two.',
});

export const listPersonas = operation(routes.listPersonas, {
  summary: 'The personas of config/metrics.yaml.',
  subject: 'figures',
  role: 'viewer',
  status: 200,
  answer: z.object({ personas: list(persona) }).meta({ id: 'Personas' }),
});

const personaSeries = z
  .object({
    persona: z.string(),
    touchpoint: z.string().exactOptional(),
    grain: z.literal('month'),
    summaries: list(periodSummary),
  })
  .meta({ id: 'PersonaSeries' });

export const personaSummaries = operation(routes.personaSummaries, {
  summary: 'One persona by the month, over all touchpoints or one.',
  subject: 'figures',
  role: 'viewer',
  params: z.strictObject({ persona: z.string().min(1) }),
  query: z.strictObject(scope),
  status: 200,
  answer: personaSeries,
  errors: ['not-found'],
});
