import { randomUUID } from 'node:crypto';
import { estimateLoad } from '../../cost/estimate-load.ts';
import { knownPricesOf } from '../../cost/prices.ts';
import { VerbatimError } from '../../errors.ts';
import { inferMapping } from '../../feedback/mapping/infer-mapping.ts';
import { mappingFileOf } from '../../feedback/mapping/mapping-file.ts';
import type { MappingOverride } from '../../feedback/mapping/mapping-override.ts';
import { type LayeredOverride, overSaved } from '../../feedback/mapping/saved-mapping.ts';
import { hashContent } from '../../feedback/reading/content-hash.ts';
import { listMembers, openTable } from '../../feedback/reading/open.ts';
import { estimateRows } from '../../feedback/reading/row-estimate.ts';
import type { SourceFile } from '../../feedback/reading/source.ts';
import type { Effects, Settings } from '../../pipeline/effects.ts';
import { namesRespondents } from '../../pipeline/ingest/allowances.ts';
import { isWithdrawn } from '../../store/batches/batch.ts';
import { objectKeys, uploadsPrefix } from '../../store/keys.ts';
import type { ApiContext } from '../api-context.ts';
import {
  maxBytesInOnePart,
  type StagedUpload,
  type TablePreview,
  type UploadRequest,
  uploadRequest,
} from '../contract/uploads.ts';

/** Browser uploads: they wait under `staging/` until a person has seen how they will be read. */

export const urlExpiresInSeconds = 900;
/** Reading more, to check whether it was loaded before, would take too long. */
const maxBytesCompared = 100 * 1024 * 1024;
/** Counting more rows would take too long. */
const rowsCounted = 200_000;
/** More tables of one archive are not previewed. */
const tablesPreviewed = 20;

/** Two files of the same name are two objects: nothing loaded is overwritten. */
const objectKeyOf = (uploadId: string, { name, touchpoint }: UploadRequest): string =>
  `${uploadsPrefix}${touchpoint === undefined ? '' : `${touchpoint}/`}${uploadId.slice(0, 8)}-${name}`;

/** Records the announcement and returns the upload URL; for a large file only its parts have URLs. */
export const stageFile = async (
  { objects }: Effects,
  request: UploadRequest,
  uploadId: string = randomUUID(),
): Promise<StagedUpload> => {
  const { file, request: noted } = objectKeys.staged(uploadId);
  await objects.write(noted, JSON.stringify(request));
  return {
    uploadId,
    ...(request.bytes > maxBytesInOnePart
      ? {}
      : { url: await objects.uploadUrl(file, request.bytes, urlExpiresInSeconds) }),
    expiresInSeconds: urlExpiresInSeconds,
    object: objectKeyOf(uploadId, request),
  };
};

interface Staged {
  readonly request: UploadRequest;
  readonly file: SourceFile;
  readonly objectKey: string;
}

const isUploadId = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** The signature fixes the size where the bucket checks it; here it is checked in any case. */
const checkSize = ({ sizeBytes }: SourceFile, { bytes }: UploadRequest): void => {
  if (sizeBytes === bytes) return;
  throw new VerbatimError('conflict', 'the file size differs from the announced one', {
    expected: `${bytes} bytes`,
    got: `${sizeBytes} bytes`,
  });
};

/** @throws VerbatimError `not-found` */
export const readRequest = async ({ objects }: Effects, uploadId: string): Promise<UploadRequest> => {
  const noted = isUploadId(uploadId) ? await objects.read(objectKeys.staged(uploadId).request) : undefined;
  if (noted === undefined)
    throw new VerbatimError('not-found', 'upload not found: it was confirmed, or deleted after a day', {
      got: uploadId,
    });
  return uploadRequest.parse(JSON.parse(noted.toString()));
};

const readStaged = async (effects: Effects, uploadId: string): Promise<Staged> => {
  const request = await readRequest(effects, uploadId);
  const keys = objectKeys.staged(uploadId);
  const file = await effects.objects.open(keys.file);
  if (file === undefined)
    throw new VerbatimError('conflict', 'the file has not been uploaded yet', {
      expected: "a PUT of the file to the upload's URL",
    });
  checkSize(file, request);
  return { request, file: { ...file, name: request.name }, objectKey: objectKeyOf(uploadId, request) };
};

