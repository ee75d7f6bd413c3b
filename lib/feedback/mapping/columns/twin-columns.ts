import { isDerivedGroups } from './infer-record.ts';
import type { ProfiledColumn, TableProfile } from './table-profile.ts';

/** Compares columns of the profiled rows with each other. */

/** An earlier column with the same cells, not all of them empty, in every row looked at. */
export const twinOf = (
  column: ProfiledColumn,
  { columns, rows }: TableProfile,
): ProfiledColumn | undefined =>
  column.profile.filled < 20 || column.profile.distinct < 2
    ? undefined
    : columns
        .slice(0, column.index)
        .find(
          (earlier) =>
            earlier.profile.filled === column.profile.filled &&
            rows.every((cells) => cells[earlier.index] === cells[column.index]),
        );

const npsGroupOf = (score: number): string => {
  if (score >= 9) return 'promoter';
  return score >= 7 ? 'passive' : 'detractor';
};

const groupWord = (cell: string): string =>
  cell.trim().toLowerCase().replace(/s$/, '').replace('neutral', 'passive');

/** Rows that must agree before a number is taken for the score that its group was derived from. */
const rowsInAgreement = 5;

/**
 * A column that Qualtrics derived from this one (`Q1_NPS_GROUP`), or that holds the NPS group ("Promoter") of its whole
 * numbers in every row where both are filled.
 */
export const groupsOf = (
  score: ProfiledColumn,
  { columns, rows }: TableProfile,
): ProfiledColumn | undefined => {
  const { wholeNumbers, filled, min, max } = score.profile;
  if (filled === 0 || wholeNumbers < filled || min < 0 || max > 10) return undefined;
  const named = columns.find(({ nameWords }) => nameWords === `${score.nameWords} nps group`);
  if (named !== undefined) return named;
  return columns.filter(isDerivedGroups).find((groups) => {
    const pairs = rows
      .map((cells) => [cells[score.index]?.trim() ?? '', groupWord(cells[groups.index] ?? '')] as const)
      .filter(([number, group]) => number !== '' && group !== '');
    return (
      pairs.length >= rowsInAgreement &&
      pairs.every(([number, group]) => npsGroupOf(Number(number)) === group)
    );
  });
};

/** Rows that each value of an entity must have on average before "always the same rating" is not an accident. */
const rowsEach = 5;

const determines = (
  entity: ProfiledColumn,
  rating: ProfiledColumn,
  rows: readonly (readonly string[])[],
): boolean => {
  const known = new Map<string, string>();
  return rows.every((cells) => {
    const [key = '', value = ''] = [cells[entity.index], cells[rating.index]];
    const earlier = known.get(key);
    known.set(key, value);
    return earlier === undefined || earlier === value;
  });
};

/**
 * The column of things rated whose every value has a single rating: then the numbers are averages of those
 * things, not answers. There must be more things than different ratings, and several rows of each.
 */
export const entityOf = (
  rating: ProfiledColumn,
  { columns, rows }: TableProfile,
): ProfiledColumn | undefined =>
  columns.find(
    (entity) =>
      entity.index !== rating.index &&
      entity.profile.distinct > rating.profile.distinct &&
      entity.profile.distinct * rowsEach <= entity.profile.filled &&
      rating.profile.distinct > 1 &&
      determines(entity, rating, rows),
  );
