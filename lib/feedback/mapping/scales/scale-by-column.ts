import { scaleWord } from '../../response/ratings.ts';
import type { Metric, Scale } from '../../response/scale.ts';
import type { ColumnInference } from '../columns/column-inference.ts';
import { ColumnProfile } from '../columns/column-profile.ts';
import { headerWords } from '../columns/header-words.ts';
import { shareOfValues } from '../columns/infer-status.ts';
import type { ProfiledColumn, TableProfile } from '../columns/table-profile.ts';
import { inferRating } from './infer-rating.ts';
import { boundsByValues, type RatingContext, ratingInference } from './rating-inference.ts';
import { metricByName, plainScoreName } from './rating-names.ts';

/** Reads a plain score whose rows another column ("Survey type") divides into NPS, CSAT and effort. */

const kindName =
  /^(?:survey|question|metric|score|feedback|rating|response|program(?:me)?|campaign)(?: (?:type|kind|name|metric|category))?$|^(?:type|kind|typ|art|umfrage ?(?:typ|art|name)?|type d enquete|tipo(?: de encuesta)?)$/;
/** More values name surveys one by one. */
const maxKinds = 20;

const metricOfKind = (value: string): Metric | undefined => metricByName(headerWords(value));

/** What nearly all values of a column with another name must be: names of metrics. */
const minShareOfMetrics = 0.8;

const namesMetrics = (column: ProfiledColumn): boolean => {
  const metrics = kindsOf(column).map(({ metric }) => metric);
  return new Set(metrics).size > 1 && shareOfValues(column, isMetricName) >= minShareOfMetrics;
};

const isMetricName = (value: string): boolean => metricOfKind(value) !== undefined;

const kindColumns = ({ columns }: TableProfile): ProfiledColumn[] =>
  columns.filter(
    (column) =>
      column.profile.distinct <= maxKinds &&
      column.profile.plainNumbers === 0 &&
      (kindName.test(column.nameWords) || namesMetrics(column)),
  );

/** The metric that a column such as "Survey type" or "question_type" names for all rows. */
export const statedMetric = (table: TableProfile): Metric | undefined => {
  const kind = kindColumns(table).find(({ profile }) => profile.distinct === 1);
  const [value = ''] = kind?.profile.values.keys() ?? [];
  return metricOfKind(value);
};

const profileWhere = (
  column: ProfiledColumn,
  { rows }: TableProfile,
  test: (cells: readonly string[]) => boolean,
): ProfiledColumn => {
  const profile = new ColumnProfile();
  for (const cells of rows) if (test(cells)) profile.observe(cells[column.index] ?? '');
  return { ...column, profile };
};

const kindsOf = ({ profile }: ProfiledColumn): { readonly value: string; readonly metric: Metric }[] =>
  [...profile.values.keys()].flatMap((value) => {
    const metric = metricOfKind(value);
    return metric === undefined ? [] : [{ value, metric }];
  });

/** Scales with one key are told apart by what the kind is called. */
const scaleOfKind = (inference: ColumnInference | undefined): Scale | undefined =>
  inference?.meaning.field === 'rating' ? inference.meaning.scale : undefined;

/**
 * The rating of a plain score that has several metrics, by the kind of its row; undefined where no column divides it into at
 * least two. Rows of another kind are a plain rating. The direction of an effort score that nothing tells is high for easy.
 */
export const scalesByColumn = (
  column: ProfiledColumn,
  table: TableProfile,
  context: RatingContext,
): ColumnInference | undefined => {
  if (!plainScoreName.test(column.nameWords) || column.profile.ratings === 0) return undefined;
  const kind = kindColumns(table).find((each) => new Set(kindsOf(each).map(({ metric }) => metric)).size > 1);
  if (kind === undefined) return undefined;
  const scales: Record<string, Scale> = {};
  for (const { value, metric } of kindsOf(kind)) {
    const part = profileWhere(column, table, (cells) => cells[kind.index]?.trim() === value);
    const scale = scaleOfKind(inferRating(part, { ...context, statedMetric: metric }));
    if (scale !== undefined) scales[scaleWord(value)] = scale;
  }
  const found = ratingInference(
    column,
    { metric: 'rating', ...boundsByValues(column.profile, 5) },
    { confidence: 0.85, because: `its scale is named by "${kind.name}"` },
  );
  const { meaning } = found;
  return meaning.field === 'rating' && Object.keys(scales).length > 1
    ? { ...found, meaning: { ...meaning, by: { column: kind.name, scales } } }
    : undefined;
};
