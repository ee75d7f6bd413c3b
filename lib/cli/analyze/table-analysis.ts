import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { FileShape, SourceTable } from '../../feedback/reading/source.ts';
import { type IntakeContext, intake, rowLedger } from '../../feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, type RowLedger } from '../../feedback/response/ledger.ts';
import type { Outcome, Rejection } from '../../feedback/response/outcome.ts';
import { emptyTally, mergeTallies, type Tally, tallyOf } from '../../metrics/tally/tally.ts';
import { evidenceIn } from '../../pipeline/analyze/analyze.ts';
import { analyzeRow, type LineOptions } from './answer-line.ts';
import type { LineSink } from './line-sink.ts';
import { setUndecidedAside } from './undecided.ts';

/** The result of a table. */
export interface TableAnalysis {
  readonly file: string;
  readonly shape: FileShape;
  readonly mapping: Mapping;
  /** Open questions: their columns were ignored. */
  readonly undecided: readonly MappingQuestion[];
  readonly rows: RowLedger;
  /** The first rejected rows, for correcting the file: places and reasons, never the text. */
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
  /** Set if the lines must name their table. */
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
  evidence: evidenceIn(mapping),
  nameQuestions: mapping.columns.filter(({ meaning }) => meaning.field === 'comment').length > 1,
});

/** Analyzes a table row by row in constant memory; lines go to the sink as they are made. */
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
