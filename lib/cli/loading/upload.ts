import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { BatchView } from '../../api/contract/batches.ts';
import { errorOf, VerbatimError } from '../../errors.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { listMembers } from '../../feedback/reading/open.ts';
import type { SourceFile } from '../../feedback/reading/source.ts';
import { objectKeys } from '../../store/keys.ts';
import { apiOf } from '../connection/api-client.ts';
import { runningCloud } from '../connection/endpoints.ts';
import { type FileCommandOptions, withFileOptions, withZoneSaid } from '../options/file-options.ts';
import { bar } from '../render/bars.ts';
import { printJson } from '../render/json.ts';
import { batchPicture, nameOf } from '../render/render-batch.ts';
import { count, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import { nearTouchpoints } from './known-deployment.ts';
import { overrideFor } from './override-beside.ts';
import { batchesOf, followUpload, rowsAnalyzed, statusMark } from './upload-progress.ts';
import { cloudTarget, localTarget, type UploadTarget, uploadKeyOf } from './upload-target.ts';

const examples = `
Examples:
  verbatim upload may.csv --touchpoint delivery
  verbatim upload survey.csv --map nps=Q1 --map 'submittedAt=Date:day-first'
  verbatim upload year.csv --map confirm=over-budget
  verbatim upload may.csv --bucket my-feedback --api https://abc123.execute-api.eu-west-1.amazonaws.com

Exit code 4 says that a file is held: the questions are printed, --map answers them.`;

export const addUpload = (program: Command, shell: Shell): void => {
  const command = program
    .command('upload')
    .description('load feedback files and show the result for every row')
    .argument('<file...>', 'files, also .gz or .zip')
    .option('--json', 'print the batches as JSON')
    .addHelpText('after', examples);
  withFileOptions(command).action((files: string[], options: FileCommandOptions) =>
    uploadAll(shell, files, withZoneSaid(options)),
  );
};

const targetOf = (shell: Shell, { bucket, directory }: FileCommandOptions): UploadTarget =>
  bucket === undefined ? localTarget(runningCloud(shell, directory)) : cloudTarget(bucket);

const progressText = (name: string, batches: readonly BatchView[]): string => {
  const analyzed = batches.reduce((sum, batch) => sum + rowsAnalyzed(batch), 0);
  const read = batches.reduce((sum, { rows }) => sum + (rows?.read ?? 0), 0);
  if (read === 0) return `${name}  reading`;
  return `${name}  ${bar(analyzed / read, 24)}  ${count(analyzed)} of ${count(read)} rows`;
};

const sha256Of = async (file: SourceFile): Promise<string> => {
  const hash = createHash('sha256');
  for await (const bytes of file.bytes()) hash.update(bytes);
  return hash.digest('hex');
};

/** Uploads a file, its mapping first, and waits for the result. */
const upload = async (
  shell: Shell,
  client: ApiClient,
  { path, ...options }: FileCommandOptions & { readonly path: string },
): Promise<readonly BatchView[]> => {
  const { terminal, interrupted } = shell;
  const fullPath = resolve(shell.directory, path);
  const file = fileOnDisk(fullPath);
  const { override, origins } = await overrideFor(fullPath, options);
  noteReuse(shell, file.name, origins);
  const target = targetOf(shell, options);
  const objectKey = uploadKeyOf(path, options.touchpoint);
  const known = await batchesOf(client, objectKey);
  const before = new Set(known.map(statusMark));
  const members = await listMembers(file);
  terminal.status(`${file.name}  uploading`);
  if (Object.keys(override).length > 0) {
    // An older file of that name is still there when the mapping arrives; the mapping is not for it.
    const said = { ...override, origins, forContent: await sha256Of(file) };
    await target.putText(objectKeys.mappingOverride(objectKey), JSON.stringify(said));
  }
  await target.putFile(objectKey, file);
  const settled = await followUpload(
    client,
    { objectKey, batches: Math.max(1, members.length), before },
    { signal: interrupted, onProgress: (batches) => terminal.status(progressText(file.name, batches)) },
  );
  noteReplaced(shell, known, settled);
  noteLoaded(shell, known, settled);
  return settled;
};

const counts: readonly BatchView['status'][] = ['complete', 'incomplete'];

/** Says that the same file was loaded under another mapping before, which is removed now. */
const noteReplaced = (
  { terminal }: Shell,
  known: readonly BatchView[],
  settled: readonly BatchView[],
): void => {
  const replaced = known.filter(
    ({ batchId, status, contentHash }) =>
      counts.includes(status) &&
      settled.some(
        (batch) =>
          counts.includes(batch.status) && batch.contentHash === contentHash && batch.batchId !== batchId,
      ),
  );
  for (const { batchId } of replaced)
    terminal.note(
      `replaces ${batchId}, the same file under another mapping; views count both until that one is removed, within seconds`,
    );
};

/** Says that the same file was loaded in the same way before. */
const noteLoaded = (
  { terminal }: Shell,
  known: readonly BatchView[],
  settled: readonly BatchView[],
): void => {
  const loaded = settled.filter(({ batchId }) =>
    known.some((one) => one.batchId === batchId && counts.includes(one.status)),
  );
  for (const batch of loaded)
    terminal.note(`${nameOf(batch)} was already loaded with this mapping: nothing has changed`);
};

/** Says that columns are read as a saved mapping has them. */
const noteReuse = ({ terminal }: Shell, name: string, origins: Readonly<Record<string, string>>): void => {
  const columns = Object.keys(origins);
  const [reason] = Object.values(origins);
  if (reason !== undefined) terminal.note(`${name}: ${plural(columns.length, 'column')} ${reason}`);
};

const failureOf = (batch: BatchView): VerbatimError | undefined => {
  const { status, error, objectKey, questions = [] } = batch;
  if (status === 'refused' && error !== undefined) return errorOf(error);
  if (status !== 'held') return undefined;
  return new VerbatimError('mapping-undecided', 'the file is held until its questions are answered', {
    file: objectKey,
    expected: `an answer with --map to ${questions.length === 1 ? 'the question' : 'the questions'} above`,
  });
};

/** A touchpoint that is new, and spelled almost like a known one, may be a slip. */
const warnOfSlip = async (shell: Shell, client: ApiClient, touchpoint: string): Promise<void> => {
  const near = await nearTouchpoints(client, touchpoint);
  if (near.length > 0)
    shell.terminal.note(
      `warning: the touchpoint "${touchpoint}" is new. If ${near.join(' or ')} was meant: undo this upload with \`verbatim batches undo\` and the id below`,
    );
};

const uploadAll = async (
  shell: Shell,
  files: readonly string[],
  options: FileCommandOptions,
): Promise<void> => {
  const client = await apiOf(shell, options);
  if (options.touchpoint !== undefined) await warnOfSlip(shell, client, options.touchpoint);
  const batches: BatchView[] = [];
  for (const path of files) {
    const settled = await upload(shell, client, { ...options, path });
    batches.push(...settled);
    shell.terminal.status('');
    if (!options.json)
      for (const batch of settled)
        await printBatch(shell, client, { batch, isThrown: batch === failedIn(batches) });
  }
  if (options.json) printJson(shell, { batches });
  const failed = failedIn(batches);
  const failure = failed && failureOf(failed);
  if (failure !== undefined) throw failure;
};

const failedIn = (batches: readonly BatchView[]): BatchView | undefined =>
  batches.find((batch) => failureOf(batch) !== undefined);

interface Printed {
  readonly batch: BatchView;
  /** Its error ends the command, which prints it. */
  readonly isThrown: boolean;
}

const printBatch = async (shell: Shell, client: ApiClient, { batch, isThrown }: Printed): Promise<void> => {
  const { error, ...rest } = await client.readBatch({ batch: batch.batchId });
  const shown = error === undefined || isThrown ? rest : { ...rest, error };
  shell.terminal.print(batchPicture(shown, shell.terminal));
};
