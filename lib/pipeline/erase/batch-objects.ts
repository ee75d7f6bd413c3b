import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { mapping } from '../../feedback/mapping/mapping.ts';
import { packPlaces, placesWithout, readPlaces } from '../../feedback/response/identity/places.ts';
import { type Batch, isOpen, runsOf } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { listAll } from '../../store/objects/list-all.ts';
import { readChecked } from '../../store/objects/read-checked.ts';
import type { Effects } from '../effects.ts';

/** Finds and removes the data of a person in what a batch has in the bucket. */

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** Whom to find, and whether what is found is removed. */
export interface PersonSearch {
  readonly hash: string;
  /** Of the person's responses. */
  readonly responseIds: ReadonlySet<string>;
  readonly apply: boolean;
}

/** What a line of a chunk says of its response. */
const chunkLine = z.object({
  respondent: z.string().optional(),
  responseId: z.string(),
  sourceId: z.string().optional(),
  touchpoint: z.string(),
  cell: z.string(),
});
export type ChunkLine = z.infer<typeof chunkLine>;

const linesOf = async ({ objects }: Pick<Effects, 'objects'>, key: string): Promise<string[]> => {
  const body = await objects.read(key);
  const text = body === undefined ? '' : (await unzip(body)).toString();
  return text.split('\n').filter((line) => line !== '');
};

const readLine = (line: string): ChunkLine => chunkLine.parse(JSON.parse(line));

const searchChunk = async (
  effects: Pick<Effects, 'objects'>,
  key: string,
  { hash, apply }: PersonSearch,
): Promise<number> => {
  const { objects } = effects;
  const lines = await linesOf(effects, key);
  const kept = lines.filter((line) => readLine(line).respondent !== hash);
  const found = lines.length - kept.length;
  if (found > 0 && apply) await objects.write(key, await zip(kept.map((line) => `${line}\n`).join('')));
  return found;
};

/** The chunks of every run of a batch, also of one that was held, was refused or died before it had a manifest. */
export const chunkKeysOf = (
  { objects }: Pick<Effects, 'objects'>,
  { batchId }: Pick<Batch, 'batchId'>,
): Promise<string[]> => listAll(objects, objectKeys.chunksOf(batchId));

/** Lines of chunks, of every run whose chunks are still stored. */
export const searchChunks = async (effects: Effects, batch: Batch, person: PersonSearch): Promise<number> => {
  let found = 0;
  for (const key of await chunkKeysOf(effects, batch)) found += await searchChunk(effects, key, person);
  return found;
};

/** The person's responses that chunks have, stored or not: a chunk may be analyzed only after the person was erased. */
export const inChunks = async (effects: Effects, batch: Batch, hash: string): Promise<ChunkLine[]> => {
  const found: ChunkLine[] = [];
  for (const key of await chunkKeysOf(effects, batch))
    found.push(
      ...(await linesOf(effects, key)).map(readLine).filter(({ respondent }) => respondent === hash),
    );
  return found;
};

/**
 * What a run that never ended had read and not written yet: unknown rows, also rejected ones. All of it goes, because nothing resumes such a
 * run; a file of the person that is still being read is waited for.
 */
export const searchCheckpoints = async (
  { objects }: Pick<Effects, 'objects'>,
  batch: Batch,
  apply: boolean,
): Promise<number> => {
  if (isOpen(batch)) return 0;
  const keys = await listAll(objects, objectKeys.checkpointsOf(batch.batchId));
  if (apply) for (const key of keys) await objects.remove(key);
  return keys.length;
};

const records = z.array(z.array(z.string()));

/** Rejected rows, by the numbers of the person's rows in the file. */
export const searchRejects = async (
  { objects }: Pick<Effects, 'objects'>,
  { batchId }: Batch,
  { rows, apply }: { readonly rows: ReadonlySet<number>; readonly apply: boolean },
): Promise<number> => {
  const body = rows.size === 0 ? undefined : await objects.read(objectKeys.rejects(batchId));
  if (body === undefined) return 0;
  const [header = [], ...lines] = records.parse(parse(body));
  const kept = lines.filter(([row]) => !rows.has(Number(row)));
  if (kept.length < lines.length && apply)
    await objects.write(objectKeys.rejects(batchId), stringify([header, ...kept]));
  return lines.length - kept.length;
};

/** Example cells kept with the mapping of a file that has rows of the person: whose they are is not known. */
export const searchSamples = async (
  { objects }: Pick<Effects, 'objects'>,
  { batchId }: Pick<Batch, 'batchId'>,
  apply: boolean,
): Promise<number> => {
  const key = objectKeys.mapping(batchId);
  const stored = await readChecked(objects, key, mapping);
  if (stored === undefined) return 0;
  const found = stored.columns.reduce((sum, { samples }) => sum + samples.length, 0);
  const columns = stored.columns.map((column) => ({ ...column, samples: [] }));
  if (found > 0 && apply) await objects.write(key, JSON.stringify({ ...stored, columns }));
  return found;
};

/** Places of the person's responses, which are known by the start of their ids. */
export const searchPlaces = async (
  { objects }: Pick<Effects, 'objects'>,
  batch: Batch,
  { responseIds, apply }: PersonSearch,
): Promise<number> => {
  if (batch.source === undefined || responseIds.size === 0) return 0;
  let found = 0;
  for (const { batchId, runId } of runsOf(batch)) {
    const key = objectKeys.places(batchId, runId);
    const body = await objects.read(key);
    if (body === undefined) continue;
    const { places, removed } = placesWithout(readPlaces(body), responseIds);
    found += removed;
    if (removed > 0 && apply) await objects.write(key, packPlaces(places));
  }
  return found;
};
