import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { listMembers } from '../../feedback/reading/open.ts';
import { type Inbox, watchInbox } from '../../local/inbox.ts';
import { objectKeys } from '../../store/keys.ts';
import { asVerbatimError } from '../failures.ts';
import { batchesOf, followUpload, statusMark } from '../loading/upload-progress.ts';
import type { UploadConnection } from '../loading/upload-target.ts';
import { batchPicture } from '../render/render-batch.ts';
import type { Shell } from '../shell.ts';

const isMapping = (key: string): boolean => key.endsWith(objectKeys.mappingOverride(''));

/** Watches the inbox and prints what became of each file. */
export const feedInbox = (
  shell: Shell,
  directory: string,
  { target, client }: UploadConnection,
): Promise<Inbox> => {
  const { terminal, interrupted: signal } = shell;
  const before = new Map<string, { readonly marks: ReadonlySet<string>; readonly batches: number }>();

  const complain = (path: string, error: unknown): void => {
    if (!signal.aborted) terminal.note(`${path}: ${asVerbatimError(error).toString()}`);
  };

  const follow = async (objectKey: string): Promise<void> => {
    const known = before.get(objectKey) ?? { marks: new Set<string>(), batches: 1 };
    const settled = await followUpload(
      client,
      { objectKey, batches: known.batches, before: known.marks },
      { signal, onProgress: () => {} },
    );
    for (const { batchId } of settled)
      terminal.print(`\n${batchPicture(await client.readBatch({ batch: batchId }), terminal)}`);
  };

  return watchInbox(directory, {
    put: async (key, path) => {
      const file = fileOnDisk(path);
      const members = isMapping(key) ? [] : await listMembers(file);
      const marks = new Set((await batchesOf(client, key)).map(statusMark));
      before.set(key, { marks, batches: Math.max(1, members.length) });
      await target.putFile(key, file);
    },
    onUploaded: (key) => {
      if (!isMapping(key)) follow(key).catch((error: unknown) => complain(key, error));
    },
    onProblem: complain,
  });
};
