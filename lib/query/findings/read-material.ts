import pMap from 'p-map';
import { difference } from 'remeda';
import type { Cell } from '../../disclosure/disclosed-month.ts';
import { type Disclosed, nothingDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, rangeOf } from '../../disclosure/series.ts';
import type { Journey } from '../../feedback/journey.ts';
import { type Against, comparedRanges, isUndated } from '../../insights/changes/compared-ranges.ts';
import type {
  BeforeAfter,
  FindingsMaterial,
  SegmentMaterial,
  TouchpointMaterial,
  WeeksByTouchpoint,
} from '../../insights/findings/material.ts';
import { facetTotals, type MonthFacets } from '../../insights/journey/facet-page.ts';
import { addDays, firstDayOfWeek, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import { wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Stores } from '../../store/stores.ts';
import { wholeMonthsIn } from '../journey-reader.ts';
import { readDisclosedSeries } from '../read-disclosed.ts';
import { readMonthFacets } from '../read-facets.ts';
import { placesWith } from '../touchpoint-list.ts';
import {
  type BeforeAfterDays,
  type DisclosedIn,
  isWholeMonths,
  nothingStored,
  type Ranges,
  type Reading,
  rangesOf,
  readStored,
} from './read-stored-ranges.ts';

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

const themesIn = (cells: readonly Cell[], range: DayRange) => {
  const inside = cells.filter(({ period }) => {
    const isMonth = period.length === 7;
    return isMonth
      ? range.from <= `${period}-01` && lastDayOfMonth(period) <= range.to
      : range.from <= period && period <= range.to;
  });
  return sumTallies(inside.map(({ tally }) => tally)).themes;
};

/**
 * Themes of either range that fewer people than the threshold mention. Where something of a range is suppressed, nobody is as few as a
 * few: the difference would reveal them.
 */
const fewIn = (
  cells: readonly Cell[],
  { before, after }: Ranges,
  { disclosed, threshold }: { readonly disclosed: BeforeAfter; readonly threshold: number },
): TouchpointMaterial['few'] => {
  const [then, now] = [themesIn(cells, before), themesIn(cells, after)];
  const ids = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  const fewOf = (themes: typeof then, { partial }: Disclosed): Set<string> =>
    new Set(
      ids.filter((id) => {
        const people = themes[id]?.people;
        return people === undefined ? partial : countPeople(people) < threshold;
      }),
    );
  return { before: fewOf(then, disclosed.before), after: fewOf(now, disclosed.after) };
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
  if (dimensions.length === 0 || isUndated(after) || !isWholeMonths(before) || !isWholeMonths(after))
    return [];
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
  before: isUndated(before) ? nothingDisclosed : disclosedIn(before),
  after: disclosedIn(after),
});

const lastYearIn = (
  disclosedIn: DisclosedIn,
  { lastYear, after }: Ranges,
): { readonly lastYear?: BeforeAfter } => {
  if (isUndated(after)) return {};
  const then = beforeAfterIn(disclosedIn, lastYear);
  return then.before.tally.responses === 0 || then.after.tally.responses === 0 ? {} : { lastYear: then };
};

/** What may be disclosed of the last weeks of touchpoints. */
export const readWeeks = async (
  { summaries }: Pick<Reads, 'summaries'>,
  touchpoints: readonly string[],
  { period, settings }: FindingsMaterial,
): Promise<WeeksByTouchpoint> => {
  if (isUndated(period)) return new Map();
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
    const disclosed = beforeAfterIn(disclosedIn, ranges);
    return {
      ...place,
      ...targetsAt(journey, place.id),
      ...disclosed,
      few: fewIn(cells, ranges, { disclosed, threshold: figures }),
      segments: segments[index] ?? [],
      ...lastYearIn(disclosedIn, ranges),
    };
  });
};

/** All months that the days touch. */
const monthsIn = ({ from, to }: DayRange): string[] =>
  wholeMonthsIn(rangeOf(from.slice(0, 7), to.slice(0, 7)));

/** Months without any feedback of those periods that have several. */
const monthsWithoutFeedback = async (
  summaries: Reads['summaries'],
  periods: readonly DayRange[],
): Promise<string[]> => {
  const months = periods.filter((period) => !isUndated(period)).map(monthsIn);
  const all = months.filter(({ length }) => length > 1).flat();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const headlines = await summaries.readHeadlines('month', first, last);
  return difference(
    all,
    headlines.map(({ period }) => period),
  );
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
  const monthsWithout = await monthsWithoutFeedback(summaries, [before, after]);
  return {
    period: { ...after, ...(part ? { part: true } : {}) },
    against: { ...before, kind: against },
    ...(monthsWithout.length > 0 && { monthsWithout }),
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
