import type { Context, Hono } from 'hono';
import pMap from 'p-map';
import { disclosedFacets } from '../../disclosure/disclosed-facets.ts';
import { VerbatimError } from '../../errors.ts';
import {
  dimensionOf,
  type FacetPage,
  facetPage,
  type MonthFacets,
  personaSeries,
} from '../../insights/journey/facet-page.ts';
import type { View } from '../../insights/journey/period-view.ts';
import { type MetricsSettings, type Persona, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import type { AskedSpan } from '../../query/read-disclosed.ts';
import { cellOf } from '../../query/read-disclosed-ranges.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import { parseParameters, personaParameters } from '../query-parameters.ts';
import { type PeriodSummary, type SeriesContext, summariesOf, sumSeries } from './period-summaries.ts';

/** One value of a dimension. */
export interface FacetView {
  /** `""` for responses without one. */
  readonly value: string;
  readonly total: View;
  readonly summaries: readonly PeriodSummary[];
}

export interface FacetsView extends Pick<FacetPage, 'rankings' | 'weighted'> {
  readonly by: string;
  readonly grain: 'month';
  readonly facets: readonly FacetView[];
}

const touchpointsAtOnce = 8;

/**
 * What may be shown of each month of a touchpoint by every declared dimension. All are read whichever is asked for: what one
 * dimension may show depends on what the others do.
 */
const readMonthFacets = async (
  summaries: Pick<SummaryStore, 'readSeries' | 'readFacets'>,
  touchpoint: string,
  { from, to }: AskedSpan,
  settings: MetricsSettings,
): Promise<MonthFacets[]> => {
  const { dimensions = [] } = settings;
  const [wholes, ...facets] = await Promise.all([
    summaries.readSeries(touchpoint, 'month', from?.slice(0, 7), to?.slice(0, 7)),
    ...dimensions.map((name) =>
      summaries.readFacets(touchpoint, name, 'month', from?.slice(0, 7), to?.slice(0, 7)),
    ),
  ]);
  return wholes.map((whole) => {
    const { tally, versions } = cellOf(whole);
    const same = facets.flat().filter(({ period }) => period === whole.period);
    const byDimension = Object.fromEntries(same.map((one) => [one.dimension, one.facets]));
    const faceted = { whole: tally, versions, facets: byDimension };
    return { month: whole.period, facets: disclosedFacets(faceted, thresholdsOf(settings).figures) };
  });
};

/** The same of several touchpoints; months of different touchpoints stand beside each other. */
export const readFacetsOf = async (
  summaries: SummaryStore,
  touchpoints: readonly string[],
  span: AskedSpan,
  settings: MetricsSettings,
): Promise<MonthFacets[]> =>
  (
    await pMap(touchpoints, (touchpoint) => readMonthFacets(summaries, touchpoint, span, settings), {
      concurrency: touchpointsAtOnce,
    })
  ).flat();

/** The figures of touchpoints by a declared dimension; `not-found` for one that is not declared. */
export const facetsView = async (
  summaries: SummaryStore,
  touchpoints: readonly string[],
  by: string,
  span: AskedSpan,
  context: SeriesContext,
): Promise<FacetsView> => {
  const { dimensions = [] } = context.settings;
  if (!dimensions.includes(by))
    throw new VerbatimError('not-found', 'summaries are not parted by this', {
      expected: dimensions.join(', ') || 'a dimension that config/metrics.yaml declares',
      got: by,
    });
  const months = await readFacetsOf(summaries, touchpoints, span, context.settings);
  const { facets, ...page } = facetPage(months, by, context.settings);
  return {
    by,
    grain: 'month',
    facets: facets.map(({ value, total, months: series }) => ({
      value,
      total,
      summaries: summariesOf(sumSeries([series]), 'month', context),
    })),
    ...page,
  };
};

export const personaRoutes = [
  'GET /personas',
  'GET /personas/{persona}/summaries?touchpoint&from&to',
] as const;

const personaIn = (settings: MetricsSettings, id: string | undefined): Persona => {
  const persona = settings.personas?.find((candidate) => candidate.id === id);
  if (persona !== undefined) return persona;
  throw new VerbatimError('not-found', 'there is no such persona', { got: id ?? '' });
};

/** Adds the pages of personas: what a touchpoint's page shows, of customers of one kind, by the month. */
export const addPersonas = (
  api: Hono,
  { summaries }: Effects,
  configuration: Configuration,
  today: () => string,
): void => {
  const readPersona = async (context: Context) => {
    const { touchpoint, ...span } = parseParameters(personaParameters, context.req.query());
    const settings = await configuration.metrics();
    const persona = personaIn(settings, context.req.param('persona'));
    const dimension = dimensionOf(persona, settings.dimensions ?? []);
    if (dimension === undefined)
      throw new VerbatimError('usage', 'the rule of this persona is not over declared dimensions', {
        expected: `"${Object.keys(persona.where).join('+')}" among the dimensions of config/metrics.yaml`,
        got: settings.dimensions?.join(', ') ?? 'none',
      });
    const touchpoints = await touchpointsIn(summaries, configuration, { touchpoint });
    const months = await readFacetsOf(summaries, touchpoints, span, settings);
    const series = sumSeries([personaSeries(persona, dimension, months)]);
    const view = { settings, calibration: undefined, today: today() };
    return {
      persona: persona.id,
      ...(touchpoint === undefined ? {} : { touchpoint }),
      grain: 'month' as const,
      summaries: summariesOf(series, 'month', view),
    };
  };

  api.get('/personas', async (context) => {
    const { personas = [] } = await configuration.metrics();
    return context.json({ personas });
  });
  api.get('/personas/:persona/summaries', async (context) => context.json(await readPersona(context)));
};
