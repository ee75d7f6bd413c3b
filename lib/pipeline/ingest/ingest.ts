import { createHash } from 'node:crypto';
import { errorView, VerbatimError } from '../../errors.ts';
import { batchIdOf } from '../../feedback/mapping/effective-mapping.ts';
import { inferMapping } from '../../feedback/mapping/infer-mapping.ts';
import { type MappingOverride, parseMappingFile } from '../../feedback/mapping/mapping-override.ts';
import { type LayeredOverride, overSaved } from '../../feedback/mapping/saved-mapping.ts';
import { type HashedContent, hashContent } from '../../feedback/reading/content-hash.ts';
import { listMembers, openTable } from '../../feedback/reading/open.ts';
import type { SourceFile } from '../../feedback/reading/source.ts';
import { sourceOfIds } from '../../feedback/response/identity/places.ts';
import type { BatchHeader } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { OpenedObject } from '../../store/object-store.ts';
import { evidenceIn } from '../analyze/analyze.ts';
import type { Effects } from '../effects.ts';
import { isOwnRewrite } from '../erase/raw-files.ts';
import type { IngestObject } from '../messages.ts';
import { finishParking, parkBatch } from '../undo/remove-copies.ts';
import { type Checkpoint, openCheckpoint, removeCheckpoints } from './checkpoint.ts';
import { type Ending, hold, type IngestContext, type RowsToRead, readRows, sendChunks } from './read-rows.ts';
import { requireZone } from './require-zone.ts';

const mappingSuffix = objectKeys.mappingOverride('');

/**
 * Reads one uploaded object: a feedback file, an archive of several (each member becomes a message of its own), or a
 * mapping next to a file (the file is read again with it). A file that can't be read is recorded as a refused batch
 * with the reason; only errors that may go away on a retry are thrown.
 */
export const ingestUpload = async (context: IngestContext, message: IngestObject): Promise<void> => {
  const { effects } = context;
  if (message.key.endsWith(mappingSuffix)) return readAgainUnderMapping(effects, message);
  if (mustLetOthersPass(context, message, message.sizeBytes)) return letOthersPass(effects, message);
  const file = await effects.objects.open(message.key);
  if (file === undefined) return effects.log('object missing', { key: message.key });
  if (message.announced === true && (await isOwnRewrite(effects, file)))
    return effects.log('rewritten by an erasure', { key: message.key });
  if (mustLetOthersPass(context, message, file.sizeBytes)) return letOthersPass(effects, message);
  const content = await contentOf(effects, message, file);
  if (message.checkpoint !== undefined && message.checkpoint.contentHash !== content.contentHash)
    return endReplaced(effects, message, message.checkpoint);
  try {
    const members = message.member === undefined ? await listMembers(file) : [];
    if (members.length > 0) await effects.ingestQueue.send(members.map((member) => ({ ...message, member })));
    else if ((await ingestTable(context, message, content)) === 'later') return;
    await rewriteWithoutErased(effects, message);
  } catch (error) {
    const { contentHash } = content;
    await refuse(effects, { ...headerOf(message, contentHash), batchId: refusedBatchId(contentHash) }, error);
  }
};

/** A file with the tag of the version that is read, and where an earlier function stopped reading it. */
interface UploadedContent extends HashedContent {
  readonly tag: string;
  readonly checkpoint?: Checkpoint;
}

/** A file that is still the one that an earlier function read is not read again to know its content. The same content in another object is resumed by its rows: their bytes may be elsewhere. */
const contentOf = async (
  { objects }: Effects,
  { checkpoint: named, member }: IngestObject,
  file: OpenedObject,
): Promise<UploadedContent> => {
  const { tag } = file;
  const checkpoint = named === undefined ? undefined : await openCheckpoint(objects, named);
  if (checkpoint?.file.tag === tag) return { ...checkpoint.file, file, checkpoint };
  const content = { ...(await hashContent(file, member)), tag };
  if (checkpoint === undefined) return content;
  const { point: _point, ...facts } = checkpoint;
  return { ...content, checkpoint: facts };
};

