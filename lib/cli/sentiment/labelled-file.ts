import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { AnswerToAnalyze } from '../../analysis/analyzer-contract.ts';
import {
  labelCodings,
  labelReaderOf,
  unreadableLabel,
} from '../../analysis/sentiment/adaptation/label-coding.ts';
import { VerbatimError } from '../../errors.ts';
import type { ColumnMapping, Field, Mapping } from '../../feedback/mapping/mapping.ts';
import { type MappingOverride, mergeOverrides } from '../../feedback/mapping/mapping-override.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { describeCell } from '../../feedback/response/describe-cell.ts';
import { intake } from '../../feedback/response/intake.ts';
import type { Outcome, TakenRow } from '../../feedback/response/outcome.ts';
import { evidenceIn } from '../../pipeline/analyze/analyze.ts';
import { setUndecidedAside } from '../analyze/undecided.ts';
import { storelessIntake, storelessMapping } from '../reading/storeless-intake.ts';
import { type TableWithOverride, tablesOnDisk } from '../reading/tables-on-disk.ts';
import type { Shell } from '../shell.ts';

/** A comment that a person labelled. */
export interface LabelledAnswer {
  readonly answer: AnswerToAnalyze;
  readonly label: SentimentLabel;
  readonly touchpoint: string;
  readonly channel?: string;
}

/** A labelled sample: every row of its files is an answer or in one of the other three counts. */
export interface LabelledSample {
  readonly rows: number;
  readonly answers: readonly LabelledAnswer[];
  readonly withoutLabel: number;
  readonly withoutComment: number;
  /** Unreadable, too large, or marked as a test. */
  readonly leftOut: number;
}

export interface LabelledFileOptions {
  readonly map: readonly string[];
  /** The label column. Default: the one named `label`. */
  readonly label?: string;
  readonly sheet?: string;
}

const labelColumnOf = ({ columns, name }: SourceTable, wanted = 'label'): number => {
  const index = columns.findIndex((column) => column.name.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return index;
  throw new VerbatimError('labels-unreadable', 'no label column found', {
    file: name,
    expected: `a column "${wanted}", or --label COLUMN`,
    got: columns.map((column) => column.name).join(', '),
  });
};

/** Fields that say where a comment comes from; problems in other columns don't reject a row. */
const readFields: readonly Field[] = ['comment', 'touchpoint', 'channel', 'language'];

const leftAside = (column: ColumnMapping): ColumnMapping =>
  readFields.includes(column.meaning.field)
    ? column
    : { ...column, meaning: { field: 'ignored', reason: 'not needed for labels' } };

const mappingOf = async (table: SourceTable, label: string, said: MappingOverride): Promise<Mapping> => {
  const override = mergeOverrides(said, { columns: { [label]: 'ignored' } });
  const { mapping } = setUndecidedAside(await storelessMapping(table, override), table.name);
  const comments = mapping.columns.filter(({ meaning }) => meaning.field === 'comment');
  const [, second] = comments;
  if (second === undefined) return { ...mapping, columns: mapping.columns.map(leftAside) };
  throw new VerbatimError('labels-unreadable', 'the file has several comment columns', {
    file: table.name,
    expected: `one comment column: --map 'ignored=${second.column}'`,
    got: comments.map(({ column }) => `"${column}"`).join(', '),
  });
};

const readLabelCells = async (table: SourceTable, index: number): Promise<Map<number, string>> => {
  const cells = new Map<number, string>();
  for await (const { row, cells: all } of table.rows()) cells.set(row, all[index] ?? '');
  return cells;
};

const unclear = (table: SourceTable, index: number, cells: ReadonlyMap<number, string>): VerbatimError => {
  const cell = unreadableLabel(cells.values());
  const row = [...cells].find(([, other]) => other === cell)?.[0];
  return new VerbatimError('labels-unreadable', 'the labels are ambiguous', {
    file: table.name,
    column: table.columns[index]?.name ?? '',
    expected: labelCodings,
    ...(cell === undefined || row === undefined
      ? {
          got: cells.size === 0 ? 'no rows' : 'values of several kinds, or with several meanings',
        }
      : { row, got: describeCell(cell) }),
  });
};

/** What a table shows of its comments: which languages, for one. */
type File = NonNullable<AnswerToAnalyze['file']>;

const answerOf = ({ response }: TakenRow, label: SentimentLabel, file: File): LabelledAnswer | undefined => {
  const { answers, touchpoint, channel, declaredLanguage } = response;
  const [first] = answers;
  if (first === undefined) return undefined;
  return {
    answer: {
      ...first,
      ...(declaredLanguage === undefined ? {} : { declaredLanguage }),
      file,
    },
    label,
    touchpoint,
    ...(channel === undefined ? {} : { channel }),
  };
};

type Place = LabelledAnswer | 'withoutLabel' | 'withoutComment' | 'leftOut';

const placeOf = (outcome: Outcome, label: SentimentLabel | undefined, file: File): Place => {
  if (outcome.kind !== 'accepted' && outcome.kind !== 'updated') return 'leftOut';
  return label === undefined ? 'withoutLabel' : (answerOf(outcome, label, file) ?? 'withoutComment');
};

const sampleOf = (places: readonly Place[]): LabelledSample => {
  const countOf = (wanted: Place): number => places.filter((place) => place === wanted).length;
  return {
    rows: places.length,
    answers: places.filter((place) => typeof place !== 'string'),
    withoutLabel: countOf('withoutLabel'),
    withoutComment: countOf('withoutComment'),
    leftOut: countOf('leftOut'),
  };
};

const readTable = async (
  shell: Shell,
  { table, said }: TableWithOverride,
  labelColumn: string | undefined,
): Promise<LabelledSample> => {
  const index = labelColumnOf(table, labelColumn);
  const cells = await readLabelCells(table, index);
  const read = labelReaderOf(cells.values());
  if (read === undefined) throw unclear(table, index, cells);
  const mapping = await mappingOf(table, table.columns[index]?.name ?? '', said);
  const file = evidenceIn(mapping);
  const places: Place[] = [];
  for await (const group of intake(table, mapping, storelessIntake(shell)))
    places.push(...group.map((outcome) => placeOf(outcome, read(cells.get(outcome.row) ?? ''), file)));
  return sampleOf(places);
};

const both = (left: LabelledSample, right: LabelledSample): LabelledSample => ({
  rows: left.rows + right.rows,
  answers: [...left.answers, ...right.answers],
  withoutLabel: left.withoutLabel + right.withoutLabel,
  withoutComment: left.withoutComment + right.withoutComment,
  leftOut: left.leftOut + right.leftOut,
});

const nothing = sampleOf([]);

/**
 * The labelled comments of a file in any supported format, redacted as they would be stored. Throws
 * `labels-unreadable` if there is no label column, its labels are ambiguous, or there are two comment columns.
 */
export const readLabelledFile = async (
  shell: Shell,
  path: string,
  options: LabelledFileOptions,
): Promise<LabelledSample> => {
  let sample = nothing;
  for await (const table of tablesOnDisk(shell, path, options))
    sample = both(sample, await readTable(shell, table, options.label));
  return sample;
};
