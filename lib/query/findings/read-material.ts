import pMap from 'p-map';
import { comparableInRange } from '../../disclosure/comparable.ts';
import { type Cell, disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { type Disclosed, nothingDisclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, disclosedMonths } from '../../disclosure/series.ts';
import type { Journey } from '../../feedback/journey.ts';
import { type Against, comparedRanges } from '../../insights/changes/compared-ranges.ts';
import type {
  BeforeAfter,
  FindingsMaterial,
  SegmentMaterial,
  TouchpointMaterial,
  WeeksByTouchpoint,
} from '../../insights/findings/material.ts';
import { facetTotals, type MonthFacets } from '../../insights/journey/facet-page.ts';
import { addDays, addMonths, firstDayOfWeek, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import { type SummaryKey, wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Stores } from '../../store/stores.ts';
import { wholeMonthsIn } from '../journey-reader.ts';
import { readDisclosedSeries } from '../read-disclosed.ts';
import { cellOf } from '../read-disclosed-ranges.ts';
import { readMonthFacets } from '../read-facets.ts';
import { placesWith } from '../touchpoint-list.ts';

/** Reads the input of findings. */

type Reads = Pick<Stores, 'summaries' | 'feedback'>;
export type FindingsSettings = Pick<Configuration, 'journey' | 'metrics' | 'themes'>;

const touchpointsAtOnce = 8;
/** The weeks in which the beginning of a change is searched for: a quarter. */
const weeksRead = 13;

export interface AskedPeriods {
  readonly range: DayRange;
  readonly against: Against;
  /** In the reporting zone. */
  readonly today: string;
}

interface Ranges {
  readonly before: DayRange;
  readonly after: DayRange;
  readonly lastYear: BeforeAfterDays;
}

interface BeforeAfterDays {
  readonly before: DayRange;
  readonly after: DayRange;
}

const isWholeMonths = (range: DayRange): boolean => {
  const months = wholeMonthsIn(range);
  return months[0] === range.from.slice(0, 7) && months.at(-1) === range.to.slice(0, 7);
};

const aYearBefore = (range: DayRange): DayRange => {
  if (!isWholeMonths(range)) return { from: addDays(range.from, -364), to: addDays(range.to, -364) };
  const last = addMonths(range.to.slice(0, 7), -12);
  return { from: `${addMonths(range.from.slice(0, 7), -12)}-01`, to: lastDayOfMonth(last) };
};

const rangesOf = ({ before, after }: BeforeAfterDays): Ranges => ({
  before,
  after,
  lastYear: { before: aYearBefore(before), after: aYearBefore(after) },
});

const allOf = ({ before, after, lastYear }: Ranges): DayRange[] => [
  before,
  after,
  lastYear.before,
  lastYear.after,
];

/** Where to read, which days, and with which thresholds. */
interface Reading extends Pick<Reads, 'summaries'> {
  readonly ranges: Ranges;
  readonly settings: MetricsSettings;
}

type DisclosedIn = (range: DayRange) => Disclosed;

/** A touchpoint's stored summaries of a range: whole months, otherwise days, with all days of their months. */
interface StoredRanges {
  readonly cells: readonly Cell[];
  readonly disclosedIn: DisclosedIn;
}

/** The cells of whole months, because what may be disclosed of a day depends on its month; each month once. */
const readCells = async (
  { summaries }: Pick<Reads, 'summaries'>,
  touchpoint: string,
  ranges: readonly DayRange[],
): Promise<Cell[]> => {
  const months = [...new Set(ranges.flatMap(monthsTouched))].toSorted();
  const spans = runsOf(months);
  const read = await Promise.all(
    spans.flatMap(([first, last]) => [
      summaries.readSeries(touchpoint, 'day', { from: `${first}-01`, to: lastDayOfMonth(last) }),
      summaries.readSeries(touchpoint, 'month-only', { from: first, to: last }),
    ]),
  );
  return read.flat().map(cellOf);
};

const monthsTouched = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month);
  return months;
};

