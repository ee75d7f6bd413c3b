import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { sortBy, sumBy } from 'remeda';
import { VerbatimError } from '../../errors.ts';
import { streamFile } from '../../feedback/stream/stream-file.ts';
import { type StreamRequest, streamRequest } from '../../feedback/stream/streamed-response.ts';
import { objectKeys, waitingPrefix } from '../../store/keys.ts';
import type { ListedObject } from '../../store/object-store.ts';
import { readChecked } from '../../store/settings/sentiment-config.ts';
import type { Effects } from '../effects.ts';

/**
 * Collects waiting requests into files. A file is written before its requests are removed: whatever fails in between, they are collected
 * again, into the same file or a larger one, and count once, since every response has an id.
 */

type CollectEffects = Pick<Effects, 'objects' | 'log'>;

export interface CollectContext {
  readonly effects: CollectEffects;
  /** The time left for this function. */
  readonly remainingMs: () => number;
}

/** The time needed to write the files of one part of the list. */
const reserveMs = 15_000;
/** Requests that are in memory at once, by the size of their objects. */
const maxBytesAtOnce = 16_000_000;
const atOnce = 32;

interface Waiting {
  readonly key: string;
  readonly request: StreamRequest;
}

/** Cuts a list where the objects before are as large as memory allows. */
const partsOf = (objects: readonly ListedObject[]): ListedObject[][] => {
  const parts: ListedObject[][] = [];
  let room = 0;
  for (const object of objects) {
    room -= object.sizeBytes;
    if (parts.length === 0 || room < 0) {
      parts.push([]);
      room = maxBytesAtOnce - object.sizeBytes;
    }
    parts.at(-1)?.push(object);
  }
  return parts;
};

/** What can be read of a part. A request that can't be stays, and holds up no other. */
const readPart = async ({ objects, log }: CollectEffects, part: readonly ListedObject[]) => {
  const waiting: Waiting[] = [];
  let unread = 0;
  const read = async (key: string): Promise<void> => {
    try {
      const request = await readChecked(objects, key, streamRequest);
      // Otherwise another collection has removed it.
      if (request !== undefined) waiting.push({ key, request });
    } catch (error) {
      unread += 1;
      log('request not collected', { key, name: error instanceof Error ? error.name : typeof error });
    }
  };
  await pMap(part, ({ key }) => read(key), { concurrency: atOnce });
  return { waiting: sortBy(waiting, ({ key }) => key), unread };
};

const writeFile = async ({ objects }: CollectEffects, requests: readonly StreamRequest[]): Promise<void> => {
  const { content, mapping } = streamFile(requests);
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const key = objectKeys.streamFile(mapping.source ?? '', digest);
  await objects.write(objectKeys.mappingOverride(key), JSON.stringify(mapping));
  await objects.write(key, content);
};

const fileName = ({ request: { source, solicited } }: Waiting): string => `${source} ${solicited}`;

/** Writes the files of a part; returns how many of its requests could not be read. */
const collectPart = async (effects: CollectEffects, part: readonly ListedObject[]): Promise<number> => {
  const { waiting, unread } = await readPart(effects, part);
  for (const together of Map.groupBy(waiting, fileName).values()) {
    const requests = together.map(({ request }) => request);
    await writeFile(effects, requests);
    await pMap(together, ({ key }) => effects.objects.remove(key), { concurrency: atOnce });
    effects.log('responses collected', {
      requests: requests.length,
      responses: sumBy(requests, ({ responses }) => responses.length),
    });
  }
  return unread;
};

/**
 * Collects all that waits, as far as the time allows; the next minute goes on.
 *
 * @throws VerbatimError `file-corrupt` at the end if some requests could not be read
 */
export const collectResponses = async ({ effects, remainingMs }: CollectContext): Promise<void> => {
  let unread = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const listed: ListedObject[] = await effects.objects.list(waitingPrefix, after);
    for (const part of partsOf(listed)) {
      if (remainingMs() < reserveMs) return;
      unread += await collectPart(effects, part);
    }
    after = listed.at(-1)?.key;
  }
  if (unread > 0)
    throw new VerbatimError('file-corrupt', `${unread} requests that wait can't be read`, {
      file: waitingPrefix,
    });
};