/** The new file has a message of its own. */
const endReplaced = async (
  effects: Effects,
  { key }: IngestObject,
  { batchId, runId }: NonNullable<IngestObject['checkpoint']>,
): Promise<void> => {
  const batch = await effects.batches.read(batchId);
  if (batch?.runId === runId && batch.status === 'ingesting')
    await refuse(effects, batch, replacedWhileRead(key));
  await removeCheckpoints(effects.objects, { batchId, runId });
};

const replacedWhileRead = (key: string): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'the file was replaced while it was read', {
    file: key,
    expected: 'the new file is read on its own',
  });

/** About a hundred rows, which take no longer to read than what is done once for each file. */
const smallFileBytes = 16 * 1024;

/** A file that is not small is sent again as such, so that those that are go first. */
const mustLetOthersPass = (
  { largestSmallBytes = smallFileBytes }: IngestContext,
  { large }: IngestObject,
  sizeBytes = 0,
): boolean => large !== true && sizeBytes > largestSmallBytes;

const letOthersPass = ({ ingestQueue }: Effects, message: IngestObject): Promise<void> =>
  ingestQueue.send([{ ...message, large: true }]);

/** A file that names people who were erased keeps no row of theirs: it is searched once it is read. */
const rewriteWithoutErased = async (
  { batches, ingestQueue }: Effects,
  { key, member }: IngestObject,
): Promise<void> => {
  if (member === undefined && (await batches.tombstones()).size > 0)
    await ingestQueue.send([{ kind: 'rewrite', key }]);
};

/** Errors that may go away on a retry are thrown. */
const refuse = async (effects: Effects, header: BatchHeader, error: unknown): Promise<void> => {
  if (!isRefusal(error)) throw error;
  effects.log('file refused', { key: header.objectKey, code: error.code });
  await parkBatch(effects, header, { error: errorView(error) });
};

/**
 * A mapping uploaded before the new file of its name does not affect the earlier file. The notification was for the mapping: its
 * size is not the file's, and the file is read again even if an erasure rewrote it, because a person asked for that.
 */
const readAgainUnderMapping = async (
  effects: Effects,
  { announced: _announced, sizeBytes: _sizeBytes, ...message }: IngestObject,
): Promise<void> => {
  const { objects, ingestQueue, log } = effects;
  const key = message.key.slice(0, -mappingSuffix.length);
  const file = await objects.open(key);
  if (file === undefined) return;
  if (await isMappingOf(effects, key, file)) await ingestQueue.send([{ ...message, key }]);
  else log('mapping of another content', { key });
};

const isMappingOf = async (effects: Effects, key: string, file: SourceFile): Promise<boolean> => {
  try {
    const { forContent } = await overrideBeside(effects, key);
    return forContent === undefined || forContent === (await hashContent(file)).fileHash;
  } catch (error) {
    // A mapping that can't be read is an error of the file: reading it again reports it on its batch.
    if (isRefusal(error)) return true;
    throw error;
  }
};

/** Errors in the file, its mapping or the configuration, and a file that was replaced meanwhile, which has a message of its own: a retry can't help. */
const isRefusal = (error: unknown): error is VerbatimError =>
  error instanceof VerbatimError &&
  /^(file-|sheet-|too-many-|cell-|no-comment|mapping-invalid|limits-invalid|redaction-invalid|journey-invalid|changed-meanwhile|zone-changed)/.test(
    error.code,
  );

const refusedBatchId = (contentHash: string): string => contentHash.slice(0, 22);

const headerOf = (
  { key, member, uploadedAt }: IngestObject,
  contentHash: string,
): Omit<BatchHeader, 'batchId'> => ({
  objectKey: key,
  ...(member === undefined ? {} : { member }),
  contentHash,
  uploadedAt,
});

