import { addDays, cellKind, firstDayOfWeek } from '../metrics/calendar.ts';
import { sumTallies, type Tally } from '../metrics/tally.ts';
import {
  addHeads,
  countHeads,
  fallsWith,
  type Heads,
  headsByPart,
  keepParts,
  marksOf,
  type Part,
  type Shown,
  sumVersions,
  type VersionNames,
} from './parts.ts';

/** A stored cell: one day, or the responses of a month that know only their month. */
export interface Cell {
  /** `2026-05-31` or `2026-05`. */
  readonly period: string;
  readonly tally: Tally;
  readonly versions: VersionNames;
}

/** The days of one week that lie in one month: what both weeks and months are made of. */
export interface ShownSegment {
  /** The Monday of its week. */
  readonly week: string;
  readonly from: string;
  readonly to: string;
  readonly shown: Shown;
  readonly days: readonly { readonly day: string; readonly shown: Shown }[];
}

/** What may be shown of a month, of its weeks as far as they lie in it, and of its days. */
export interface ShownMonth {
  readonly month: string;
  readonly shown: Shown;
  readonly segments: readonly ShownSegment[];
}

type HeadsByPart = ReadonlyMap<Part, Heads>;

/** The hidden children of one part: what was to be hidden anyway, and as many more, the smallest first, as hide their sum. */
const hiddenAmong = (
  heads: readonly (Heads | undefined)[],
  isForced: (index: number) => boolean,
  threshold: number,
): Set<number> => {
  const present = [...heads.entries()].filter((entry): entry is [number, Heads] => entry[1] !== undefined);
  const small = present.filter(([index, of]) => isForced(index) || countHeads(of) < threshold);
  if (small.length === 0) return new Set();
  const hidden = new Set(small.map(([index]) => index));
  let rest = small.map(([, of]) => of).reduce(addHeads);
  const others = present
    .filter(([index]) => !hidden.has(index))
    .toSorted(([, left], [, right]) => countHeads(left) - countHeads(right));
  for (const [index, of] of others) {
    if (countHeads(rest) >= threshold) break;
    hidden.add(index);
    rest = addHeads(rest, of);
  }
  return hidden;
};

/** The parts to hide of each child, when of the parent all but `hiddenAbove` is shown. */
const hideChildren = (
  children: readonly HeadsByPart[],
  hiddenAbove: ReadonlySet<Part>,
  threshold: number,
): Set<Part>[] => {
  const hidden = children.map(() => new Set<Part>());
  // `whole` and `text` first, so that what falls with them finds them decided.
  const parts = new Set(children.flatMap((child) => [...child.keys()]));
  for (const part of [...parts].toSorted((left, right) => order(left) - order(right))) {
    const heads = children.map((child) => child.get(part));
    const isForced = (index: number): boolean => fallsWith(part, hidden[index] ?? hiddenAbove);
    const chosen = hiddenAbove.has(part) ? heads.keys() : hiddenAmong(heads, isForced, threshold);
    for (const index of chosen) if (heads[index] !== undefined) hidden[index]?.add(part);
  }
  return hidden;
};

const order = (part: Part): number => {
  if (part === 'whole') return 0;
  return part === 'text' ? 1 : 2;
};

const hiddenAlone = (heads: HeadsByPart, threshold: number): Set<Part> => {
  const hidden = new Set<Part>();
  for (const [part, of] of heads) if (countHeads(of) < threshold || fallsWith(part, hidden)) hidden.add(part);
  return hidden;
};

const masked = ({ tally, versions }: Pick<Cell, 'tally' | 'versions'>, hidden: ReadonlySet<Part>): Shown => {
  if (hidden.size === 0) return { tally, versions, partly: false };
  const kept = keepParts(tally, (part) => !hidden.has(part));
  const silent = hidden.has('text') || hidden.has('whole');
  return { tally: kept, versions: silent ? { sentiment: [], theme: [] } : versions, ...marksOf(hidden) };
};

const totalOf = (cells: readonly Cell[]): Pick<Cell, 'tally' | 'versions'> => ({
  tally: sumTallies(cells.map(({ tally }) => tally)),
  versions: sumVersions(cells.map(({ versions }) => versions)),
});

/**
 * What may be shown of a set of responses that is read by itself, such as a month: each part of at least `threshold` people.
 *
 * @param threshold people; 0 shows everything
 */
export const shownAlone = (cell: Pick<Cell, 'tally' | 'versions'>, threshold: number): Shown =>
  masked(cell, hiddenAlone(headsByPart(cell.tally), threshold));

const segmentOf = (
  week: string,
  days: readonly Cell[],
  hidden: ReadonlySet<Part>,
  threshold: number,
): ShownSegment => {
  const month = days[0]?.period.slice(0, 7) ?? '';
  const inside = Array.from({ length: 7 }, (_, index) => addDays(week, index)).filter((day) =>
    day.startsWith(month),
  );
  const hiddenOfDays = hideChildren(
    days.map(({ tally }) => headsByPart(tally)),
    hidden,
    threshold,
  );
  return {
    week,
    from: inside[0] ?? week,
    to: inside.at(-1) ?? week,
    shown: masked(totalOf(days), hidden),
    days: days.map((cell, index) => ({
      day: cell.period,
      shown: masked(cell, hiddenOfDays[index] ?? new Set()),
    })),
  };
};

const byPeriod = (left: Cell, right: Cell): number =>
  Number(left.period > right.period) - Number(left.period < right.period);

/**
 * What may be shown of one month of a touchpoint, of its weeks and its days, so that nobody can work out a group of fewer than
 * `threshold` people by subtracting what is shown from one another: of a part that is shown for the month, the weeks that are not
 * shown are nobody's or those of at least `threshold` people together, and so are the days of a week. A part that the month
 * does not show is shown nowhere in it. Whether the month shows it depends on the month alone.
 *
 * @param cells all cells of the month, in any order
 * @param threshold people, 0..10; 0 shows everything
 */
export const shownMonth = (month: string, cells: readonly Cell[], threshold: number): ShownMonth => {
  const ordered = cells.toSorted(byPeriod);
  const total = totalOf(ordered);
  const hidden = hiddenAlone(headsByPart(total.tally), threshold);
  const weeks = [
    ...Map.groupBy(
      ordered.filter(({ period }) => cellKind(period) === 'day'),
      ({ period }) => firstDayOfWeek(period),
    ),
  ];
  const monthOnly = ordered.filter(({ period }) => cellKind(period) !== 'day');
  const groups = [...weeks.map(([, days]) => days), ...(monthOnly.length === 0 ? [] : [monthOnly])];
  const hiddenOfGroups = hideChildren(
    groups.map((group) => headsByPart(totalOf(group).tally)),
    hidden,
    threshold,
  );
  return {
    month,
    shown: masked(total, hidden),
    segments: weeks.map(([week, days], index) =>
      segmentOf(week, days, hiddenOfGroups[index] ?? new Set(), threshold),
    ),
  };
};
