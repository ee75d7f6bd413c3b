import pMap from 'p-map';
import { comparableInRange } from '../../disclosure/comparable.ts';
import { type Cell, disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { type Disclosed, nothingDisclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, disclosedMonths } from '../../disclosure/series.ts';
import { isUndated } from '../../insights/changes/compared-ranges.ts';
import { addDays, addMonths, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { SummaryKey } from '../../store/keys.ts';
import type { Stores } from '../../store/stores.ts';
import { wholeMonthsIn } from '../journey-reader.ts';
import { cellOf } from '../read-disclosed-ranges.ts';

/** What is stored of touchpoints in two compared periods, and in the same periods one year before. */

const touchpointsAtOnce = 8;

export interface Ranges {
  readonly before: DayRange;
  readonly after: DayRange;
  readonly lastYear: BeforeAfterDays;
}

export interface BeforeAfterDays {
  readonly before: DayRange;
  readonly after: DayRange;
}

export const isWholeMonths = (range: DayRange): boolean => {
  const months = wholeMonthsIn(range);
  return months[0] === range.from.slice(0, 7) && months.at(-1) === range.to.slice(0, 7);
};

const aYearBefore = (range: DayRange): DayRange => {
  if (!isWholeMonths(range)) return { from: addDays(range.from, -364), to: addDays(range.to, -364) };
  const last = addMonths(range.to.slice(0, 7), -12);
  return { from: `${addMonths(range.from.slice(0, 7), -12)}-01`, to: lastDayOfMonth(last) };
};

export const rangesOf = ({ before, after }: BeforeAfterDays): Ranges => ({
  before,
  after,
  lastYear: isUndated(after) ? { before, after } : { before: aYearBefore(before), after: aYearBefore(after) },
});

const allOf = ({ before, after, lastYear }: Ranges): DayRange[] => [
  before,
  after,
  lastYear.before,
  lastYear.after,
];

/** Where to read, which days, and with which thresholds. */
export interface Reading extends Pick<Stores, 'summaries'> {
  readonly ranges: Ranges;
  readonly settings: MetricsSettings;
}

export type DisclosedIn = (range: DayRange) => Disclosed;

/** A touchpoint's stored summaries of a range: whole months, otherwise days, with all days of their months. */
export interface StoredRanges {
  readonly cells: readonly Cell[];
  readonly disclosedIn: DisclosedIn;
}

/** The cells of whole months, because what may be disclosed of a day depends on its month; each month once. */
const readCells = async (
  { summaries }: Pick<Stores, 'summaries'>,
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

/** Responses without a date. */
const readUndated = async ({ summaries, settings }: Reading, touchpoint: string): Promise<StoredRanges> => {
  const [undated] = await summaries.readSeries(touchpoint, 'undated');
  if (undated === undefined) return nothingStored;
  const disclosed = disclosedAlone(cellOf(undated), thresholdsOf(settings).figures);
  return { cells: [], disclosedIn: () => disclosed };
};

export const readStored = async (
  reading: Reading,
  touchpoints: readonly string[],
): Promise<Map<string, StoredRanges>> => {
  const { after } = reading.ranges;
  if (!isUndated(after) && allOf(reading.ranges).every(isWholeMonths))
    return readMonths(reading, touchpoints);
  const readOne = isUndated(after) ? readUndated : readDays;
  const read = await pMap(touchpoints, (touchpoint) => readOne(reading, touchpoint), {
    concurrency: touchpointsAtOnce,
  });
  return new Map(touchpoints.map((touchpoint, index) => [touchpoint, read[index] ?? nothingStored]));
};

export const nothingStored: StoredRanges = { cells: [], disclosedIn: () => nothingDisclosed };
