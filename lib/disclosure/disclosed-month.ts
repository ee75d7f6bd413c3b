import { addDays, cellKind, firstDayOfWeek, lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { addRespondents, countRespondents, type Respondents } from '../metrics/tally/respondents.ts';
import { sumTallies, type Tally } from '../metrics/tally/tally.ts';
import {
  type Disclosed,
  fallsWith,
  type Part,
  respondentsByPart,
  sumVersions,
  type VersionNames,
  withoutParts,
} from './parts.ts';

/** A stored cell: one day, or the responses of a month without a day. */
export interface Cell {
  /** `2026-05-31` or `2026-05`. */
  readonly period: string;
  readonly tally: Tally;
  readonly versions: VersionNames;
}

export interface DisclosedDay {
  readonly day: string;
  readonly disclosed: Disclosed;
}

/** The part of a week that is in one month: weeks and months are sums of these. */
export interface DisclosedSegment {
  /** The Monday of its week. */
  readonly week: string;
  readonly from: string;
  readonly to: string;
  readonly disclosed: Disclosed;
  /** Computed on demand: most views show weeks and months. */
  readonly days: readonly DisclosedDay[];
}

/** What may be disclosed of a month, of its weeks as far as they are in it, and of its days. */
export interface DisclosedMonth {
  readonly month: string;
  readonly disclosed: Disclosed;
  readonly segments: readonly DisclosedSegment[];
}

type RespondentsByPart = ReadonlyMap<Part, Respondents>;

/** The suppressed children of one part: those that are small, and as many more, the smallest first, as needed to protect their sum. */
const hiddenAmong = (
  respondents: readonly (Respondents | undefined)[],
  isForced: (index: number) => boolean,
  threshold: number,
): Set<number> => {
  const present = [...respondents.entries()].filter(
    (entry): entry is [number, Respondents] => entry[1] !== undefined,
  );
  const small = present.filter(([index, of]) => isForced(index) || countRespondents(of) < threshold);
  if (small.length === 0) return new Set();
  const hidden = new Set(small.map(([index]) => index));
  let rest = small.map(([, of]) => of).reduce(addRespondents);
  const others = present
    .filter(([index]) => !hidden.has(index))
    .toSorted(([, left], [, right]) => countRespondents(left) - countRespondents(right));
  for (const [index, of] of others) {
    if (countRespondents(rest) >= threshold) break;
    hidden.add(index);
    rest = addRespondents(rest, of);
  }
  return hidden;
};

/** The parts to suppress in each child, when the parent discloses all but `hiddenAbove`. */
const hideChildren = (
  children: readonly RespondentsByPart[],
  hiddenAbove: ReadonlySet<Part>,
  threshold: number,
): Set<Part>[] => {
  const hidden = children.map(() => new Set<Part>());
  if (hiddenAbove.size === 0 && children.every((child) => isLarge(child, threshold))) return hidden;
  // `whole` and `text` first, because other parts depend on them.
  const parts = new Set(children.flatMap((child) => [...child.keys()]));
  for (const part of [...parts].toSorted((left, right) => order(left) - order(right))) {
    const respondents = children.map((child) => child.get(part));
    const isForced = (index: number): boolean => fallsWith(part, hidden[index] ?? hiddenAbove);
    const chosen = hiddenAbove.has(part) ? respondents.keys() : hiddenAmong(respondents, isForced, threshold);
    for (const index of chosen) if (respondents[index] !== undefined) hidden[index]?.add(part);
  }
  return hidden;
};

/** If every part of every child has enough people there is nothing to suppress: most months of most touchpoints. */
const isLarge = (respondents: RespondentsByPart, threshold: number): boolean => {
  for (const of of respondents.values()) if (countRespondents(of) < threshold) return false;
  return true;
};

const order = (part: Part): number => {
  if (part === 'whole') return 0;
  return part === 'text' ? 1 : 2;
};

const hiddenAlone = (respondents: RespondentsByPart, threshold: number): Set<Part> => {
  const hidden = new Set<Part>();
  for (const [part, of] of respondents)
    if (countRespondents(of) < threshold || fallsWith(part, hidden)) hidden.add(part);
  return hidden;
};

/** Cells added up. */
export type Total = Pick<Cell, 'tally' | 'versions'>;

/** The part of a week that is in one month. */
export interface WeekOfMonth {
  /** Its Monday. */
  readonly week: string;
  readonly total: Total;
  /** In order. Computed only if days are shown. */
  readonly days: readonly Cell[];
}

/** All cells of a month, in groups that are disclosed or suppressed together. */
export interface GroupedMonth {
  readonly month: string;
  /** In order. */
  readonly weeks: readonly WeekOfMonth[];
  /** Responses dated only by month, if any. */
  readonly monthOnly?: Total;
  /** The samples of respondents of the whole month, where its groups come without. */
  readonly clusters?: Tally['clusters'];
}

const totalOf = (parts: readonly Total[]): Total => ({
  tally: sumTallies(parts.map(({ tally }) => tally)),
  versions: sumVersions(parts.map(({ versions }) => versions)),
});

/**
 * What may be disclosed of a set of responses on its own, such as a month: each part with at least `threshold` people.
 *
 * @param threshold people; 0 shows everything
 */
export const disclosedAlone = (cell: Pick<Cell, 'tally' | 'versions'>, threshold: number): Disclosed =>
  withoutParts(cell, hiddenAlone(respondentsByPart(cell.tally), threshold));

const disclosedDays = (
  days: readonly Cell[],
  hidden: ReadonlySet<Part>,
  threshold: number,
): DisclosedDay[] => {
  const respondents = days.map(({ tally }) => respondentsByPart(tally));
  const hiddenOfDays = hideChildren(respondents, hidden, threshold);
  return days.map((cell, index) => ({
    day: cell.period,
    disclosed: withoutParts(cell, hiddenOfDays[index] ?? new Set()),
  }));
};

const segmentOf = (
  month: string,
  { week, total, days }: WeekOfMonth,
  { hidden, threshold }: { readonly hidden: ReadonlySet<Part>; readonly threshold: number },
): DisclosedSegment => {
  const [first, last] = [`${month}-01`, lastDayOfMonth(month)];
  const sunday = addDays(week, 6);
  let known: readonly DisclosedDay[] | undefined;
  return {
    week,
    from: week < first ? first : week,
    to: sunday > last ? last : sunday,
    disclosed: withoutParts(total, hidden),
    get days() {
      known ??= disclosedDays(days, hidden, threshold);
      return known;
    },
  };
};

const byPeriod = (left: Cell, right: Cell): number =>
  Number(left.period > right.period) - Number(left.period < right.period);

const weeks = new Map<string, string>();

/** The Monday of a day. Cached: a page of many touchpoints needs the same days again and again. */
export const weekOf = (day: string): string => {
  const known = weeks.get(day);
  if (known !== undefined) return known;
  const monday = firstDayOfWeek(day);
  weeks.set(day, monday);
  return monday;
};

/** @param cells of the month, all of them, in any order */
export const groupedMonth = (month: string, cells: readonly Cell[]): GroupedMonth => {
  const ordered = cells.toSorted(byPeriod);
  const days = ordered.filter(({ period }) => cellKind(period) === 'day');
  const monthOnly = ordered.filter(({ period }) => cellKind(period) !== 'day');
  return {
    month,
    weeks: [...Map.groupBy(days, ({ period }) => weekOf(period))].map(([week, theirs]) => ({
      week,
      total: totalOf(theirs),
      days: theirs,
    })),
    ...(monthOnly.length === 0 ? {} : { monthOnly: totalOf(monthOnly) }),
  };
};

/**
 * What may be disclosed of one month of a touchpoint, of its weeks and its days, so that nobody can deduce a group of fewer than
 * `threshold` people by subtracting figures. Of a part that the month discloses, the suppressed weeks together have no
 * respondents or at least `threshold`, and so do the suppressed days of a week. A part that the month suppresses is suppressed
 * everywhere in it. Whether the month discloses it depends on the month alone.
 *
 * @param threshold people, 0..10; 0 shows everything
 */
export const disclosedGroups = (
  { month, weeks, monthOnly, clusters }: GroupedMonth,
  threshold: number,
): DisclosedMonth => {
  const totals = [...weeks.map(({ total }) => total), ...(monthOnly === undefined ? [] : [monthOnly])];
  const summed = totalOf(totals);
  const total = clusters === undefined ? summed : { ...summed, tally: { ...summed.tally, clusters } };
  const hidden = hiddenAlone(respondentsByPart(total.tally), threshold);
  const hiddenOfGroups = hideChildren(
    totals.map(({ tally }) => respondentsByPart(tally)),
    hidden,
    threshold,
  );
  return {
    month,
    disclosed: withoutParts(total, hidden),
    segments: weeks.map((week, index) =>
      segmentOf(month, week, { hidden: hiddenOfGroups[index] ?? new Set(), threshold }),
    ),
  };
};

/** {@link disclosedGroups} of all cells of a month, in any order. */
export const disclosedMonth = (month: string, cells: readonly Cell[], threshold: number): DisclosedMonth =>
  disclosedGroups(groupedMonth(month, cells), threshold);
