import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { BatchView, UndoPreview } from '../../api/contract/batches.ts';
import { VerbatimError } from '../../errors.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { batchPicture, nameOf, statusText } from '../render/render-batch.ts';
import { rowsText } from '../render/render-ledger.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

interface BatchesOptions extends ApiCommandOptions {
  readonly limit?: string;
  readonly cursor?: string;
  readonly dryRun?: boolean;
}

const examples = `
Examples:
  verbatim batches                 the latest uploads
  verbatim batches BATCH           one upload: ledger, mapping, questions
  verbatim batches undo BATCH      undo it: remove all it loaded
  verbatim batches undo BATCH --dry-run`;

export const addBatches = (program: Command, shell: Shell): void => {
  const command = program
    .command('batches')
    .description('list uploads, show the result for every row, undo an upload')
    .argument('[batch]', 'batch id, or `undo`')
    .argument('[undone]', 'id of the batch to undo')
    .option('--limit <n>', 'batches per page, 1 to 100', '20')
    .option('--cursor <cursor>', 'continue after the page that printed this cursor')
    .option('--dry-run', 'with undo: only show what it would remove')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action(
    async (batch: string | undefined, undone: string | undefined, options: BatchesOptions) => {
      const client = await apiOf(shell, options);
      if (batch === undefined) return listBatches(shell, client, options);
      return batch === 'undo'
        ? undo(shell, client, { ...options, undone })
        : showBatch(shell, client, { ...options, batch });
    },
  );
};

const listBatches = async (shell: Shell, client: ApiClient, options: BatchesOptions): Promise<void> => {
  const page = await client.listBatches({ limit: options.limit, cursor: options.cursor });
  if (options.json) return printJson(shell, page);
  const { terminal } = shell;
  if (page.batches.length === 0) return terminal.print('No uploads yet. Next: verbatim upload FILE');
  const rows = page.batches.map((batch) => [
    batch.batchId,
    statusText(batch, terminal),
    nameOf(batch),
    minuteOf(batch),
    batch.rows === undefined ? (batch.error?.code ?? '') : rowsText(batch.rows),
  ]);
  terminal.print(
    grid(
      ['batch', 'status', 'file', 'uploaded (UTC)', 'rows'].map((title) => ({ title })),
      rows,
      terminal,
    ),
  );
  if (page.cursor !== undefined) terminal.note(`\nNext page: --cursor ${page.cursor}`);
};

const showBatch = async (
  shell: Shell,
  client: ApiClient,
  { batch: batchId, json }: BatchesOptions & { readonly batch: string },
): Promise<void> => {
  const batch = await client.readBatch({ batch: batchId });
  if (json) return printJson(shell, batch);
  shell.terminal.print(batchPicture(batch, shell.terminal));
};

/** @example minuteOf({ uploadedAt: '2026-06-01T12:30:00.000Z' }) // '2026-06-01 12:30' */
const minuteOf = ({ uploadedAt }: Pick<BatchView, 'uploadedAt'>): string =>
  uploadedAt.slice(0, 16).replace('T', ' ');

const undoText = ({ responses, comments, touchpoints, returning }: UndoPreview): string =>
  [
    `${plural(responses, 'response')} with ${plural(comments, 'comment')} ${responses === 1 ? 'is' : 'are'} removed${touchpoints.length === 0 ? '' : ` from ${touchpoints.join(', ')}`}.`,
    ...returning.map((one) => `${plural(one.responses, 'response')} of ${nameOf(one)} will count again.`),
  ].join('\n');

/** Readings of the same file under other mappings: undoing the one that counts does not load them again. */
const stayingText = async (
  client: ApiClient,
  batchId: string,
  { returning }: UndoPreview,
): Promise<string | undefined> => {
  const undone = await client.readBatch({ batch: batchId });
  const { batches } = await client.listBatches({ object: undone.objectKey, limit: 100 });
  const [earlier] = batches.filter(
    ({ status, contentHash, batchId: id }) =>
      id !== batchId && status === 'superseded' && contentHash === undone.contentHash,
  );
  return earlier === undefined || returning.length > 0
    ? undefined
    : `${earlier.batchId}, the same file under another mapping, does not count again. To load it: verbatim upload with that mapping.`;
};

const undo = async (
  shell: Shell,
  client: ApiClient,
  { undone: batchId, json, dryRun }: BatchesOptions & { readonly undone: string | undefined },
): Promise<void> => {
  if (batchId === undefined) {
    throw new VerbatimError('usage', 'the batch id is missing', {
      expected: 'verbatim batches undo BATCH',
    });
  }
  const preview = dryRun || !json ? await client.previewUndo({ batch: batchId }) : undefined;
  if (preview !== undefined && !json) {
    shell.terminal.print(undoText(preview));
    const staying = await stayingText(client, batchId, preview);
    if (staying !== undefined) shell.terminal.print(staying);
  }
  if (dryRun) return json ? printJson(shell, preview) : undefined;
  const answer = await client.undoBatch({ batch: batchId });
  if (json) return printJson(shell, answer);
  shell.terminal.print(`Undoing ${batchId}. See: verbatim batches ${batchId}`);
};
