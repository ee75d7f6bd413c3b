import { VerbatimError } from '../../errors.ts';
import { nearNames } from '../../feedback/mapping/near-names.ts';
import { dimensionOf, facetPage, personaSeries } from '../../insights/journey/facet-page.ts';
import type { MetricsSettings, Persona } from '../../metrics/figures/metrics-settings.ts';
import type { AskedSpan } from '../../query/read-disclosed.ts';
import { type FacetReader, readFacetsOf } from '../../query/read-facets.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import { unknownName } from '../../query/unknown-name.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { type FacetsView, listPersonas, personaSummaries } from '../contract/summaries.ts';
import { type Route, route } from '../route.ts';
import { type SeriesContext, summariesOf, sumSeries } from './period-summaries.ts';

const undeclared = (by: string, dimensions: readonly string[]): VerbatimError => {
  const near = nearNames(by, dimensions);
  const known = near.length > 0 ? near.join(' or ') : dimensions.join(', ');
  return new VerbatimError('not-found', 'not a declared dimension', {
    expected: known || 'a dimension declared in config/metrics.yaml, then `verbatim reanalyze`',
    got: by,
  });
};

/** A declared dimension by its name in any case, as attributes are found. */
const declaredAs = (asked: string, dimensions: readonly string[]): string | undefined =>
  dimensions.find((name) => name === asked) ??
  dimensions.find((name) => name.toLowerCase() === asked.toLowerCase());

/** The figures of touchpoints by a declared dimension; `not-found` for one that is not declared. */
export const facetsView = async (
  { summaries, ...context }: SeriesContext & Pick<FacetReader, 'summaries'>,
  touchpoints: readonly string[],
  { by: asked, ...span }: AskedSpan & { readonly by: string },
): Promise<FacetsView> => {
  const { dimensions = [] } = context.settings;
  const by = declaredAs(asked, dimensions);
  if (by === undefined) throw undeclared(asked, dimensions);
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
  const names = (settings.personas ?? []).map((candidate) => candidate.id);
  throw unknownName({ what: 'persona', got: id, names });
};

type PersonaRequest = ParsedRequest<typeof personaSummaries>;

/** The summaries of a persona, by month. */
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
