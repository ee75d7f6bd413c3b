import type { Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { FileShape, SourceTable } from '../../feedback/reading/source.ts';
import { type IntakeContext, intake, rowLedger } from '../../feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, type RowLedger } from '../../feedback/response/ledger.ts';
import type { Outcome, Rejection } from '../../feedback/response/outcome.ts';
import { emptyTally, mergeTallies, type Tally } from '../../metrics/tally/tally.ts';
import { evidenceIn } from '../../pipeline/analyze/analyze.ts';
import type { AnalysisThreads } from './analysis-threads.ts';
import type { LineOptions } from './answer-line.ts';
import { type AnalyzedGroup, groupToAnalyze } from './group-analysis.ts';
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
  readonly threads: AnalysisThreads;
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

/** Groups that are read ahead of the one that is written next: limits memory. */
const groupsInProgress = 16;

/** A generator would wait for a promise itself. */
interface GroupUnderWay {
  readonly analyzed: Promise<AnalyzedGroup>;
}

/** The results of groups, in the order of the groups. */
async function* inOrder(groups: AsyncIterable<GroupUnderWay>): AsyncGenerator<AnalyzedGroup> {
  const underWay: Promise<AnalyzedGroup>[] = [];
  try {
    for await (const { analyzed: group } of groups) {
      // Awaited later, where a failure is thrown; until then it must not count as unhandled.
      group.catch(() => undefined);
      underWay.push(group);
      if (underWay.length < groupsInProgress) continue;
      const oldest = await underWay.shift();
      if (oldest !== undefined) yield oldest;
    }
    for (const group of underWay.splice(0)) yield await group;
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Analyzes a table row by row in constant memory; lines go to the sink as they are made, in the order of the file. */
export const analyzeTable = async (
  table: SourceTable,
  inferred: Mapping,
  { threads, intake: context, sink, nameFile, onProgress }: TableAnalysisContext,
): Promise<TableAnalysis> => {
  const { mapping, left } = setUndecidedAside(inferred, table.name);
  const options = lineOptions(table, mapping, nameFile);
  let rows = emptyRowLedger;
  let tally = emptyTally;
  let rejections: readonly NamedRejection[] = [];
  async function* groups(): AsyncGenerator<GroupUnderWay> {
    for await (const group of intake(table, mapping, context)) {
      rows = mergeRowLedgers(rows, rowLedger(group));
      if (rejections.length < namedRejections)
        rejections = [...rejections, ...rejectionsIn(group)].slice(0, namedRejections);
      onProgress(rows.read);
      yield { analyzed: threads.analyze(groupToAnalyze(group, options, sink.wantsLines)) };
    }
  }
  for await (const analyzed of inOrder(groups())) {
    await sink.write(analyzed.lines);
    tally = mergeTallies(tally, analyzed.tally);
  }
  return { file: table.name, shape: table.shape, mapping, undecided: left, rows, rejections, tally };
};
