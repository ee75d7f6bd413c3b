import { VerbatimError } from '../../errors.ts';
import type { ColumnMapping, ColumnMeaning, Field, Mapping } from '../mapping/mapping.ts';
import type { SourceTable } from '../reading/source.ts';
import { type DateOrder, type DateReader, dateReader } from './dates/dates.ts';
import { expectedRating, type RatingProblem, ratingReader, scaleWord } from './ratings.ts';
import { namesCountries } from './redaction/countries.ts';
import type { AnswerRole } from './response.ts';
import { exclusionsBy } from './row-exclusions.ts';
import type { ExclusionReason } from './row-status.ts';
import { scaleKey } from './scale.ts';

/** A mapping made ready for reading rows: which cell is what, with a reader for each that needs one. */

export interface Placed {
  readonly index: number;
  readonly column: string;
}

export interface CommentColumn extends Placed {
  readonly question: string;
  readonly role: AnswerRole;
  readonly transcript: boolean;
}

interface RatingColumn extends Placed {
  readonly question: string;
  readonly key: string;
  readonly expected: string;
  readonly read: (cell: string) => number | RatingProblem | undefined;
  /** The rows that are on this scale; absent: all. */
  readonly appliesTo?: (cells: readonly string[]) => boolean;
}

interface DateColumn extends Placed {
  readonly expected: string;
  readonly read: DateReader;
  /** The column of its times of day. */
  readonly time?: Placed;
}

export interface RowPlan {
  readonly comments: readonly CommentColumn[];
  readonly ratings: readonly RatingColumn[];
  readonly attributes: readonly Placed[];
  readonly submittedAt?: DateColumn;
  /** Index of the cell; −1 where the file has no such column. */
  readonly touchpoint: number;
  readonly responseId: number;
  readonly respondent: number;
  readonly account: number;
  readonly channel: number;
  readonly language: number;
  readonly voice: number;
  /** Columns of statuses, and what they and the speakers exclude. */
  readonly statuses: readonly number[];
  readonly exclusionOf: (cells: readonly string[]) => ExclusionReason | undefined;
  readonly finished: number;
  /** Columns that name the respondent, or people who served them: redaction looks for these names in the row's comments. */
  readonly names: readonly number[];
  /** Columns that say which country the row comes from. */
  readonly countries: readonly number[];
}

export interface RowPlanContext {
  readonly reportingTimeZone: string;
  readonly receivedAt: string;
}

interface PlacedMapping<Meaning extends ColumnMeaning = ColumnMeaning> extends Placed {
  readonly question: string;
  readonly meaning: Meaning;
}

const placedIn = (table: SourceTable, columns: readonly ColumnMapping[]): PlacedMapping[] => {
  const indexes = new Map(table.columns.map(({ name }, index) => [name, index]));
  return columns.map(({ column, question, meaning }) => {
    const index = indexes.get(column);
    if (index === undefined) {
      throw new VerbatimError('mapping-invalid', "the mapping names a column that the file doesn't have", {
        file: table.name,
        column,
      });
    }
    return { index, column, question: question ?? column, meaning };
  });
};

const expectedDate: Readonly<Record<DateOrder, string>> = {
  iso: 'a date such as 2026-05-31 10:20',
  'day-first': 'a date such as 31/5/2026 10:20',
  'month-first': 'a date such as 5/31/2026 10:20',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
  'excel-serial': 'a spreadsheet date number',
};

type Dates = Extract<ColumnMeaning, { field: 'submittedAt' }>;

/** A time column that a person or the header stated is not dropped silently: without a date column it is refused. */
const refuseTime = (time: Placed, table: SourceTable, got: string): never => {
  throw new VerbatimError('mapping-invalid', 'a time column needs a date column', {
    file: table.name,
    column: time.column,
    expected: 'a submittedAt column with dates',
    got,
  });
};

/** The columns of the date and of its time of day; undefined without one. */
interface DateColumns {
  readonly date: PlacedMapping<Dates> | undefined;
  readonly time: Placed | undefined;
}

