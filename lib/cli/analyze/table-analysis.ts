import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { FileShape, SourceTable } from '../../feedback/reading/source.ts';
import { type IntakeContext, intake, rowLedger } from '../../feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, type RowLedger } from '../../feedback/response/ledger.ts';
import type { Outcome, Rejection } from '../../feedback/response/outcome.ts';
import { emptyTally, mergeTallies, type Tally, tallyOf } from '../../metrics/tally/tally.ts';
import { analyzeRow, type LineOptions } from './answer-line.ts';
import type { LineSink } from './line-sink.ts';
import { setUndecidedAside } from './undecided.ts';

/** What is known of a table once all of it is analyzed. */
export interface TableAnalysis {
  readonly file: string;
  readonly shape: FileShape;
  readonly mapping: Mapping;
  /** Questions that stay open: their columns were left out. */
  readonly undecided: readonly MappingQuestion[];
  readonly rows: RowLedger;
  /** The first rejected rows, for mending the file: places and kinds, never what was written. */
  readonly rejections: readonly NamedRejection[];
  readonly tally: Tally;
}

export interface NamedRejection extends Rejection {
  readonly row: number;
}

export interface TableAnalysisContext {
  readonly analyzer: Analyzer;
  readonly intake: IntakeContext;
  readonly sink: LineSink;
  /** Set where the lines must say which table they are of. */
  readonly nameFile: boolean;
  readonly onProgress: (rowsRead: number) => void;
}

const namedRejections = 5;

const rejectionsIn = (outcomes: readonly Outcome[]): NamedRejection[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'rejected') return [];
    const { kind: _kind, cells: _cells, ...rejection } = outcome;
    return [rejection];
  });

const lineOptions = (table: SourceTable, mapping: Mapping, nameFile: boolean): LineOptions => ({
  ...(nameFile ? { file: table.name } : {}),
  nameQuestions: mapping.columns.filter(({ meaning }) => meaning.field === 'comment').length > 1,
});

/** Analyzes a table, row after row, in constant memory; its lines go to the sink as they are made. */
export const analyzeTable = async (
  table: SourceTable,
  inferred: Mapping,
  context: TableAnalysisContext,
): Promise<TableAnalysis> => {
  const { mapping, left } = setUndecidedAside(inferred, table.name);
  const options = lineOptions(table, mapping, context.nameFile);
  let rows = emptyRowLedger;
  let tally = emptyTally;
  let rejections: readonly NamedRejection[] = [];
  for await (const group of intake(table, mapping, context.intake)) {
    const analyzed = group.map((outcome) => analyzeRow(outcome, context.analyzer, options));
    await context.sink.write(analyzed.flatMap(({ lines }) => lines));
    rows = mergeRowLedgers(rows, rowLedger(group));
    if (rejections.length < namedRejections)
      rejections = [...rejections, ...rejectionsIn(group)].slice(0, namedRejections);
    tally = mergeTallies(tally, tallyOf(analyzed.flatMap(({ counted = [] }) => counted)));
    context.onProgress(rows.read);
  }
  return { file: table.name, shape: table.shape, mapping, undecided: left, rows, rejections, tally };
};
