import { cellKind } from '../metrics/calendar/calendar.ts';
import { polarityCount } from '../metrics/figures/moments.ts';
import { emptyTally, sumTallies, type Tally } from '../metrics/tally/tally.ts';
import type { Counted } from './parts.ts';
import { isWithheld, keepParts, type Part, type Shown, sumVersions } from './parts.ts';
import { type DayRange, shownInRange } from './series.ts';
import type { Cell, ShownMonth } from './shown-month.ts';

/** What may be told of some days, and whether something was left out for being of too few people. Absent: nothing may be told. */
export interface Told {
  readonly counted?: Counted;
  readonly partly: boolean;
}

const sum = (counts: Readonly<Record<string, number>> = {}): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const named = (part: Part): string => part.slice(part.indexOf(':') + 1);

const sizeIn = (tally: Tally, part: Part): number => {
  if (part === 'whole') return tally.responses;
  if (part === 'text') return tally.answers.scored;
  if (part.startsWith('rating:')) return sum(tally.ratings[named(part)]);
  if (part.startsWith('signal:')) return tally.signals[named(part)] ?? 0;
  const theme = tally.themes[named(part)];
  return theme === undefined ? 0 : polarityCount(theme);
};

const countedOf = ({ tally, versions, partly }: Shown): Told =>
  isWithheld({ tally, versions, partly }) ? { partly } : { counted: { tally, versions }, partly };

/** What of a range may be told as it was: a part of which some days are withheld would be compared with one of which none are. */
const complete = (shown: Shown, all: Tally): Told => {
  const isWhole = (part: Part): boolean => sizeIn(shown.tally, part) === sizeIn(all, part);
  const { counted } = countedOf({ ...shown, tally: keepParts(shown.tally, isWhole) });
  return { ...(counted === undefined ? {} : { counted }), partly: shown.partly };
};

/**
 * What may be told of a range of days of a touchpoint. It is a sum of what can be read anyway, so that nobody learns more by comparing it
 * with another range; and each part of it is told whole or not at all.
 *
 * @param cells all days of the months that the range touches
 */
export const toldInRange = (months: readonly ShownMonth[], cells: readonly Cell[], range: DayRange): Told => {
  const within = cells.filter(
    ({ period }) => cellKind(period) === 'day' && range.from <= period && period <= range.to,
  );
  return complete(shownInRange(months, range), sumTallies(within.map(({ tally }) => tally)));
};

/** What may be told of a whole that a reader could add up from what is told of its parts. */
export const toldTogether = (all: readonly Told[]): Told => {
  const counted = all.flatMap((told) => told.counted ?? []);
  const partly = all.some((told) => told.partly);
  if (counted.length === 0 && partly) return { partly };
  return {
    counted: {
      tally: sumTallies(counted.map(({ tally }) => tally)),
      versions: sumVersions(counted.map(({ versions }) => versions)),
    },
    partly,
  };
};

/** What stands in the table for whole months, each shown by itself. */
export const toldMonths = (months: readonly Shown[]): Told => toldTogether(months.map(countedOf));

/** Both without the themes that one of them tells and the other withholds: only the others can be compared. */
export const comparableThemes = (before: Told, now: Told): readonly [before: Told, now: Told] => {
  const known = (told: Told): Tally['themes'] => told.counted?.tally.themes ?? emptyTally.themes;
  const isIn = (other: Told) => (part: Part) =>
    !part.startsWith('theme:') || !other.partly || known(other)[named(part)] !== undefined;
  const kept = (told: Told, other: Told): Told =>
    told.counted === undefined
      ? told
      : { ...told, counted: { ...told.counted, tally: keepParts(told.counted.tally, isIn(other)) } };
  return [kept(before, now), kept(now, before)];
};
