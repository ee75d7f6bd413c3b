import { VerbatimError } from '../errors.ts';
import { type DateProblem, dateReader, type ReadDate } from './dates.ts';
import type { ColumnMapping, ColumnMeaning, Field, Mapping } from './mapping.ts';
import { expectedRating, type RatingProblem, ratingReader } from './ratings.ts';
import type { AnswerRole } from './response.ts';
import { scaleKey } from './scale.ts';
import type { SourceTable } from './source.ts';

/** A mapping made ready for reading rows: which cell is what, with a reader for each that needs one. */

interface Placed {
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
}

interface DateColumn extends Placed {
  readonly expected: string;
  readonly read: (cell: string) => ReadDate | DateProblem | undefined;
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
  readonly status: number;
  readonly finished: number;
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
      throw new VerbatimError(
        'mapping-invalid',
        'the mapping speaks of a column that the file does not have',
        {
          file: table.name,
          column,
        },
      );
    }
    return { index, column, question: question ?? column, meaning };
  });
};

const expectedDate: Readonly<Record<string, string>> = {
  iso: 'a date such as 2026-05-31 10:20',
  'day-first': 'a date such as 31/5/2026 10:20',
  'month-first': 'a date such as 5/31/2026 10:20',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
  'excel-serial': 'a spreadsheet date number',
};

/** What every row of a file is read with. Throws `mapping-invalid` for a column that the table does not have. */
export const planRows = (table: SourceTable, mapping: Mapping, context: RowPlanContext): RowPlan => {
  const placed = placedIn(table, mapping.columns);
  const all = <Wanted extends Field>(field: Wanted) =>
    placed.filter(
      (column): column is PlacedMapping<Extract<ColumnMeaning, { field: Wanted }>> =>
        column.meaning.field === field,
    );
  const only = (field: Field): number => all(field)[0]?.index ?? -1;
  const [date] = all('submittedAt');
  return {
    comments: all('comment').map(({ index, column, question, meaning: { role, transcript = false } }) => ({
      index,
      column,
      question,
      role,
      transcript,
    })),
    ratings: all('rating').map(({ index, column, question, meaning }) => ({
      index,
      column,
      question,
      key: scaleKey(meaning.scale),
      expected: expectedRating(meaning),
      read: ratingReader(meaning),
    })),
    attributes: all('attribute'),
    ...(date === undefined
      ? {}
      : {
          submittedAt: {
            index: date.index,
            column: date.column,
            expected: expectedDate[date.meaning.order] ?? 'a date',
            read: dateReader({ ...context, timeZone: mapping.timeZone, ...withoutField(date.meaning) }),
          },
        }),
    touchpoint: only('touchpoint'),
    responseId: only('responseId'),
    respondent: only('respondent'),
    account: only('account'),
    channel: only('channel'),
    language: only('language'),
    voice: only('voice'),
    status: only('status'),
    finished: only('finished'),
  };
};

const withoutField = ({
  order,
  midnightIsDay = false,
}: Extract<ColumnMeaning, { field: 'submittedAt' }>) => ({
  order,
  midnightIsDay,
});