/** First and last of each run of months without a gap. */
const runsOf = (months: readonly string[]): [string, string][] => {
  const runs: [string, string][] = [];
  for (const month of months) {
    const open = runs.at(-1);
    if (open !== undefined && addMonths(open[1], 1) === month) open[1] = month;
    else runs.push([month, month]);
  }
  return runs;
};

/** In days, a part is compared completely or not at all. */
const readDays = async (reading: Reading, touchpoint: string): Promise<StoredRanges> => {
  const cells = await readCells(reading, touchpoint, allOf(reading.ranges));
  const months = disclosedMonths(cells, thresholdsOf(reading.settings).figures);
  return { cells, disclosedIn: (range) => comparableInRange(months, cells, range) };
};

/** Whole months are disclosed on their own: one read for a hundred of them covers all touchpoints. */
const readMonths = async (
  { summaries, ranges, settings }: Reading,
  touchpoints: readonly string[],
): Promise<Map<string, StoredRanges>> => {
  const { figures: threshold } = thresholdsOf(settings);
  const months = [...new Set(allOf(ranges).flatMap(monthsTouched))];
  const keys = touchpoints.flatMap((touchpoint) =>
    months.map((period): SummaryKey => ({ touchpoint, grain: 'month', period })),
  );
  const stored = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  const byTouchpoint = Map.groupBy(stored, ({ touchpoint }) => touchpoint);
  return new Map(
    touchpoints.map((touchpoint) => {
      const cells = (byTouchpoint.get(touchpoint) ?? []).map(cellOf);
      const alone = new Map(cells.map((cell) => [cell.period, disclosedAlone(cell, threshold)]));
      const disclosedIn = (range: DayRange): Disclosed =>
        sumDisclosed(monthsTouched(range).flatMap((month) => alone.get(month) ?? []));
      return [touchpoint, { cells, disclosedIn }];
    }),
  );
};

const readStored = async (
  reading: Reading,
  touchpoints: readonly string[],
): Promise<Map<string, StoredRanges>> => {
  if (allOf(reading.ranges).every(isWholeMonths)) return readMonths(reading, touchpoints);
  const read = await pMap(touchpoints, (touchpoint) => readDays(reading, touchpoint), {
    concurrency: touchpointsAtOnce,
  });
  return new Map(touchpoints.map((touchpoint, index) => [touchpoint, read[index] ?? nothingStored]));
};

const nothingStored: StoredRanges = { cells: [], disclosedIn: () => nothingDisclosed };

/** Themes that are mentioned in a range by fewer people than the threshold. */
const fewIn = (cells: readonly Cell[], range: DayRange, threshold: number): Set<string> => {
  const inside = cells.filter(({ period }) => {
    const isMonth = period.length === 7;
    return isMonth
      ? range.from <= `${period}-01` && lastDayOfMonth(period) <= range.to
      : range.from <= period && period <= range.to;
  });
  const { themes } = sumTallies(inside.map(({ tally }) => tally));
  return new Set(
    Object.entries(themes)
      .filter(([, { people }]) => countPeople(people) < threshold)
      .map(([id]) => id),
  );
};

const facetsIn = (facets: readonly MonthFacets[], range: DayRange): MonthFacets[] => {
  const months = new Set(wholeMonthsIn(range));
  return facets.filter(({ month }) => months.has(month));
};

const readSegments = async (
  { summaries, ranges: { before, after }, settings }: Reading,
  touchpoint: string,
): Promise<SegmentMaterial[]> => {
  const dimensions = (settings.dimensions ?? []).filter((dimension) => !dimension.includes('+'));
  if (dimensions.length === 0 || !isWholeMonths(before) || !isWholeMonths(after)) return [];
  const [earlier, later] = await Promise.all(
    [before, after].map((range) => readMonthFacets({ summaries, settings }, touchpoint, range)),
  );
  return dimensions.flatMap((dimension) => {
    const [then, now] = [
      facetTotals(facetsIn(earlier ?? [], before), dimension),
      facetTotals(facetsIn(later ?? [], after), dimension),
    ];
    // New and missing touchpoints belong to the mix.
    return [...new Set([...Object.keys(then), ...Object.keys(now)])].map((value) => ({
      dimension,
      value,
      before: then[value] ?? nothingDisclosed,
      after: now[value] ?? nothingDisclosed,
    }));
  });
};

