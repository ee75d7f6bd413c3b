import { resolve } from 'node:path';
import type { Command } from 'commander';
import { VerbatimError } from '../../errors.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { listMembers } from '../../feedback/reading/open.ts';
import { type ReadingCommandOptions, withReadingOptions } from '../options/reading-options.ts';
import { storelessIntake, storelessMapping } from '../reading/storeless-intake.ts';
import { tablesOnDisk } from '../reading/tables-on-disk.ts';
import { printJson } from '../render/json.ts';
import { count } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import { type AnalysisThreads, analysisThreads } from './analysis-threads.ts';
import { type AnalyzerFiles, analyzerOfFiles } from './file-analyzer.ts';
import { type LineSink, openLineSink } from './line-sink.ts';
import { type AnalysisReport, reportJson, reportPicture } from './render-analysis.ts';
import { analyzeTable, type TableAnalysis } from './table-analysis.ts';

interface AnalyzeOptions extends ReadingCommandOptions {
  readonly taxonomy?: string;
  readonly sentiment?: string;
  readonly jsonl?: string;
}

const examples = `
Examples:
  verbatim analyze survey.csv
  verbatim analyze reviews.xlsx --sheet 2025 --taxonomy my-themes.yaml
  verbatim analyze tickets.jsonl --jsonl scored.jsonl      one line for each answer
  verbatim analyze survey.csv --jsonl - > scored.jsonl     the same, to standard output

Nothing is stored and no server is needed. docs/analyze.md documents every key of the lines.`;

export const addAnalyze = (program: Command, shell: Shell): void => {
  const command = program
    .command('analyze')
    .description('score the comments of files: sentiment and themes')
    .argument('<file...>', 'CSV, TSV, JSON, JSON Lines, XLSX or text, also in .gz or .zip')
    .option('--taxonomy <file>', 'your themes (YAML); default: the general theme pack')
    .option('--sentiment <weights>', 'weights written by `verbatim adapt --out`; default: the built-in ones')
    .option('--jsonl <out>', 'write a JSON line for each answer; - is standard output')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', examples);
  withReadingOptions(command).action((files: string[], options: AnalyzeOptions) =>
    analyze(shell, files, options),
  );
};

interface AnalyzeWork {
  readonly options: AnalyzeOptions;
  readonly threads: AnalysisThreads;
  readonly sink: LineSink;
  readonly nameFile: boolean;
}

const analyzeFile = async (
  shell: Shell,
  path: string,
  { options, threads, sink, nameFile: ofSeveral }: AnalyzeWork,
): Promise<TableAnalysis[]> => {
  const tables: TableAnalysis[] = [];
  const members = await listMembers(fileOnDisk(resolve(shell.directory, path)));
  const nameFile = ofSeveral || members.length > 1;
  for await (const { table, said } of tablesOnDisk(shell, path, options)) {
    const mapping = await storelessMapping(table, said, { timeZone: options.timeZone });
    const onProgress = (rows: number): void => shell.terminal.status(`${table.name}  ${count(rows)} rows`);
    const work = { threads, sink, nameFile, onProgress, intake: storelessIntake(shell) };
    tables.push(await analyzeTable(table, mapping, work));
  }
  shell.terminal.status('');
  return tables;
};

const analyzeFiles = async (
  shell: Shell,
  files: readonly string[],
  { options, threads }: Pick<AnalyzeWork, 'options' | 'threads'>,
): Promise<TableAnalysis[]> => {
  const sink = await openLineSink(shell, options.jsonl);
  try {
    const tables: TableAnalysis[] = [];
    const work: AnalyzeWork = { options, threads, sink, nameFile: files.length > 1 };
    for (const path of files) tables.push(...(await analyzeFile(shell, path, work)));
    return tables;
  } finally {
    await sink.close();
  }
};

const analyze = async (shell: Shell, files: readonly string[], options: AnalyzeOptions): Promise<void> => {
  if (options.json && options.jsonl === '-') {
    throw new VerbatimError('usage', "--json and --jsonl can't both write to standard output", {
      expected: '--json with --jsonl FILE',
      got: '--json with --jsonl -',
    });
  }
  const { taxonomy: themes, sentiment } = options;
  const analyzed: AnalyzerFiles = { directory: shell.directory, taxonomy: themes, sentiment };
  const { analyzer, taxonomy } = await analyzerOfFiles(analyzed);
  const threads = analysisThreads(analyzer, analyzed);
  let tables: TableAnalysis[];
  try {
    tables = await analyzeFiles(shell, files, { options, threads });
  } finally {
    await threads.close();
  }
  const report: AnalysisReport = { analyzer: analyzer.versions, tables };
  if (options.json) return printJson(shell, reportJson(report));
  const say = options.jsonl === '-' ? shell.terminal.note : shell.terminal.print;
  say(reportPicture(report, taxonomy, shell.terminal));
};
