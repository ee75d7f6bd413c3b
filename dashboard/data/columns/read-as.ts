import { columnMeaning } from '../../../lib/feedback/mapping/mapping.ts';
import type { ColumnMapping, ColumnMeaning, Mapping, MappingOverride } from '../../shared/api.ts';

/** What a column can be read as, in the order of the list; each is a value of an override. */
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
  'speaker',
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

/** True for a reading that can be chosen; others can only be inferred. */
export const isOffered = (reading: Reading): reading is (typeof readings)[number] =>
  readings.some((offered) => offered === reading);

/** The override with one column more, or one less if the column is read as inferred again. */
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

/** How a column looks with another reading before the file is read again: scales are inferred only then. */
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

/** A mapping with corrections that are not applied yet. */
export const correctedBy = (mapping: Mapping, { columns: said = {} }: MappingOverride): Mapping => ({
  ...mapping,
  columns: mapping.columns.map((mapped) => {
    const claim = said[mapped.column];
    if (claim === undefined) return mapped;
    const meaning = typeof claim === 'string' ? meaningOf(claim, mapped.meaning) : claim;
    return { ...mapped, meaning };
  }),
});
