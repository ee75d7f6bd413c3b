import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { ReanalysisView } from '../../api/contract/themes/reanalyses.ts';
import { VerbatimError } from '../../errors.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { bar } from '../render/bars.ts';
import { printJson } from '../render/json.ts';
import { count, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

interface ReanalyzeOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly wait: boolean;
}

const examples = `
Examples:
  verbatim reanalyze                              everything stored
  verbatim reanalyze --touchpoint delivery --from 2025-03 --to 2025-04
  verbatim reanalyze --no-wait --json             start it and print its id

Needed after the taxonomy or the sentiment model changed: until then, old and new figures are not comparable.`;

export const addReanalyze = (program: Command, shell: Shell): void => {
  const command = program
    .command('reanalyze')
    .description('analyze stored feedback again under the current themes and sentiment model')
    .option('--touchpoint <id>', 'this touchpoint only')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .option('--no-wait', 'do not wait until it is done')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: ReanalyzeOptions) => reanalyze(shell, options));
};

const everyMs = 500;
/** This long without progress is an error. */
const patienceMs = 180_000;

const doneOf = ({ progress }: ReanalysisView): number =>
  progress.chunksDone + progress.chunksFailed + progress.summariesDone;

const statusText = ({ progress }: ReanalysisView): string => {
  const { chunksDone, chunksTotal = 0 } = progress;
  if (chunksTotal === 0) return '';
  return `analyzing  ${bar(chunksDone / chunksTotal, 24)}  ${count(chunksDone)} of ${plural(chunksTotal, 'part')}`;
};

/** Polls until the reanalysis has ended. Throws `unreachable` if nothing happens. */
const follow = async (shell: Shell, client: ApiClient, started: ReanalysisView): Promise<ReanalysisView> => {
  let latest = started;
  let idleMs = 0;
  while (latest.status === 'analyzing') {
    shell.terminal.status(statusText(latest));
    await wait(everyMs, undefined, { signal: shell.interrupted });
    const next = await client.readReanalysis({ reanalysis: started.reanalysisId });
    idleMs = doneOf(next) === doneOf(latest) ? idleMs + everyMs : 0;
    if (idleMs >= patienceMs)
      throw new VerbatimError(
        'unreachable',
        'the reanalysis makes no progress; see the logs of the functions',
        {
          got: started.reanalysisId,
        },
      );
    latest = next;
  }
  shell.terminal.status('');
  return latest;
};

const outcomeText = ({ reanalysisId, status, answers, progress }: ReanalysisView): string => {
  if (status === 'analyzing') return `Started: ${reanalysisId}`;
  const read = answers === undefined ? 0 : answers.asked - answers['no-comment'];
  const failed = progress.chunksFailed > 0 ? `, ${plural(progress.chunksFailed, 'part')} failed` : '';
  return `${status}: ${plural(read, 'comment')} analyzed under the current versions${failed}`;
};

const reanalyze = async (shell: Shell, options: ReanalyzeOptions): Promise<void> => {
  const { touchpoint, from, to } = options;
  const client = await apiOf(shell, options);
  const started = await client.startReanalysis({ touchpoint, from, to });
  const ended = options.wait ? await follow(shell, client, started) : started;
  if (options.json) printJson(shell, ended);
  else shell.terminal.print(outcomeText(ended));
  if (ended.status !== 'incomplete') return;
  throw new VerbatimError('internal', 'part of the feedback could not be analyzed again', {
    expected: 'all parts done; run it again',
    got: `${ended.progress.chunksFailed} failed`,
  });
};