const overrideBeside = async ({ objects }: Effects, key: string): Promise<MappingOverride> => {
  const besideKey = objectKeys.mappingOverride(key);
  const beside = await objects.read(besideKey);
  return beside === undefined ? {} : parseMappingFile(beside.toString(), besideKey);
};

/** The overrides by people: of the mapping saved for the prefix and the one next to the file, the latter wins. */
const overrideFor = async (
  { effects, configuration }: IngestContext,
  key: string,
  fileHash: string,
): Promise<LayeredOverride> => {
  const saved = await configuration.savedMapping(key);
  const beside = await overrideBeside(effects, key);
  const isMeant = beside.forContent === undefined || beside.forContent === fileHash;
  return overSaved([saved], isMeant ? beside : {});
};

/** Two sheets of one workbook are two contents. */
const withSheet = (contentHash: string, { sheet }: MappingOverride): string =>
  sheet === undefined
    ? contentHash
    : createHash('sha256').update(`${contentHash}\0${sheet}`).digest('base64url');

/** Errors found while reading rows are recorded on the batch that has begun. */
const readBatch = async (
  context: IngestContext,
  header: BatchHeader,
  toRead: Omit<RowsToRead, 'batch'>,
): Promise<Ending> => {
  const { effects } = context;
  const batch = await effects.batches.begin(header);
  try {
    if (batch.status === 'analyzing') await sendChunks(effects, batch);
    else if (batch.status !== 'ingesting') {
      effects.log('already known', { batchId: batch.batchId, status: batch.status });
      await finishParking(effects, batch);
    } else if ((await readRows(context, { ...toRead, batch })) === 'later') return 'later';
  } catch (error) {
    await refuse(effects, batch, error);
  }
  if (toRead.message.checkpoint !== undefined) await removeCheckpoints(effects.objects, batch);
  return 'now';
};

const ingestTable = async (
  context: IngestContext,
  message: IngestObject,
  content: UploadedContent,
): Promise<Ending> => {
  const { effects, configuration, settings } = context;
  const { checkpoint, fileHash, tag } = content;
  const fields = checkpoint?.file.tag === tag ? checkpoint.file.fields : undefined;
  await requireZone(effects.objects, settings.reportingTimeZone);
  const { override, origins } = await overrideFor(context, message.key, content.fileHash);
  const table = await openTable(content.file, {
    ...(message.member === undefined ? {} : { member: message.member }),
    ...(override.sheet === undefined ? {} : { sheet: override.sheet }),
    ...(context.segmentBytes === undefined ? {} : { segmentBytes: context.segmentBytes }),
    ...(fields === undefined ? {} : { fields }),
  });
  const contentHash = withSheet(content.contentHash, override);
  const { mapping } = await inferMapping(table, {
    objectKey: message.key,
    timeZone: settings.reportingTimeZone,
    phoneCountry: settings.phoneCountry,
    override,
    origins,
  });
  const source = sourceOfIds(mapping);
  const header = {
    ...headerOf(message, contentHash),
    batchId: batchIdOf(contentHash, mapping),
    shape: table.shape,
    ...evidenceIn(mapping),
    ...(source === undefined ? {} : { source }),
  };
  await effects.objects.write(objectKeys.mapping(header.batchId), JSON.stringify(mapping));
  if (mapping.questions.length > 0) {
    await hold(effects, header, mapping.questions);
    return 'now';
  }
  // Checked before the batch begins, so that an error does not leave it half begun.
  const [journey, limits] = [await configuration.journey(), await configuration.limits()];
  const [ownNumbers, paidLanguages] = [await configuration.ownNumbers(), await configuration.paidLanguages()];
  const confirmed = override.confirm ?? [];
  const given = { mapping, journey, limits, paidLanguages, ownNumbers, confirmed };
  const file = {
    ...{ fileHash, contentHash: content.contentHash, tag },
    ...(table.fields === undefined ? {} : { fields: [...table.fields] }),
  };
  return readBatch(context, header, { message, file, table, checkpoint, ...given });
};
