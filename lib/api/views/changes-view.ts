import pMap from 'p-map';
import { disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { type Disclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, disclosedInRange } from '../../disclosure/series.ts';
import {
  brokenIn,
  type Compared,
  changeReport,
  mixReport,
  type ReportedMix,
} from '../../insights/changes/change-report.ts';
import { comparedRanges } from '../../insights/changes/compared-ranges.ts';
import { facetTotals, type MonthFacets } from '../../insights/journey/facet-page.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { journeyRange, wholeMonthsIn } from '../../query/journey-reader.ts';
import { readDisclosedMonths } from '../../query/read-disclosed.ts';
import { cellOf } from '../../query/read-disclosed-ranges.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type ChangesView, readChanges } from '../contract/changes.ts';
import { type Route, route } from '../route.ts';
import { readFacetsOf } from './facets-view.ts';

type Ranges = ReturnType<typeof comparedRanges>;
type Asked = ParsedRequest<typeof readChanges>['query'];
type ByTouchpoint = Readonly<Record<string, Disclosed>>;

const touchpointsAtOnce = 8;

const isWholeMonths = (range: DayRange, months: readonly string[]): boolean =>
  months[0] === range.from.slice(0, 7) && months.at(-1) === range.to.slice(0, 7);

/** What may be shown of touchpoints in a range: of whole months with a read for each hundred, else with two for each touchpoint. */
const readRange = async (
  { summaries, threshold }: { readonly summaries: SummaryStore; readonly threshold: number },
  touchpoints: readonly string[],
  range: DayRange,
): Promise<ByTouchpoint> => {
  const months = wholeMonthsIn(range);
  if (!isWholeMonths(range, months)) {
    const all = await pMap(
      touchpoints,
      async (touchpoint) =>
        disclosedInRange(await readDisclosedMonths(summaries, touchpoint, range, threshold), range),
      { concurrency: touchpointsAtOnce },
    );
    return Object.fromEntries(
      touchpoints.map((touchpoint, index) => [touchpoint, all[index] ?? sumDisclosed([])]),
    );
  }
  const keys = touchpoints.flatMap((touchpoint) =>
    months.map((period) => ({ touchpoint, grain: 'month' as const, period })),
  );
  const stored = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  return Object.fromEntries(
    [...Map.groupBy(stored, ({ touchpoint }) => touchpoint)].map(([touchpoint, theirs]) => [
      touchpoint,
      sumDisclosed(theirs.map((month) => disclosedAlone(cellOf(month), threshold))),
    ]),
  );
};

const comparedOf = (before: ByTouchpoint, after: ByTouchpoint): Compared[] =>
  Object.keys(after).flatMap((touchpoint) => {
    const [earlier, later] = [before[touchpoint], after[touchpoint]];
    return earlier && later ? [{ touchpoint, before: earlier, after: later }] : [];
  });

/** Reads what changed between two periods, and how much of it is that other customers were heard. */
const readView = async (
  { effects: { summaries }, configuration, today: now }: ApiContext,
  { period, from = period, to = period, against, touchpoint }: Asked,
): Promise<ChangesView> => {
  const today = now();
  const settings = await configuration.metrics();
  const { figures } = thresholdsOf(settings);
  const ranges = comparedRanges(await journeyRange(summaries, { from, to }, today, 1), against, today);
  const touchpoints = await touchpointsIn(summaries, configuration, { touchpoint });
  const reader = { summaries, threshold: figures };
  const [before, after] = await Promise.all([
    readRange(reader, touchpoints, ranges.before),
    readRange(reader, touchpoints, ranges.after),
  ]);
  const [earlier, later] = [sumDisclosed(Object.values(before)), sumDisclosed(Object.values(after))];
  const each = comparedOf(before, after);
  const whole: Compared[] = touchpoint === undefined ? [{ before: earlier, after: later }] : [];
  return {
    against,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    before: { ...ranges.before, responses: earlier.tally.responses },
    after: { ...ranges.after, responses: later.tally.responses },
    ...(ranges.part ? { part: true } : {}),
    ...(earlier.partial || later.partial ? { partial: true } : {}),
    broken: Object.fromEntries(
      each
        .map((one) => [one.touchpoint ?? '', brokenIn(one)] as const)
        .filter(([, kinds]) => kinds.length > 0),
    ),
    changes: changeReport([...whole, ...each], settings),
    mixes: [
      ...(touchpoint === undefined ? mixReport('touchpoint', { before, after }, settings) : []),
      ...(await mixesByDimension({ summaries, settings }, touchpoints, ranges)),
    ],
  };
};

/** By each declared dimension that is no pair; figures by dimension are by the month, so only where whole months are compared. */
const mixesByDimension = async (
  { summaries, settings }: { readonly summaries: SummaryStore; readonly settings: MetricsSettings },
  touchpoints: readonly string[],
  { before, after }: Ranges,
): Promise<ReportedMix[]> => {
  const dimensions = (settings.dimensions ?? []).filter((dimension) => !dimension.includes('+'));
  const spans = [before, after].map((range) => ({ range, months: wholeMonthsIn(range) }));
  const whole = spans.every(({ range, months }) => isWholeMonths(range, months));
  if (dimensions.length === 0 || !whole) return [];
  const [earlier = [], later = []]: MonthFacets[][] = await Promise.all(
    [before, after].map((range) => readFacetsOf({ summaries, settings }, touchpoints, range)),
  );
  return dimensions.flatMap((dimension) =>
    mixReport(
      dimension,
      { before: facetTotals(earlier, dimension), after: facetTotals(later, dimension) },
      settings,
    ),
  );
};

/** `GET /changes` */
export const changeRoutes = (context: ApiContext): Route[] => [
  route(readChanges, ({ query }) => readView(context, query)),
];
