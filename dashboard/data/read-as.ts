import { columnMeaning } from '../../lib/feedback/mapping/mapping.ts';
import type { ColumnMapping, ColumnMeaning, Mapping, MappingOverride } from '../shared/api.ts';

/** What a column can be read as, in the order of the list; each is what an override says of a column. */
export const readings = [
  'comment:open',
  'comment:reason',
  'comment:praise',
  'comment:improve',
  'nps:transactional',
  'nps:relationship',
  'csat',
  'ces:easy',
  'ces:effort',
  'rating',
  'submittedAt:iso',
  'submittedAt:day-first',
  'submittedAt:month-first',
  'submittedTime',
  'touchpoint',
  'responseId',
  'respondent',
  'account',
  'channel',
  'language',
  'status',
  'finished',
  'attribute',
  'ignored',
] as const;
export type Reading = (typeof readings)[number] | 'submittedAt:number' | 'voice';

const ratingAs = ({ scale }: Extract<ColumnMeaning, { field: 'rating' }>): Reading => {
  if (scale.metric === 'nps') return `nps:${scale.kind}`;
  return scale.metric === 'ces' ? `ces:${scale.direction}` : scale.metric;
};

/** @example readingOf({ field: 'rating', scale: { metric: 'nps', kind: 'transactional' } }) // 'nps:transactional' */
export const readingOf = (meaning: ColumnMeaning): Reading => {
  switch (meaning.field) {
    case 'comment':
      return `comment:${meaning.role}`;
    case 'rating':
      return ratingAs(meaning);
    case 'submittedAt': {
      const { order } = meaning;
      return order === 'iso' || order === 'day-first' || order === 'month-first'
        ? `submittedAt:${order}`
        : 'submittedAt:number';
    }
    default:
      return meaning.field;
  }
};

/** The ends of a scale, where a column has one. */
export const scaleOf = (
  meaning: ColumnMeaning,
): { readonly min: number; readonly max: number } | undefined => {
  if (meaning.field !== 'rating') return undefined;
  const { scale, values } = meaning;
  // The file's own numbers, where a survey tool has coded 0 to 10 as 1 to 11.
  if (scale.metric === 'nps') return values?.['11'] === 10 ? { min: 1, max: 11 } : { min: 0, max: 10 };
  return { min: scale.min, max: scale.max };
};

/** True of a reading that can only be what the file says: it is no choice of its own. */
export const isOffered = (reading: Reading): reading is (typeof readings)[number] =>
  readings.some((offered) => offered === reading);

/** The override with one column more, or less where it is read again as it was found. */
export const withColumn = (
  said: MappingOverride,
  column: string,
  claim: string | undefined,
): MappingOverride => {
  const { columns = {}, ...rest } = said;
  const { [column]: _before, ...others } = columns;
  const next = claim === undefined ? others : { ...others, [column]: claim };
  return Object.keys(next).length === 0 ? rest : { ...rest, columns: next };
};

export const isLeftOut = ({ meaning }: ColumnMapping): boolean => meaning.field === 'ignored';

/** What a reading says of a column as far as it can be shown before the file is read again: scales are found out only then. */
const meaningOf = (reading: string, before: ColumnMeaning): ColumnMeaning => {
  const [field = '', detail] = reading.split(':');
  const stated = columnMeaning.safeParse({ field, role: detail, order: detail, reason: '' });
  if (stated.success) return stated.data;
  const { min = 1, max = 5 } = scaleOf(before) ?? {};
  const scale = columnMeaning.safeParse({
    field: 'rating',
    scale: { metric: field, kind: detail, direction: detail, min, max },
  });
  return scale.success ? scale.data : before;
};

/** A mapping as it looks with corrections that were not read yet. */
export const correctedBy = (mapping: Mapping, { columns: said = {} }: MappingOverride): Mapping => ({
  ...mapping,
  columns: mapping.columns.map((mapped) => {
    const claim = said[mapped.column];
    if (claim === undefined) return mapped;
    const meaning = typeof claim === 'string' ? meaningOf(claim, mapped.meaning) : claim;
    return { ...mapped, meaning };
  }),
});
