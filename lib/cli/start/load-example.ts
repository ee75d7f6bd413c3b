import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateExample, writeExample } from '../../../examples/generate.ts';
import type { BatchView } from '../../api/contract/batches.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { objectKeys, uploadsPrefix } from '../../store/keys.ts';
import { followUpload, rowsAnalyzed } from '../loading/upload-progress.ts';
import type { UploadConnection } from '../loading/upload-target.ts';
import { bar } from '../render/bars.ts';
import { count } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

/** Exists until the example is completely loaded: an interrupted load continues at the next start. */
const unfinishedMark = (directory: string): string => join(directory, 'example', 'unfinished');

/** Records that the example is to be loaded, even if this process ends. */
export const orderExample = async (directory: string): Promise<void> => {
  await mkdir(join(directory, 'example'), { recursive: true });
  await writeFile(unfinishedMark(directory), '');
};

export const isExampleOrdered = (directory: string): boolean => existsSync(unfinishedMark(directory));

const examplesFolder = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** What is configured of the example before its files are loaded. */
const configured = { [objectKeys.journey]: 'journey.yaml', [objectKeys.metrics]: 'metrics.yaml' };

const putConfiguration = async (target: UploadConnection['target']): Promise<void> => {
  for (const [key, file] of Object.entries(configured))
    await target.putText(key, await readFile(join(examplesFolder, file), 'utf8'));
};

const progressText = (analyzed: number, total: number): string =>
  `Loading the example  ${bar(analyzed / total, 30)}  ${count(analyzed)} of ${count(total)} rows`;

/** Loads the example through the pipeline like any other file: uploads it and waits. */
export const loadExample = async (
  shell: Shell,
  directory: string,
  { target, client }: UploadConnection,
): Promise<readonly BatchView[]> => {
  const { terminal, interrupted: signal } = shell;
  terminal.note(
    'Loading the example: an invented retailer with nine touchpoints and three months of feedback.',
  );
  const example = generateExample();
  const paths = await writeExample(example, join(directory, 'example'));
  const total = example.files.reduce((sum, { rows }) => sum + rows.read, 0);
  await putConfiguration(target);
  for (const [index, { key }] of example.files.entries()) {
    await target.putFile(`${uploadsPrefix}${key}`, fileOnDisk(paths[index] ?? ''));
  }
  const seen = new Map<string, BatchView>();
  const onProgress = (batches: readonly BatchView[]): void => {
    for (const batch of batches) seen.set(batch.batchId, batch);
    const analyzed = [...seen.values()].reduce((sum, batch) => sum + rowsAnalyzed(batch), 0);
    terminal.status(progressText(analyzed, total));
  };
  const loaded = await Promise.all(
    example.files.map(({ key }) =>
      followUpload(
        client,
        { objectKey: `${uploadsPrefix}${key}`, batches: 1, before: new Set() },
        { onProgress, signal },
      ),
    ),
  );
  terminal.status('');
  await rm(unfinishedMark(directory));
  return loaded.flat();
};
