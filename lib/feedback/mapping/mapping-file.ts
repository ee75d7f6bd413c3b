import type { ColumnMeaning, Mapping } from './mapping.ts';
import type { MappingOverride } from './mapping-override.ts';

type Rating = Extract<ColumnMeaning, { field: 'rating' }>;

/** Words of a scale, and scales by another column, have no short form, so such a meaning is written out. */
const ratingSaid = (meaning: Rating): string | Rating => {
  const { scale, values, absent = [], by } = meaning;
  if (by !== undefined || (values !== undefined && scale.metric !== 'nps')) return meaning;
  const missing = absent.map((code) => `:missing=${code}`).join('');
  if (scale.metric === 'nps') return `nps:${values === undefined ? '0-10' : '1-11'}:${scale.kind}${missing}`;
  const range = `${scale.metric}:${scale.min}-${scale.max}`;
  return scale.metric === 'ces' ? `${range}:${scale.direction}${missing}` : `${range}${missing}`;
};

const said = (meaning: ColumnMeaning): string | ColumnMeaning => {
  switch (meaning.field) {
    case 'comment':
      return `comment:${meaning.role}${meaning.transcript === true ? ':transcript' : ''}`;
    case 'rating':
      return ratingSaid(meaning);
    case 'submittedAt':
      return `submittedAt:${meaning.order}`;
    default:
      return meaning.field;
  }
};

/**
 * The `FILE.mapping.json` that gives this mapping again: what a person said, and every column that is read. Columns that
 * are ignored and columns with an open question are left to be inferred.
 *
 * @example mappingFileOf(mapping, {}) // { columns: { Q1: 'nps:0-10:transactional', Date: 'submittedAt:iso' } }
 */
export const mappingFileOf = (
  { columns, questions }: Mapping,
  override: MappingOverride,
): MappingOverride => {
  const open = new Set(questions.map(({ column }) => column));
  const settled = columns.filter(({ column, meaning }) => meaning.field !== 'ignored' && !open.has(column));
  const inferred = Object.fromEntries(settled.map(({ column, meaning }) => [column, said(meaning)]));
  const all = { ...inferred, ...override.columns };
  return Object.keys(all).length === 0 ? override : { ...override, columns: all };
};