const targetsAt = (journey: Journey, id: string): Pick<TouchpointMaterial, 'targets'> => {
  const found = journey.stages.flatMap(({ touchpoints }) => touchpoints).find((one) => one.id === id);
  return found?.targets === undefined ? {} : { targets: found.targets };
};

const beforeAfterIn = (disclosedIn: DisclosedIn, { before, after }: BeforeAfterDays): BeforeAfter => ({
  before: disclosedIn(before),
  after: disclosedIn(after),
});

const lastYearIn = (disclosedIn: DisclosedIn, { lastYear }: Ranges): { readonly lastYear?: BeforeAfter } => {
  const then = beforeAfterIn(disclosedIn, lastYear);
  return then.before.tally.responses === 0 || then.after.tally.responses === 0 ? {} : { lastYear: then };
};

/** What may be disclosed of the last weeks of touchpoints. */
export const readWeeks = async (
  { summaries }: Pick<Reads, 'summaries'>,
  touchpoints: readonly string[],
  { period, settings }: FindingsMaterial,
): Promise<WeeksByTouchpoint> => {
  const span = { from: addDays(firstDayOfWeek(period.to), -7 * (weeksRead - 1)), to: period.to };
  const { figures } = thresholdsOf(settings);
  const series = await pMap(
    touchpoints,
    (touchpoint) => readDisclosedSeries(summaries, { touchpoint, grain: 'week', span }, figures),
    { concurrency: touchpointsAtOnce },
  );
  return new Map(touchpoints.map((touchpoint, index) => [touchpoint, series[index] ?? []]));
};

/** The touchpoints of the journey in its order, then the others with feedback. */
const readTouchpoints = async (
  reading: Reading,
  journey: Journey,
  withFeedback: readonly string[],
): Promise<TouchpointMaterial[]> => {
  const { ranges, settings } = reading;
  const places = placesWith(journey, withFeedback);
  const { figures } = thresholdsOf(settings);
  const ids = places.map(({ id }) => id);
  const [stored, segments] = await Promise.all([
    readStored(reading, ids),
    pMap(ids, (id) => readSegments(reading, id), { concurrency: touchpointsAtOnce }),
  ]);
  return places.map((place, index) => {
    const { cells, disclosedIn } = stored.get(place.id) ?? nothingStored;
    return {
      ...place,
      ...targetsAt(journey, place.id),
      ...beforeAfterIn(disclosedIn, ranges),
      few: { before: fewIn(cells, ranges.before, figures), after: fewIn(cells, ranges.after, figures) },
      segments: segments[index] ?? [],
      ...lastYearIn(disclosedIn, ranges),
    };
  });
};

/** The input of findings for all touchpoints, whichever part is requested. Actions come from the caller. */
export const readFindingsMaterial = async (
  { summaries }: Pick<Reads, 'summaries'>,
  configuration: FindingsSettings,
  { range, against, today }: AskedPeriods,
): Promise<FindingsMaterial> => {
  const [journey, settings, themes, withFeedback] = await Promise.all([
    configuration.journey(),
    configuration.metrics(),
    configuration.themes(),
    summaries.readHeadlines('all', wholeTime, wholeTime),
  ]);
  const { before, after, part } = comparedRanges(range, against, today);
  return {
    period: { ...after, ...(part ? { part: true } : {}) },
    against: { ...before, kind: against },
    touchpoints: await readTouchpoints(
      { summaries, settings, ranges: rangesOf({ before, after }) },
      journey,
      withFeedback.map(({ touchpoint }) => touchpoint),
    ),
    stages: journey.stages.map(({ id, name, targets }) => ({
      id,
      name: name ?? id,
      ...(targets === undefined ? {} : { targets }),
    })),
    ...(journey.targets === undefined ? {} : { targets: journey.targets }),
    issues: [],
    actions: [],
    themes,
    settings,
  };
};