interface Reading extends LayeredOverride {
  readonly settings: PreviewSettings;
}

/** Batches of the same bytes that count: the file is loaded already. */
const loadedBefore = async (
  { batches }: Effects,
  { file }: Staged,
  member: string | undefined,
): Promise<NonNullable<TablePreview['loaded']>> => {
  const { contentHash } = await hashContent(file, member);
  return (await batches.ofContent(contentHash))
    .filter((batch) => !isWithdrawn(batch))
    .map(({ batchId, uploadedAt, status }) => ({ batchId, uploadedAt, status }));
};

const previewOf = async (
  { file, objectKey }: Staged,
  member: string | undefined,
  { override, origins, settings: { reportingTimeZone, phoneCountry, region } }: Reading,
): Promise<Omit<TablePreview, 'loaded'>> => {
  const table = await openTable(file, {
    ...(member === undefined ? {} : { member }),
    ...(override.sheet === undefined ? {} : { sheet: override.sheet }),
  });
  const { mapping, distributions } = await inferMapping(table, {
    objectKey,
    timeZone: reportingTimeZone,
    phoneCountry,
    override,
    origins,
  });
  const rows = await estimateRows(table, rowsCounted);
  return {
    file: table.name,
    shape: table.shape,
    rows,
    estimate: estimateLoad(
      { rows: rows.rows, hasRespondents: namesRespondents(mapping) },
      knownPricesOf(region),
    ),
    mapping,
    distributions,
    mappingFile: mappingFileOf(mapping, override),
  };
};

export type PreviewSettings = Pick<Settings, 'reportingTimeZone' | 'phoneCountry' | 'region'>;

/**
 * How a staged file will be read, table by table (the first 20 of an archive), with what is saved for its prefix and
 * the given overrides.
 *
 * @throws VerbatimError `not-found`, `conflict` where the bytes are not there or not as many, and what reading throws
 */
export const previewStaged = async (
  {
    effects,
    configuration,
    settings,
  }: Pick<ApiContext, 'effects' | 'configuration'> & Pick<Reading, 'settings'>,
  uploadId: string,
  said: MappingOverride,
): Promise<TablePreview[]> => {
  const staged = await readStaged(effects, uploadId);
  const layered = overSaved([await configuration.savedMapping(staged.objectKey)], said);
  const members: (string | undefined)[] = await listMembers(staged.file);
  if (members.length === 0) members.push(undefined);
  const previews: TablePreview[] = [];
  for (const member of members.slice(0, tablesPreviewed))
    previews.push({
      ...(await previewOf(staged, member, { ...layered, settings })),
      ...(staged.file.sizeBytes > maxBytesCompared
        ? {}
        : { loaded: await loadedBefore(effects, staged, member) }),
    });
  return previews;
};

/** Whatever the browser said about it: a file that is not a table is refused here, before it leaves `staging/`. */
const checkReadable = async (file: SourceFile, { sheet }: MappingOverride): Promise<void> => {
  if ((await listMembers(file)).length === 0) await openTable(file, sheet === undefined ? {} : { sheet });
};

/**
 * Hands a staged file over for loading: first its mapping, then the file, and only then it leaves `staging/`. Can be
 * repeated until then.
 *
 * @returns the object that it became
 * @throws VerbatimError `not-found`, `conflict` where the bytes are not as many as announced, and what opening the file throws
 */
export const confirmStaged = async (
  effects: Effects,
  uploadId: string,
  said: MappingOverride,
): Promise<string> => {
  const { objects } = effects;
  const { file: bytes, objectKey } = await readStaged(effects, uploadId);
  await checkReadable(bytes, said);
  const { file, request } = objectKeys.staged(uploadId);
  if (Object.keys(said).length > 0)
    await objects.write(objectKeys.mappingOverride(objectKey), JSON.stringify(said));
  await objects.copy(file, objectKey);
  await objects.remove(file);
  await objects.remove(request);
  return objectKey;
};
