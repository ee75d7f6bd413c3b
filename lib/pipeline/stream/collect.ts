import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { sumBy } from 'remeda';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { streamFile } from '../../feedback/stream/stream-file.ts';
import { extraColumns, type StreamRequest, streamRequest } from '../../feedback/stream/streamed-response.ts';
import { collectionLease, objectKeys, waitingPrefix } from '../../store/keys.ts';
import type { ListedObject } from '../../store/object-store.ts';
import { readChecked } from '../../store/objects/read-checked.ts';
import type { Effects } from '../effects.ts';

/**
 * Collects waiting requests into files. A file is written before its requests are removed: whatever fails in between, they are collected
 * again, into the same file or a larger one, and count once, since every response has an id.
 */

type CollectEffects = Pick<Effects, 'objects' | 'log'> & { readonly now: () => Date };

export interface CollectContext {
  readonly effects: CollectEffects;
  /** The time left for this function. */
  readonly remainingMs: () => number;
}

/** Longer than a function may run: one that died holds up the next for a minute. */
const leaseMs = 75_000;
const lease = z.object({ until: z.string() });

/** Takes the lease, which one collection has at a time; returns what gives it back, undefined while another has it. */
const takeLease = async ({ objects, now }: CollectEffects): Promise<(() => Promise<void>) | undefined> => {
  const held = await objects.readTagged(collectionLease);
  const at = now().getTime();
  if (held !== undefined && Date.parse(lease.parse(JSON.parse(held.body.toString())).until) > at)
    return undefined;
  const write = (until: number, tag: string | undefined): Promise<boolean> =>
    objects.replace(collectionLease, JSON.stringify({ until: new Date(until).toISOString() }), {
      ...{ tag, notes: {} },
    });
  if (!(await write(at + leaseMs, held?.tag))) return undefined;
  const own = await objects.readTagged(collectionLease);
  return async () => {
    await write(at, own?.tag);
  };
};

/** The time needed to write the files of one part of the list. */
const reserveMs = 15_000;
/** Requests that are in memory at once, by the size of their objects. */
const maxBytesAtOnce = 16_000_000;
/** Names of ratings and attributes in a file; a reader takes twice as many. */
const maxColumns = 5000;
const atOnce = 32;

interface Waiting {
  readonly key: string;
  readonly request: StreamRequest;
}

interface Cutting<Item, Sum> {
  readonly none: Sum;
  readonly add: (sum: Sum, item: Item) => Sum;
  readonly fits: (sum: Sum) => boolean;
}

/** Cuts a list where what was added up since the last cut no longer fits. */
const cut = <Item, Sum>(items: readonly Item[], { none, add, fits }: Cutting<Item, Sum>): Item[][] => {
  const parts: Item[][] = [];
  let sum = none;
  for (const item of items) {
    sum = add(sum, item);
    if (parts.length === 0 || !fits(sum)) {
      parts.push([]);
      sum = add(none, item);
    }
    parts.at(-1)?.push(item);
  }
  return parts;
};

const byMemory: Cutting<ListedObject, number> = {
  none: 0,
  add: (bytes, { sizeBytes }) => bytes + sizeBytes,
  fits: (bytes) => bytes <= maxBytesAtOnce,
};

const byColumns: Cutting<Waiting, ReadonlySet<string>> = {
  none: new Set(),
  add: (columns, { request }) => new Set([...columns, ...extraColumns(request.responses)]),
  fits: ({ size }) => size <= maxColumns,
};

const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof VerbatimError && error.code === 'file-corrupt');

/** A request that can't be read stays, and holds up no other. */
const readRequest = async (
  { objects, log }: CollectEffects,
  key: string,
): Promise<Waiting | 'unread' | 'gone'> => {
  try {
    const request = await readChecked(objects, key, streamRequest);
    return request === undefined ? 'gone' : { key, request };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    log('request not collected', { key, name: error instanceof Error ? error.name : typeof error });
    return 'unread';
  }
};

const writeFile = async ({ objects }: CollectEffects, requests: readonly StreamRequest[]): Promise<void> => {
  const { content, mapping } = streamFile(requests);
  const readAs = JSON.stringify(mapping);
  const digest = createHash('sha256').update(content).update(readAs).digest('base64url').slice(0, 22);
  const key = objectKeys.streamFile(mapping.source ?? '', digest);
  await objects.write(objectKeys.mappingOverride(key), readAs);
  await objects.write(key, content);
};

/** Of requests that have a response in common, each is in a later step than those before it. */
const removalSteps = (together: readonly Waiting[]): Iterable<Waiting[]> => {
  const steps = new Map<string | undefined, number>();
  return Map.groupBy(together, ({ request: { responses } }) => {
    const step = Math.max(...responses.map(({ id }) => steps.get(id) ?? 0));
    for (const { id } of responses) steps.set(id, step + 1);
    return step;
  }).values();
};

/** An earlier state of a response is removed before a later one: left alone, it would be collected again and count. */
const removeInOrder = async ({ objects }: CollectEffects, together: readonly Waiting[]): Promise<void> => {
  for (const step of removalSteps(together))
    await pMap(step, ({ key }) => objects.remove(key), { concurrency: atOnce });
};

const fileName = ({ request: { source, solicited } }: Waiting): string => `${source} ${solicited}`;

/**
 * Writes the files of a part; returns how many of its requests could not be read. Undefined, and nothing written, if one of them is gone:
 * another collection is at work, and what was read of the rest may be an earlier state.
 */
const collectPart = async (
  effects: CollectEffects,
  part: readonly ListedObject[],
): Promise<number | undefined> => {
  const read = await pMap(part, ({ key }) => readRequest(effects, key), { concurrency: atOnce });
  if (read.includes('gone')) return undefined;
  const waiting = read.filter((each) => typeof each === 'object');
  for (const together of [...Map.groupBy(waiting, fileName).values()].flatMap((file) =>
    cut(file, byColumns),
  )) {
    const requests = together.map(({ request }) => request);
    await writeFile(effects, requests);
    await removeInOrder(effects, together);
    effects.log('responses collected', {
      requests: requests.length,
      responses: sumBy(requests, ({ responses }) => responses.length),
    });
  }
  return read.length - waiting.length;
};

async function* waitingParts(objects: CollectEffects['objects']): AsyncGenerator<ListedObject[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const listed: ListedObject[] = await objects.list(waitingPrefix, after);
    yield* cut(listed, byMemory);
    after = listed.at(-1)?.key;
  }
}

/**
 * Collects all that waits, as far as the time allows and no other collection is at work; the next minute goes on.
 *
 * @throws VerbatimError `file-corrupt` at the end if some requests could not be read
 */
export const collectResponses = async (context: CollectContext): Promise<void> => {
  const { objects, log } = context.effects;
  // Every minute: where nothing waits, nothing is written.
  const [first] = await objects.list(waitingPrefix, '');
  if (first === undefined) return;
  const giveBack = await takeLease(context.effects);
  if (giveBack === undefined) return log('requests left to the next collection', { atLeast: 1 });
  try {
    await collectAll(context);
  } finally {
    await giveBack();
  }
};

const collectAll = async ({ effects, remainingMs }: CollectContext): Promise<void> => {
  let unread = 0;
  for await (const part of waitingParts(effects.objects)) {
    const found = remainingMs() < reserveMs ? undefined : await collectPart(effects, part);
    if (found === undefined) {
      effects.log('requests left to the next collection', { atLeast: part.length });
      break;
    }
    unread += found;
  }
  if (unread > 0)
    throw new VerbatimError('file-corrupt', `${unread} requests that wait can't be read`, {
      file: waitingPrefix,
    });
};
