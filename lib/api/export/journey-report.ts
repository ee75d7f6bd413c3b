import { rangeOf } from '../../disclosure/series.ts';
import { headlinesOf } from '../../insights/journey/facet-page.ts';
import type { JourneyReportMaterial, ReportedPersona } from '../../reports/journey-report/journey-report.ts';
import { type ApiClient, createClient } from '../client/client.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readJourneyReport } from '../contract/journey.ts';
import { type Route, route } from '../route.ts';

/** Has the API answer a path, as for an external request: the report shows what its views show, and suppresses the same. */
type Ask = (path: string) => Response | Promise<Response>;

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Customers of each persona in the latest month of the period. */
const personasIn = async (client: ApiClient, { from, to }: Days): Promise<ReportedPersona[]> => {
  const { personas } = await client.listPersonas();
  const range = { from: from.slice(0, 7), to: to.slice(0, 7) };
  const series = personas.map(async ({ id, name = id }) => {
    const { summaries } = await client.personaSummaries({ persona: id, ...range });
    const latest = summaries.at(-1);
    const figures = latest !== undefined && 'figures' in latest ? [...headlinesOf(latest.figures)] : [];
    return { name, month: latest?.period ?? range.to, figures };
  });
  return Promise.all(series);
};

const materialOf = async (
  client: ApiClient,
  { from, to, lang }: ParsedRequest<typeof readJourneyReport>['query'],
): Promise<JourneyReportMaterial> => {
  const findings = await client.readFindings({ from, to, lang });
  const { period, against } = findings;
  if (period.from === 'undated')
    return {
      ...{ findings, stages: [], others: [], scorecard: [], personas: [], actions: [] },
      themeNames: new Map(),
    };
  const days = { from: period.from, to: period.to };
  const [{ stages, others }, { rows }, personas, { actions }, { themes }] = await Promise.all([
    client.readJourney(days),
    client.readScorecard(days),
    personasIn(client, days),
    client.listActions(),
    client.readTaxonomy({}),
  ]);
  return {
    ...{ findings, stages, others, scorecard: rows, personas },
    themeNames: new Map(themes.map(({ id, name, names }) => [id, names?.[findings.lang] ?? name])),
    actions: actions.filter(({ date }) => against.from <= date && date <= rangeOf(days.to, days.to).to),
  };
};

/** `GET /journey/report` */
export const journeyReportRoutes = (ask: Ask): Route[] => {
  const client = createClient({
    base: 'http://api.internal',
    fetch: async ({ pathname, search }) => ask(`${pathname}${search}`),
  });
  return [
    route(readJourneyReport, async ({ query }) => {
      // Loaded on demand: it needs the chart libraries.
      const { journeyReportPage } = await import('../../reports/journey-report/journey-report.ts');
      return new Response(journeyReportPage(await materialOf(client, query)), {
        headers: { 'content-type': 'text/html; charset=UTF-8' },
      });
    }),
  ];
};
