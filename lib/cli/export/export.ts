import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { ApiClient } from '../../api/client/client.ts';
import type { FeedbackEntry, FeedbackPage } from '../../api/contract/comments/feedback.ts';
import {
  type ExportedView,
  type ExportFormat,
  exportedViews,
  exportFormats,
} from '../../api/contract/exports.ts';
import { csvOf } from '../../api/export/csv-export.ts';
import { summaryRows } from '../../api/export/export-rows.ts';
import { feedbackRows } from '../../api/export/feedback-rows.ts';
import type { SeriesGrain } from '../../disclosure/series.ts';
import { VerbatimError } from '../../errors.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import { exportParquet } from './export-parquet.ts';

interface ExportOptions extends ApiCommandOptions {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly metric?: string;
  readonly grain?: SeriesGrain;
  readonly by?: string;
  readonly period?: string;
  readonly against?: string;
  readonly scale?: string;
  readonly where?: string;
  readonly theme?: string;
  readonly label?: SentimentLabel;
  readonly from?: string;
  readonly to?: string;
}

const examples = `
Examples:
  verbatim export touchpoints --out touchpoints.csv
  verbatim export summaries --grain day --out all.csv      every touchpoint, a row for each figure of a day
  verbatim export summaries --touchpoint delivery --by channel --out delivery.csv
  verbatim export trends --metric nps:transactional --format svg --out nps.svg
  verbatim export trends --metric nps:transactional --format png --out nps.png
  verbatim export journey --from 2025-03 --to 2025-05 --format png --out journey.png
  verbatim export drivers --metric nps --touchpoint delivery --format svg --out drivers.svg
  verbatim export feedback --touchpoint delivery --theme lateness --out late.csv
  verbatim export scorecard --format json        the same as verbatim scorecard --json
  verbatim export parquet --out lake             comments and figures as Parquet files, for DuckDB, Spark or a BI tool`;

export const addExport = (program: Command, shell: Shell): void => {
  const command = program
    .command('export')
    .description('write a view as CSV, JSON or a chart, complete and unrounded')
    .addArgument(
      new Argument('<view>', 'the view; parquet: all feedback and summaries as tables').choices([
        ...exportedViews,
        'parquet',
      ]),
    )
    .addOption(
      new Option(
        '--format <format>',
        'svg and png: charts of touchpoints, summaries, journey, trends and drivers',
      )
        .choices(exportFormats)
        .default('csv'),
    )
    .option('--out <file>', 'output file; default: standard output. For parquet: a folder')
    .option('--touchpoint <id>', 'one touchpoint only; default for summaries as CSV or JSON: each one')
    .option('--stage <id>', 'one stage only')
    .option(
      '--metric <metric>',
      'for trends: volume, sentiment:net, nps:transactional, …; for drivers: nps, …',
    )
    .option('--scale <key>', 'for drivers: scale, if the metric has several')
    .option('--where <conditions>', 'for drivers: conditions dimension:value, at most two')
    .addOption(new Option('--grain <grain>', 'length of a period').choices(['day', 'week', 'month']))
    .option('--by <dimension>', 'for summaries: a declared dimension')
    .option('--period <period>', 'for changes: a month or a day')
    .option('--against <period>', 'for changes: previous or season')
    .option('--theme <id>', 'for feedback: only answers about this theme')
    .option('--label <label>', 'for feedback: only answers with this sentiment')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .addHelpText('after', examples);
  withApiOptions(command).action((view: ExportedView | 'parquet', options: ExportOptions) =>
    view === 'parquet' ? writeTables(shell, options) : writeExport(shell, view, options),
  );
};

/** The options that are parameters of views. */
const queryOf = (options: ExportOptions) => {
  const { touchpoint, stage, metric, scale, where, grain, by, period, against } = options;
  const { theme, label, from, to } = options;
  return { touchpoint, stage, metric, scale, where, grain, by, period, against, theme, label, from, to };
};

/** All pages of the feedback. */
const allFeedback = async (client: ApiClient, options: ExportOptions): Promise<FeedbackEntry[]> => {
  const { touchpoint, theme, label, from, to } = options;
  if (touchpoint === undefined)
    throw new VerbatimError('usage', 'feedback needs a touchpoint', { expected: '--touchpoint <id>' });
  const entries: FeedbackEntry[] = [];
  let cursor: string | undefined;
  do {
    const query = { touchpoint, theme, label, from, to, limit: 200, cursor };
    const page: FeedbackPage = await client.touchpointFeedback(query);
    entries.push(...page.feedback);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
};

const feedbackFile = async (client: ApiClient, options: ExportOptions): Promise<Uint8Array> => {
  const entries = await allFeedback(client, options);
  const text = options.format === 'json' ? JSON.stringify(entries) : csvOf(feedbackRows(entries));
  return new TextEncoder().encode(text);
};

/** The summaries of every touchpoint, one after the other: one flat table for other programs. */
const allSummaries = async (
  client: ApiClient,
  { format, grain, by, from, to }: ExportOptions,
): Promise<Uint8Array> => {
  const { touchpoints } = await client.listTouchpoints();
  const views = [];
  for (const { id: touchpoint } of touchpoints)
    views.push(await client.touchpointSummaries({ touchpoint, grain, by, from, to }));
  const text = format === 'json' ? JSON.stringify(views) : csvOf(views.flatMap(summaryRows));
  return new TextEncoder().encode(text);
};

const contentOf = async (
  client: ApiClient,
  view: ExportedView,
  options: ExportOptions,
): Promise<Uint8Array> => {
  const { format } = options;
  if (view === 'feedback' && (format === 'csv' || format === 'json')) return feedbackFile(client, options);
  const isOfAll = options.touchpoint === undefined && options.stage === undefined;
  if (view === 'summaries' && isOfAll && (format === 'csv' || format === 'json'))
    return allSummaries(client, options);
  const response = await client.response('exportView', { view, format, ...queryOf(options) });
  return response.bytes();
};

const writeExport = async (shell: Shell, view: ExportedView, options: ExportOptions): Promise<void> => {
  const { format, out } = options;
  if (format === 'png' && out === undefined)
    throw new VerbatimError('usage', 'a chart needs an output file', { expected: '--out <file>' });
  const content = await contentOf(await apiOf(shell, options), view, options);
  if (out === undefined)
    return shell.terminal.write(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
  await writeFile(resolve(shell.directory, out), content);
  shell.terminal.note(`Written: ${out}`);
};

const writeTables = async (shell: Shell, { out, ...options }: ExportOptions): Promise<void> => {
  if (out === undefined)
    throw new VerbatimError('usage', 'tables need an output folder', { expected: '--out <folder>' });
  const { files, rows } = await exportParquet(await apiOf(shell, options), resolve(shell.directory, out));
  shell.terminal.note(`Written: ${out}, ${plural(rows, 'row')} in ${plural(files, 'file')}`);
};
