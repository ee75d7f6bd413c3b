import { sortBy } from 'remeda';
import type { FoundColumn } from './column-inference.ts';
import type { ColumnProfile } from './column-profile.ts';

/** What is in a class: numbers or characters from `from` up to `to`, both included; without `to` all above. */
export interface DistributionBin {
  readonly from: number;
  readonly to?: number;
  readonly count: number;
}

/** How the values of a column are spread, over the rows that were looked at. */
export interface Distribution {
  readonly column: string;
  /** Rows that were looked at, and those of them that say nothing here. */
  readonly rows: number;
  readonly empty: number;
  /** Different values; absent of personal data. */
  readonly distinct?: number;
  /** Where they are few: each value, redacted, with its rows; numbers in their order, else the most frequent first. */
  readonly values?: readonly { readonly value: string; readonly count: number }[];
  /** Of more different numbers: ten classes of equal width. */
  readonly numbers?: readonly DistributionBin[];
  /** Of texts: classes of their lengths in characters. */
  readonly characters?: readonly DistributionBin[];
}

const maxValuesListed = 20;
const numberClasses = 10;

const isOfNumbers = ({ plainNumbers, filled }: ColumnProfile): boolean =>
  filled > 0 && plainNumbers >= 0.9 * filled;

const numberOf = (value: string): number => Number(value.replace(',', '.'));

const listed = (
  profile: ColumnProfile,
  redact: (value: string) => string,
): NonNullable<Distribution['values']> => {
  const counts = new Map<string, number>();
  for (const [value, count] of profile.values) {
    const shown = redact(value);
    counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  return isOfNumbers(profile)
    ? sortBy(values, ({ value }) => numberOf(value))
    : sortBy(values, [({ count }) => count, 'desc'], ({ value }) => value);
};

const numberBins = ({ values, min, max }: ColumnProfile): DistributionBin[] => {
  const width = (max - min) / numberClasses;
  const counts = Array.from({ length: numberClasses }, () => 0);
  for (const [value, count] of values) {
    const number = numberOf(value);
    if (Number.isNaN(number)) continue;
    const place = Math.min(numberClasses - 1, Math.floor((number - min) / width));
    counts[place] = (counts[place] ?? 0) + count;
  }
  return counts.map((count, place) => ({
    from: min + place * width,
    to: place === numberClasses - 1 ? max : min + (place + 1) * width,
    count,
  }));
};

/** Upper ends of the classes of lengths; the last class has none. */
const lengthBounds = [20, 50, 100, 200, 500] as const;

const lengthBins = ({ lengths }: ColumnProfile): DistributionBin[] => {
  const counts = [...lengthBounds, Number.POSITIVE_INFINITY].map(() => 0);
  for (const [length, count] of lengths) {
    const place = lengthBounds.findIndex((bound) => length <= bound);
    const at = place === -1 ? lengthBounds.length : place;
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts.map((count, place) => {
    const to = lengthBounds[place];
    return { from: (lengthBounds[place - 1] ?? 0) + 1, ...(to === undefined ? {} : { to }), count };
  });
};

const spreadOf = (
  { column: { profile }, inference }: FoundColumn,
  redact: (value: string) => string,
): Pick<Distribution, 'distinct' | 'values' | 'numbers' | 'characters'> => {
  if (inference.personal === true) return {};
  const { distinct } = profile;
  if (inference.meaning.field === 'comment') return { distinct, characters: lengthBins(profile) };
  if (distinct <= maxValuesListed) return { distinct, values: listed(profile, redact) };
  return isOfNumbers(profile)
    ? { distinct, numbers: numberBins(profile) }
    : { distinct, characters: lengthBins(profile) };
};

/**
 * How the values of a column are spread: the values themselves where they are few, else classes of numbers or of lengths. Of a comment
 * always its lengths, of personal data nothing but how many cells are filled.
 *
 * @param redact what may be disclosed of a value
 */
export const distributionOf = (found: FoundColumn, redact: (value: string) => string): Distribution => {
  const { name, profile } = found.column;
  return {
    column: name,
    rows: profile.rows,
    empty: profile.rows - profile.filled,
    ...spreadOf(found, redact),
  };
};
