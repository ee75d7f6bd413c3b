import pMap from 'p-map';
import { type DayRange, disclosedInRange } from '../../disclosure/series.ts';
import type { Journey } from '../../feedback/journey.ts';
import { facetPage } from '../../insights/journey/facet-page.ts';
import { journeyEntry, journeyRankings, journeyTotal } from '../../insights/journey/journey-map.ts';
import { momentsOfTruth } from '../../insights/journey/moments-of-truth.ts';
import { viewOf } from '../../insights/journey/period-view.ts';
import { type SharpestIssues, sharpestIssues } from '../../insights/journey/sharpest-issues.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { readFeltIssues } from '../../query/issues/read-issues.ts';
import {
  feedbackAt,
  feedbackIn,
  journeyRange,
  readJourney as readStored,
  wholeMonthsIn,
} from '../../query/journey-reader.ts';
import { readFacetsOf } from '../../query/read-facets.ts';
import { placesWith } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type JourneyView, type MapStage, type MapTouchpoint, readJourney } from '../contract/journey.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, keptView } from './compared.ts';

const stagesOf = (journey: Journey, touchpoints: readonly MapTouchpoint[]): MapStage[] =>
  journey.stages.map(({ id, name, owner }) => ({
    id,
    name: name ?? id,
    ...(owner === undefined ? {} : { owner }),
    touchpoints: touchpoints.filter(({ stage }) => stage?.id === id),
  }));

type Asked = ParsedRequest<typeof readJourney>['query'];

const weightedOf = async (
  { effects: { summaries }, settings }: ApiContext & { readonly settings: MetricsSettings },
  touchpoints: readonly string[],
  range: DayRange,
): Promise<Pick<JourneyView, 'weighted'>> => {
  const months = wholeMonthsIn(range);
  const by = settings.weights?.by;
  if (by === undefined || months.length === 0) return {};
  const span = { from: months[0], to: months.at(-1) };
  const facets = await readFacetsOf({ summaries, settings }, touchpoints, span);
  return { weighted: { by, headlines: facetPage(facets, by, settings).weighted ?? {} } };
};

const touchpointsAtOnce = 16;

/** By touchpoint. */
const sharpestOf = async (
  { effects, settings }: ApiContext & { readonly settings: MetricsSettings },
  touchpoints: readonly string[],
  range: DayRange,
): Promise<ReadonlyMap<string, SharpestIssues>> => {
  const { minimumSample = defaultMinimumSample } = settings;
  return new Map(
    await pMap(
      touchpoints,
      async (touchpoint): Promise<[string, SharpestIssues]> => [
        touchpoint,
        sharpestIssues(await readFeltIssues(effects, settings, { touchpoint, ...range }), minimumSample),
      ],
      { concurrency: touchpointsAtOnce },
    ),
  );
};

const readMap = async (context: ApiContext, { grain, ...span }: Asked): Promise<JourneyView> => {
  const { effects, configuration } = context;
  const today = context.today();
  const range = await journeyRange(effects.summaries, span, today);
  const [journey, settings, themes, read] = await Promise.all([
    configuration.journey(),
    configuration.metrics(),
    configuration.themes(),
    readStored(effects.summaries, { range, grain }),
  ]);
  const answered = feedbackIn(read, range, thresholdsOf(settings).figures);
  const sharpest = await sharpestOf({ ...context, settings }, [...answered.keys()], range);
  const touchpoints = placesWith(journey, answered.keys()).map((place) => ({
    ...place,
    ...journeyEntry(feedbackAt(answered, place.id), { range, grain, today }, { settings, themes, place }),
    ...sharpest.get(place.id),
  }));
  return {
    ...range,
    grain,
    stages: stagesOf(journey, touchpoints),
    others: touchpoints.filter(({ stage }) => stage === undefined),
    blindSpots: touchpoints.flatMap(({ id, blind }) => (blind === undefined ? [] : [{ id, reason: blind }])),
    rankings: journeyRankings(touchpoints),
    momentsOfTruth: momentsOfTruth(
      [...answered].map(([id, { months }]) => ({ id, disclosed: disclosedInRange(months, range) })),
      settings,
    ),
    total: viewOf(journeyTotal([...answered.values()], range), settings),
    ...(await weightedOf({ ...context, settings }, [...answered.keys()], range)),
  };
};

/** `GET /journey` */
export const journeyRoutes = (context: ComparingContext): Route[] => {
  const view = keptView(context, (query: Asked) => readMap(context, query));
  return [route(readJourney, ({ query }) => view(query))];
};
