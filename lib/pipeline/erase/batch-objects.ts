import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { mapping } from '../../feedback/mapping/mapping.ts';
import { packPlaces, placesWithout, readPlaces } from '../../feedback/response/identity/places.ts';
import { type Batch, type BatchRun, earlierRuns } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { readChecked } from '../../store/settings/sentiment-config.ts';
import type { Effects } from '../effects.ts';
import { readManifest } from '../summarize/summarize-messages.ts';

/** Finds and removes the data of a person in what a batch has in the bucket. */

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** Whom to find, and whether what is found is removed. */
export interface PersonSearch {
  readonly hash: string;
  /** Of the person's responses. */
  readonly responseIds: ReadonlySet<string>;
  readonly apply: boolean;
}

const runsOf = (batch: Batch): BatchRun[] => [...earlierRuns(batch), batch];

const isOfPerson = z.object({ respondent: z.string().optional() });

const searchChunk = async (
  { objects }: Pick<Effects, 'objects'>,
  key: string,
  { hash, apply }: PersonSearch,
): Promise<number> => {
  const body = await objects.read(key);
  if (body === undefined) return 0;
  const lines = (await unzip(body))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const kept = lines.filter((line) => isOfPerson.parse(JSON.parse(line)).respondent !== hash);
  const found = lines.length - kept.length;
  if (found > 0 && apply) await objects.write(key, await zip(kept.map((line) => `${line}\n`).join('')));
  return found;
};

/** Lines of chunks, of every run whose chunks are still stored. */
export const searchChunks = async (effects: Effects, batch: Batch, person: PersonSearch): Promise<number> => {
  let found = 0;
  for (const run of runsOf(batch)) {
    const written = await readManifest(effects, run);
    for (let chunk = 0; chunk < (written?.chunks ?? 0); chunk += 1)
      found += await searchChunk(effects, objectKeys.chunk(run.batchId, run.runId, chunk), person);
  }
  return found;
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
