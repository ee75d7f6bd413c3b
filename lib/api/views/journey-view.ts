import type { Hono } from 'hono';
import type { DayRange, SeriesGrain } from '../../disclosure/series.ts';
import type { Journey } from '../../feedback/journey.ts';
import { facetPage, type WeightedHeadline } from '../../insights/journey/facet-page.ts';
import {
  type BlindSpot,
  type JourneyEntry,
  journeyEntry,
  journeyRankings,
  journeyTotal,
} from '../../insights/journey/journey-map.ts';
import { type View, viewOf } from '../../insights/journey/period-view.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Ranking } from '../../metrics/figures/rank.ts';
import type { Effects } from '../../pipeline/effects.ts';
import {
  feedbackAt,
  feedbackIn,
  journeyRange,
  readJourney,
  wholeMonthsIn,
} from '../../query/journey-reader.ts';
import { placesWith, type TouchpointPlace } from '../../query/touchpoint-list.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { journeyParameters, parseParameters } from '../query-parameters.ts';
import { readFacetsOf } from './facets-view.ts';

export type MapTouchpoint = TouchpointPlace & JourneyEntry;

export interface MapStage {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly touchpoints: readonly MapTouchpoint[];
}

export interface JourneyView extends DayRange {
  readonly grain: SeriesGrain;
  readonly stages: readonly MapStage[];
  /** Touchpoints with feedback that the journey does not know. */
  readonly others: readonly MapTouchpoint[];
  readonly blindSpots: readonly { readonly id: string; readonly reason: BlindSpot }[];
  /** By headline; only the touchpoints that have it. */
  readonly rankings: Readonly<Record<string, Ranking>>;
  /** All responses together, each counting once. */
  readonly total: View;
  /** The same headlines weighted to the shares of the settings, from the whole months; only where there are weights. */
  readonly weighted?: { readonly by: string; readonly headlines: Readonly<Record<string, WeightedHeadline>> };
}

const stagesOf = (journey: Journey, touchpoints: readonly MapTouchpoint[]): MapStage[] =>
  journey.stages.map(({ id, name, owner }) => ({
    id,
    name: name ?? id,
    ...(owner === undefined ? {} : { owner }),
    touchpoints: touchpoints.filter(({ stage }) => stage?.id === id),
  }));

export const journeyRoutes = ['GET /journey?from&to&grain=day|week|month'] as const;

/** Adds the journey map. */
export const addJourney = (
  api: Hono,
  { summaries }: Effects,
  configuration: Configuration,
  today: () => string,
): void => {
  const weightedOf = async (
    settings: MetricsSettings,
    touchpoints: readonly string[],
    range: DayRange,
  ): Promise<Pick<JourneyView, 'weighted'>> => {
    const months = wholeMonthsIn(range);
    const by = settings.weights?.by;
    if (by === undefined || months.length === 0) return {};
    const span = { from: months[0], to: months.at(-1) };
    const facets = await readFacetsOf(summaries, touchpoints, span, settings);
    return { weighted: { by, headlines: facetPage(facets, by, settings).weighted ?? {} } };
  };

  const readMap = async (query: Record<string, string>): Promise<JourneyView> => {
    const { grain, ...span } = parseParameters(journeyParameters, query);
    const now = today();
    const range = await journeyRange(summaries, span, now);
    const [journey, settings, read] = await Promise.all([
      configuration.journey(),
      configuration.metrics(),
      readJourney(summaries, range),
    ]);
    const answered = feedbackIn(read, range, thresholdsOf(settings).figures);
    const time = { range, grain, today: now };
    const touchpoints = placesWith(journey, answered.keys()).map((place) => ({
      ...place,
      ...journeyEntry(feedbackAt(answered, place.id), time, settings),
    }));
    return {
      ...range,
      grain,
      stages: stagesOf(journey, touchpoints),
      others: touchpoints.filter(({ stage }) => stage === undefined),
      blindSpots: touchpoints.flatMap(({ id, blind }) =>
        blind === undefined ? [] : [{ id, reason: blind }],
      ),
      rankings: journeyRankings(touchpoints),
      total: viewOf(journeyTotal([...answered.values()], range), settings),
      ...(await weightedOf(settings, [...answered.keys()], range)),
    };
  };

  api.get('/journey', async (context) => context.json(await readMap(context.req.query())));
};
