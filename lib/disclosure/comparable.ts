import { cellKind } from '../metrics/calendar/calendar.ts';
import { sumTallies, type Tally } from '../metrics/tally/tally.ts';
import type { Cell, DisclosedMonth } from './disclosed-month.ts';
import {
  type Disclosed,
  isFullySuppressed,
  keepParts,
  nothingDisclosed,
  type Part,
  sizeIn,
} from './parts.ts';
import { type DayRange, disclosedInRange } from './series.ts';

/** If everything is suppressed, no counts remain. */
const cleared = (disclosed: Disclosed): Disclosed =>
  isFullySuppressed(disclosed) ? { ...nothingDisclosed, partial: true } : disclosed;

/** The parts of a range that are disclosed completely: a part with some suppressed days can't be compared with one that has all of them. */
const wholeParts = (disclosed: Disclosed, all: Tally): Disclosed => {
  const isWhole = (part: Part): boolean => sizeIn(disclosed.tally, part) === sizeIn(all, part);
  return cleared({ ...disclosed, tally: keepParts(disclosed.tally, isWhole) });
};

/**
 * What may be disclosed of a range of days of a touchpoint, for comparison with another range. It is a sum of pieces that are disclosed
 * anyway, so the comparison reveals nothing more; each part is disclosed completely or not at all.
 *
 * @param cells all days of the months that the range touches
 */
export const comparableInRange = (
  months: readonly DisclosedMonth[],
  cells: readonly Cell[],
  range: DayRange,
): Disclosed => {
  const within = cells.filter(
    ({ period }) => cellKind(period) === 'day' && range.from <= period && period <= range.to,
  );
  return wholeParts(disclosedInRange(months, range), sumTallies(within.map(({ tally }) => tally)));
};
