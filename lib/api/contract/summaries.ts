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
      'Corrected for the errors of the model on a labelled sample; the 95 % intervals include the uncertainty of the sample.',
    ),
    labelled: count.describe('Comments in the labelled sample.'),
  })
  .meta({ id: 'SentimentShares' });
export type SentimentShares = z.output<typeof sentimentShares>;

const periodShape = {
  period: z.string().describe('A day, the Monday of a week, or a month.'),
  part: yes.describe('The period has not ended, or only part of it was requested.'),
  sentimentShares: sentimentShares
    .exactOptional()
    .describe('Only if a calibration of the scoring version is stored.'),
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
    z.object({ missing: list(z.string()).describe('Values that are suppressed or have no data.') }),
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

/** By a dimension, the only grain and the default is the month. */
const summariesQuery = z
  .strictObject({
    by: z.string().min(1).optional().describe('A declared dimension: the answer has `facets`.'),
    grain: grain.optional().describe('Default: day; by a dimension, month.'),
    ...range,
  })
  .refine(({ by, grain: asked = 'month' }) => by === undefined || asked === 'month', {
    path: ['grain'],
    error: 'month: figures by dimension are monthly',
  });

const summariesAnswer = z.union([facetsView, summarySeries]).meta({ id: 'Summaries' });

export const touchpointSummaries = operation(routes.touchpointSummaries, {
  summary: 'A touchpoint by period, or by the values of a dimension.',
  subject: 'figures',
  role: 'viewer',
  params: z.strictObject({ touchpoint: touchpointId }),
  query: summariesQuery,
  status: 200,
  answer: summariesAnswer,
  errors: ['not-found'],
});

export const stageSummaries = operation(routes.stageSummaries, {
  summary: 'The same for a stage: the sum of its touchpoints.',
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
  description: 'A group of customers: those with the listed values of one or two dimensions.',
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
  summary: 'One persona by month, over all touchpoints or one.',
  subject: 'figures',
  role: 'viewer',
  params: z.strictObject({ persona: z.string().min(1) }),
  query: z.strictObject(scope),
  status: 200,
  answer: personaSeries,
  errors: ['not-found'],
});