/** `timeZone`: that of dates without an offset. */
const dateColumn = (
  { date, time }: DateColumns,
  table: SourceTable,
  context: RowPlanContext & Pick<Mapping, 'timeZone'>,
): Pick<RowPlan, 'submittedAt'> => {
  if (date === undefined) return time === undefined ? {} : refuseTime(time, table, 'none');
  const { order, midnightIsDay = false } = date.meaning;
  if (time !== undefined && order.startsWith('epoch')) refuseTime(time, table, expectedDate[order]);
  return {
    submittedAt: {
      index: date.index,
      column: date.column,
      expected: expectedDate[order],
      read: dateReader({ ...context, order, midnightIsDay }),
      ...(time === undefined ? {} : { time }),
    },
  };
};

type Rating = Extract<ColumnMeaning, { field: 'rating' }>;

const ratingColumn = (
  { index, column, question }: PlacedMapping<Rating>,
  meaning: Rating,
  appliesTo?: RatingColumn['appliesTo'],
): RatingColumn => ({
  index,
  column,
  question,
  key: scaleKey(meaning.scale),
  expected: expectedRating(meaning),
  read: ratingReader(meaning),
  ...(appliesTo === undefined ? {} : { appliesTo }),
});

/** A column whose scale depends on another one is as many as it has scales, each for its own rows. */
const ratingColumns = (rating: PlacedMapping<Rating>, placed: readonly PlacedMapping[]): RatingColumn[] => {
  const { by, ...meaning } = rating.meaning;
  const kind = placed.find(({ column }) => column === by?.column)?.index;
  if (by === undefined || kind === undefined) return [ratingColumn(rating, meaning)];
  const kindOf = (cells: readonly string[]): string => scaleWord(cells[kind] ?? '');
  return [
    ...Object.entries(by.scales).map(([value, scale]) =>
      ratingColumn(rating, { ...meaning, scale }, (cells) => kindOf(cells) === value),
    ),
    ratingColumn(rating, meaning, (cells) => !Object.hasOwn(by.scales, kindOf(cells))),
  ];
};

const namesPlace =
  /address|street|city|town|zip|post|plz|adresse|direcci|indirizz|morada|endere|ort$|stadt|ville|ciudad/i;

/** True for a column that names the respondent, or somebody who served them. */
export const namesPeople = ({ column, meaning }: Pick<ColumnMapping, 'column' | 'meaning'>): boolean =>
  meaning.field === 'respondent' ||
  (meaning.field === 'ignored' && meaning.personal === true && !namesPlace.test(column));

/** What every row of a file is read with. Throws `mapping-invalid` for a column that the table does not have. */
export const planRows = (table: SourceTable, mapping: Mapping, context: RowPlanContext): RowPlan => {
  const placed = placedIn(table, mapping.columns);
  const all = <Wanted extends Field>(field: Wanted) =>
    placed.filter(
      (column): column is PlacedMapping<Extract<ColumnMeaning, { field: Wanted }>> =>
        column.meaning.field === field,
    );
  const only = (field: Field): number => all(field)[0]?.index ?? -1;
  return {
    comments: all('comment').map(({ index, column, question, meaning: { role, transcript = false } }) => ({
      index,
      column,
      question,
      role,
      transcript,
    })),
    ratings: all('rating').flatMap((rating) => ratingColumns(rating, placed)),
    attributes: all('attribute'),
    ...dateColumn({ date: all('submittedAt')[0], time: all('submittedTime')[0] }, table, {
      ...context,
      timeZone: mapping.timeZone,
    }),
    touchpoint: only('touchpoint'),
    responseId: only('responseId'),
    respondent: only('respondent'),
    account: only('account'),
    channel: only('channel'),
    language: only('language'),
    voice: only('voice'),
    statuses: all('status').map(({ index }) => index),
    exclusionOf: exclusionsBy(all('status'), all('speaker'), table.columns),
    finished: only('finished'),
    names: placed.filter(namesPeople).map(({ index }) => index),
    countries: all('attribute')
      .filter(({ column }) => namesCountries(column))
      .map(({ index }) => index),
  };
};
