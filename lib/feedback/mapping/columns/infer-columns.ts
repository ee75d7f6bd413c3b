import { firstBy } from 'remeda';
import { VerbatimError } from '../../../errors.ts';
import { type ColumnOverride, parseColumnOverride } from '../column-override.ts';
import { type ColumnMeaning, columnMeaning, type Field } from '../mapping.ts';
import type { MappingOverride } from '../mapping-override.ts';
import { groupedNps } from '../scales/infer-nps.ts';
import { inferRating, ratingByOverride } from '../scales/infer-rating.ts';
import { withMatrixRatings } from '../scales/matrix-ratings.ts';
import type { RatingContext } from '../scales/rating-inference.ts';
import { scalesByColumn, statedMetric } from '../scales/scale-by-column.ts';
import { distinctScales } from '../scales/scale-names.ts';
import type { FoundColumn } from './column-inference.ts';
import { type ColumnInference, ignored, personal } from './column-inference.ts';
import { commentByOverride, inferComment, withoutBoxes } from './infer-comment.ts';
import { dateByOverride, inferDate, provenOrder } from './infer-date.ts';
import { inferLabel, inferNaming, inferRecordField } from './infer-record.ts';
import { withTimeOfDate } from './infer-time.ts';
import { withoutReplies } from './replies.ts';
import type { ProfiledColumn, TableProfile } from './table-profile.ts';
import { entityOf, groupsOf, twinOf } from './twin-columns.ts';

/** Decides for every column what it is: what a person said first, then names and content, then the columns together. */

interface ColumnContext {
  readonly table: TableProfile;
  readonly rating: RatingContext;
  readonly otherOrder: 'day-first' | 'month-first' | undefined;
}

const ratedThing = (
  column: ProfiledColumn,
  { table, rating }: ColumnContext,
): ColumnInference | undefined => {
  const groups = groupsOf(column, table);
  if (groups !== undefined) return groupedNps(column, groups.name, rating);
  const found = scalesByColumn(column, table, rating) ?? inferRating(column, rating);
  if (
    found?.meaning.field !== 'rating' ||
    found.meaning.scale.metric !== 'rating' ||
    found.meaning.by !== undefined
  )
    return found;
  const entity = entityOf(column, table);
  return entity === undefined
    ? found
    : ignored(`the same for all rows of one "${entity.name}": an average, not an answer`, 0.85);
};

const twin = (column: ProfiledColumn, { table }: ColumnContext): ColumnInference | undefined => {
  const earlier = twinOf(column, table);
  return earlier === undefined ? undefined : ignored(`the same as "${earlier.name}"`, 0.9);
};

const infer = (column: ProfiledColumn, context: ColumnContext): ColumnInference =>
  inferRecordField(column, context.table.table.shape.exportedBy) ??
  inferDate(column, context.otherOrder) ??
  twin(column, context) ??
  ratedThing(column, context) ??
  inferNaming(column, context.table.table.shape.exportedBy) ??
  inferComment(column) ??
  inferLabel(column);

/** The meaning of a field that needs nothing but its name; throws for the others, whose overrides are read in their own way. */
const plainMeaning = (field: Field): ColumnMeaning =>
  columnMeaning.parse(field === 'ignored' ? { field, reason: 'set by you' } : { field });

const fromOverride = (
  column: ProfiledColumn,
  override: ColumnOverride,
  context: ColumnContext,
): ColumnInference => {
  switch (override.field) {
    case 'rating':
      return ratingByOverride(column, override, context.rating);
    case 'submittedAt':
      return dateByOverride(column, override.order ?? context.otherOrder);
    case 'comment':
      return commentByOverride(column, override.role, override.transcript);
    default:
      return { meaning: plainMeaning(override.field), confidence: 1, because: '' };
  }
};

const byOverride = (
  column: ProfiledColumn,
  said: string | ColumnMeaning,
  context: ColumnContext,
): ColumnInference => {
  const inference =
    typeof said === 'string'
      ? fromOverride(column, parseColumnOverride(said), context)
      : { meaning: said, confidence: 1, because: '' };
  const isPersonal =
    inference.meaning.field === 'respondent' || inferNaming(column, undefined)?.personal === true;
  return { ...inference, confidence: 1, because: 'set by you', ...(isPersonal ? { personal: true } : {}) };
};

/** Fields that one column of a table can have. */
const singleFields: readonly Field[] = [
  'submittedAt',
  'submittedTime',
  'touchpoint',
  'responseId',
  'respondent',
  'account',
  'channel',
  'language',
  'voice',
  'finished',
  'speaker',
];

/** What becomes of a column that another one of its field is preferred to. */
const demoted = ({ column, inference }: FoundColumn, preferred: string): ColumnInference => {
  switch (inference.meaning.field) {
    case 'respondent':
      return personal(`also names the respondent; "${preferred}" is used`);
    case 'responseId':
      return ignored(`another id; "${preferred}" is used`);
    case 'submittedAt':
      return column.profile.isLabel && column.profile.dates.dates > 0 && column.profile.dates.timed === 0
        ? inferLabel(column)
        : ignored(`another date; "${preferred}" is used`);
    default:
      return inferLabel(column);
  }
};

/** Nobody's word is dropped in silence: two columns said to be one field are refused. */
const refuseTwoColumns = (rivals: readonly FoundColumn[], field: Field): void => {
  const [, second] = rivals.filter(({ inference }) => inference.confidence === 1);
  if (second === undefined) return;
  throw new VerbatimError('mapping-invalid', `several columns for ${field}`, {
    column: second.column.name,
    expected: 'one column',
    got: rivals.map(({ column }) => `"${column.name}"`).join(' and '),
  });
};

const withOneOf = (found: readonly FoundColumn[], field: Field): FoundColumn[] => {
  const rivals = found.filter(({ inference }) => inference.meaning.field === field);
  const best = firstBy(rivals, [({ inference }) => inference.confidence, 'desc']);
  if (best === undefined || rivals.length === 1) return [...found];
  refuseTwoColumns(rivals, field);
  return found.map((each) =>
    rivals.includes(each) && each !== best
      ? { column: each.column, inference: demoted(each, best.column.name) }
      : each,
  );
};

/**
 * What every column of a profiled table is. `namesTouchpoint`: the key or a person names the touchpoint.
 */
export const inferColumns = (
  table: TableProfile,
  override: MappingOverride,
  namesTouchpoint: boolean,
): FoundColumn[] => {
  const overrides = new Map(Object.entries(override.columns ?? {}));
  const hasTouchpointColumn =
    [...overrides.values()].some((override) => override === 'touchpoint') ||
    table.columns.some((column) => inferRecordField(column, undefined)?.meaning.field === 'touchpoint');
  const context: ColumnContext = {
    table,
    rating: {
      namesTouchpoint: namesTouchpoint || hasTouchpointColumn,
      statedMetric: statedMetric(table),
    },
    otherOrder: provenOrder(table.columns),
  };
  const found = table.columns.map((column) => {
    const said = overrides.get(column.name);
    return {
      column,
      inference: said === undefined ? infer(column, context) : byOverride(column, said, context),
    };
  });
  const single = singleFields.reduce<readonly FoundColumn[]>(
    withOneOf,
    withMatrixRatings(withoutReplies(withoutBoxes(found))),
  );
  return distinctScales(withTimeOfDate(single));
};
