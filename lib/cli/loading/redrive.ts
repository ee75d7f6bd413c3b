import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

const examples = `
Examples:
  verbatim batches                 incomplete and refused uploads
  verbatim batches BATCH           which parts failed, and why
  verbatim redrive BATCH           try these parts again
  verbatim redrive                 try everything again that failed

What is stored already is not loaded again. Fix the cause first: the runbook has a heading for each alarm.`;

export const addRedrive = (program: Command, shell: Shell): void => {
  const command = program
    .command('redrive')
    .description('try failed parts of uploads again')
    .argument('[batch]', 'batch id; everything that failed by default')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action(async (batch: string | undefined, options: ApiCommandOptions) => {
    const client = await apiOf(shell, options);
    return batch === undefined
      ? redriveAll(shell, client, options)
      : redriveOne(shell, client, { ...options, batch });
  });
};

const whatText = {
  chunks: 'its failed chunks and summaries',
  file: 'reading its file',
  undo: 'undoing it',
} as const;

const redriveOne = async (
  shell: Shell,
  client: ApiClient,
  { batch, json }: ApiCommandOptions & { readonly batch: string },
): Promise<void> => {
  const answer = await client.redriveBatch({ batch });
  if (json) return printJson(shell, answer);
  shell.terminal.print(`Trying again: ${whatText[answer.redriven]}. See: verbatim batches ${batch}`);
};

const redriveAll = async (shell: Shell, client: ApiClient, { json }: ApiCommandOptions): Promise<void> => {
  const answer = await client.redriveAll();
  if (json) return printJson(shell, answer);
  const { batches, lostSummaries } = answer;
  if (batches.length === 0 && lostSummaries === 0) return shell.terminal.print('Nothing has failed.');
  for (const { batchId, redriven } of batches)
    shell.terminal.print(`${batchId}  trying again: ${whatText[redriven]}`);
  if (lostSummaries > 0)
    shell.terminal.print(`Trying again: ${plural(lostSummaries, 'message')} to summarize days of no batch`);
};
