import pMap from 'p-map';
import { disclosedFacets } from '../../disclosure/disclosed-facets.ts';
import { VerbatimError } from '../../errors.ts';
import {
  dimensionOf,
  facetPage,
  type MonthFacets,
  personaSeries,
} from '../../insights/journey/facet-page.ts';
import { type MetricsSettings, type Persona, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { AskedSpan } from '../../query/read-disclosed.ts';
import { cellOf } from '../../query/read-disclosed-ranges.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { type FacetsView, listPersonas, personaSummaries } from '../contract/summaries.ts';
import { type Route, route } from '../route.ts';
import { type SeriesContext, summariesOf, sumSeries } from './period-summaries.ts';

/** What reading facets takes. */
interface FacetReader {
  readonly summaries: Pick<SummaryStore, 'readSeries' | 'readFacets'>;
  readonly settings: MetricsSettings;
}

const touchpointsAtOnce = 8;

/**
 * What may be shown of each month of a touchpoint by every declared dimension. All are read whichever is asked for: what one
 * dimension may show depends on what the others do.
 */
const readMonthFacets = async (
  { summaries, settings }: FacetReader,
  touchpoint: string,
  { from, to }: AskedSpan,
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
  reader: FacetReader,
  touchpoints: readonly string[],
  span: AskedSpan,
): Promise<MonthFacets[]> =>
  (
    await pMap(touchpoints, (touchpoint) => readMonthFacets(reader, touchpoint, span), {
      concurrency: touchpointsAtOnce,
    })
  ).flat();

/** The figures of touchpoints by a declared dimension; `not-found` for one that is not declared. */
export const facetsView = async (
  { summaries, ...context }: SeriesContext & Pick<FacetReader, 'summaries'>,
  touchpoints: readonly string[],
  { by, ...span }: AskedSpan & { readonly by: string },
): Promise<FacetsView> => {
  const { dimensions = [] } = context.settings;
  if (!dimensions.includes(by))
    throw new VerbatimError('not-found', 'not a declared dimension', {
      expected: dimensions.join(', ') || 'a dimension declared in config/metrics.yaml',
      got: by,
    });
  const { settings } = context;
  const months = await readFacetsOf({ summaries, settings }, touchpoints, span);
  const { facets, ...page } = facetPage(months, by, settings);
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

const personaIn = (settings: MetricsSettings, id: string): Persona => {
  const persona = settings.personas?.find((candidate) => candidate.id === id);
  if (persona !== undefined) return persona;
  throw new VerbatimError('not-found', 'persona not found', { got: id });
};

type PersonaRequest = ParsedRequest<typeof personaSummaries>;

/** What a touchpoint's page shows, of customers of one kind, by the month. */
const readPersona = async (
  { effects: { summaries }, configuration, today }: ApiContext,
  { params, query: { touchpoint, ...span } }: PersonaRequest,
): Promise<Answered<typeof personaSummaries>> => {
  const settings = await configuration.metrics();
  const persona = personaIn(settings, params.persona);
  const dimension = dimensionOf(persona, settings.dimensions ?? []);
  if (dimension === undefined)
    throw new VerbatimError('usage', 'the persona uses dimensions that are not declared', {
      expected: `"${Object.keys(persona.where).join('+')}" in the dimensions of config/metrics.yaml`,
      got: settings.dimensions?.join(', ') ?? 'none',
    });
  const touchpoints = await touchpointsIn(summaries, configuration, { touchpoint });
  const months = await readFacetsOf({ summaries, settings }, touchpoints, span);
  const series = sumSeries([personaSeries(persona, dimension, months)]);
  return {
    persona: persona.id,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    grain: 'month',
    summaries: summariesOf(series, 'month', { settings, calibration: undefined, today: today() }),
  };
};

/** `GET /personas`, `GET /personas/{persona}/summaries` */
export const personaRoutes = (context: ApiContext): Route[] => [
  route(listPersonas, async () => {
    const { personas = [] } = await context.configuration.metrics();
    return { personas };
  }),
  route(personaSummaries, (request) => readPersona(context, request)),
];
