import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { identityKeyOf, respondentHash } from '../../../lib/feedback/response/identity/identity.ts';
import type { StreamRequest } from '../../../lib/feedback/stream/streamed-response.ts';
import { collectResponses } from '../../../lib/pipeline/stream/collect.ts';
import { receiveResponses } from '../../../lib/pipeline/stream/receive.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';

/** Responses that come by requests count once each, whatever fails and whatever is repeated. */

const now = () => new Date('2026-06-01T00:00:00.000Z');

const requestOf = (...scores: readonly number[]): StreamRequest => ({
  source: 'shop-app',
  touchpoint: 'checkout',
  solicited: true,
  responses: scores.map((nps) => ({
    submittedAt: '2026-05-31T10:20:00Z',
    comment: 'It was slow',
    respondent: `person${nps}@example.org`,
    ratings: { nps },
  })),
});

const send = (world: World, key: string, request: StreamRequest): Promise<void> =>
  receiveResponses({ ...world.effects, now }, key, request);

const isFile = (key: string): boolean => key.startsWith('uploads/stream/') && key.endsWith('.jsonl');
const filesIn = (world: World): string[] => [...world.objects.contents.keys()].filter(isFile);
const waitingIn = (world: World): string[] =>
  [...world.objects.contents.keys()].filter((key) => key.startsWith('stream/'));

/** Each collection starts two minutes after the last one did. */
let minutes = 0;
const collect = (world: World, remainingMs = 60_000): Promise<void> => {
  minutes += 2;
  return collectAt(world, minutes, remainingMs);
};
const collectAt = (world: World, minute: number, remainingMs = 60_000): Promise<void> =>
  collectResponses({
    effects: { ...world.effects, now: () => new Date(now().getTime() + minute * 60_000) },
    remainingMs: () => remainingMs,
  });

/** Has the files that were written loaded, as S3 announces them. */
const load = async (world: World): Promise<void> => {
  for (const key of filesIn(world))
    await world.upload(key, world.objects.contents.get(key) ?? '', '2026-06-01T00:01:00.000Z');
  await world.drain();
};

const scoresOf = async ({ summaries }: World): Promise<unknown> => {
  const [day] = await summaries.readMany([{ touchpoint: 'checkout', grain: 'day', period: '2026-05-31' }]);
  return day?.tally.ratings;
};

const worldWith = (options: WorldOptions = {}): World => createWorld({ findsIssues: false, ...options });

describe('requests', () => {
  test('are collected into one file of their source, and count at the touchpoint', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9, 10));
    await send(world, 'b', requestOf(3));
    await collect(world);
    expect([filesIn(world).length, waitingIn(world)]).toEqual([1, []]);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 3: 1, 9: 1, 10: 1 } });
  });

  test('of two sources, and unsolicited ones, are files of their own', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9));
    await send(world, 'a', { ...requestOf(8), source: 'kiosk' });
    await send(world, 'b', { ...requestOf(7), solicited: false });
    await collect(world);
    expect(filesIn(world).length).toBe(3);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 7: 1, 8: 1, 9: 1 } });
  });

  test('of equal content are two files where they are read differently', async () => {
    const world = worldWith();
    await send(world, 'a', stateOf(9));
    await send(world, 'b', { ...stateOf(9), solicited: false });
    await collect(world);
    expect([filesIn(world).length, waitingIn(world)]).toEqual([2, []]);
  });

  test('that are equal in all but their key are two', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9));
    await send(world, 'b', requestOf(9));
    await collect(world);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 9: 2 } });
  });

  test('make no file where none waits', async () => {
    const world = worldWith();
    await collect(world);
    expect([...world.objects.contents.keys()]).toEqual([]);
  });
});

describe('a repeated request', () => {
  test('counts once, before it is collected and after', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9));
    await send(world, 'a', requestOf(9));
    await collect(world);
    await send(world, 'a', requestOf(9));
    await collect(world);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 9: 1 } });
  });

  test('with other responses is refused, and what was sent first stays', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9));
    await expect(send(world, 'a', requestOf(1))).rejects.toMatchObject({ code: 'conflict' });
    await collect(world);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 9: 1 } });
  });
});

describe('a response that is sent again in another state', () => {
  test.each(['a', 'b', 'c', 'd'])(
    'counts as it came last, also within one file and under any key: %s',
    async (key) => {
      const world = worldWith();
      await sendStates(world, [`${key}0`, `${key}1`, `${key}2`]);
      await collect(world);
      await load(world);
      expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 2: 1 } });
    },
  );

  test('does not return to an earlier state when an earlier request is repeated', async () => {
    const world = worldWith();
    await send(world, 'a', stateOf(1));
    await collect(world);
    await send(world, 'b', stateOf(2));
    await collect(world);
    await send(world, 'a', stateOf(1));
    expect(waitingIn(world)).toEqual([]);
  });
});

/** A request in which the response 8313 has this score. */
const stateOf = (nps: number): StreamRequest => {
  const request = requestOf(nps);
  return { ...request, responses: request.responses.map((response) => ({ id: '8313', ...response })) };
};

/** Sends states of one response, each a second after the one before. */
const sendStates = async (world: World, keys: readonly string[]): Promise<void> => {
  for (const [second, key] of keys.entries()) {
    const later = () => new Date(now().getTime() + second * 1000);
    await receiveResponses({ ...world.effects, now: later }, key, stateOf(second));
  }
};

/** Throws before or after the n-th change. */
const crashingAt = (crash: number): { readonly world: World; survive: () => void } => {
  let changes = 0;
  let isMortal = true;
  const world = worldWith({
    beforeChange: () => {
      if (!isMortal) return;
      changes += 1;
      if (changes === crash) throw new Error('crash');
    },
  });
  return {
    world,
    survive: () => {
      isMortal = false;
    },
  };
};

describe('a crash', () => {
  /** Two requests of three changes each, then the lease, two writes, two removals and the end of the lease, with a point before and after each. */
  test.each(Array.from({ length: 24 }, (_, index) => index + 1))(
    'at point %i of sending and collecting loses nothing and counts nothing twice',
    async (crash) => {
      const { world, survive } = crashingAt(crash);
      /** As a client does that got no answer. */
      const sent = async (key: string, request: StreamRequest): Promise<void> => {
        const again = (): Promise<void> => send(world, key, request);
        await again().catch(again);
      };
      await sent('a', requestOf(9, 10));
      await sent('b', requestOf(3));
      await collect(world).catch(() => undefined);
      survive();
      await sent('c', requestOf(0));
      await collect(world);
      expect(waitingIn(world)).toEqual([]);
      await load(world);
      expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 0: 1, 3: 1, 9: 1, 10: 1 } });
    },
  );

  test.each([1, 2, 3])(
    'at removal %i of three states of a response never brings an earlier one back',
    async (crash) => {
      let removals = 0;
      const world = worldWith({
        around: async (name, call) => {
          if (name === 'remove') removals += 1;
          if (name !== 'remove' || removals !== crash) return call();
          // After removals that began at the same time.
          await setImmediate();
          throw new Error('crash');
        },
      });
      await sendStates(world, ['a', 'b', 'c']);
      await expect(collect(world)).rejects.toThrow('crash');
      await load(world);
      const earlier = new Set(filesIn(world));
      await collect(world);
      expect(waitingIn(world)).toEqual([]);
      for (const key of filesIn(world).filter((file) => !earlier.has(file)))
        await world.upload(key, world.objects.contents.get(key) ?? '', '2026-06-01T00:02:00.000Z');
      await world.drain();
      expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 2: 1 } });
    },
  );

  test('happens at every one of these points, and at no later one', async () => {
    const crashes = async (crash: number): Promise<boolean> => {
      const { world } = crashingAt(crash);
      try {
        await send(world, 'a', requestOf(9, 10));
        await send(world, 'b', requestOf(3));
        await collect(world);
        return false;
      } catch {
        return true;
      }
    };
    expect([await crashes(1), await crashes(24), await crashes(25)]).toEqual([true, true, false]);
  });
});

test('a person who was erased while their words waited is in no response and no file', async () => {
  const world = worldWith();
  await send(world, 'a', requestOf(9, 3));
  const key = identityKeyOf(Buffer.alloc(32, 7));
  await world.effects.batches.putTombstone(respondentHash(key, 'Person9@example.org'));
  await collect(world);
  await load(world);
  expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 3: 1 } });
  const [file = ''] = filesIn(world);
  const text = String(world.objects.contents.get(file));
  expect([text.includes('person9'), text.includes('person3')]).toEqual([false, true]);
});

describe('a collection', () => {
  test('leaves what it has no time for to the next one', async () => {
    const world = worldWith();
    await send(world, 'a', requestOf(9));
    await collect(world, 1000);
    expect([filesIn(world), waitingIn(world).length]).toEqual([[], 1]);
  });

  test('passes over a request that it can’t read, keeps it, and fails at the end without quoting it', async () => {
    const lines: unknown[] = [];
    const world = worldWith({ log: (event, facts) => lines.push([event, facts]) });
    await world.objects.write('stream/0.json', '{"source": "shop", "comment": "Zanzibar');
    await send(world, 'a', requestOf(9));
    await expect(collect(world)).rejects.toMatchObject({ code: 'file-corrupt' });
    expect([filesIn(world).length, waitingIn(world)]).toEqual([1, ['stream/0.json']]);
    expect(JSON.stringify(lines)).not.toContain('Zanzibar');
    expect(lines).toContainEqual(['request not collected', { key: 'stream/0.json', name: 'SyntaxError' }]);
  });

  test('says how many wait, and what can’t be read, where the time ends between two parts', async () => {
    const lines: unknown[] = [];
    const world = worldWith({ log: (event, facts) => lines.push([event, facts]) });
    await world.objects.write('stream/0.json', '{');
    for (let number = 0; number < 1000; number += 1) await send(world, `key ${number}`, requestOf(5));
    const times = [60_000, 1000];
    const collecting = collectResponses({
      effects: { ...world.effects, now },
      remainingMs: () => times.shift() ?? 0,
    });
    await expect(collecting).rejects.toMatchObject({ code: 'file-corrupt' });
    expect(lines).toContainEqual(['requests left to the next collection', { atLeast: 1 }]);
  });

  test('stops where another one has removed what it is about to read', async () => {
    let reads = 0;
    const lines: unknown[] = [];
    const world: World = worldWith({
      log: (event) => lines.push(event),
      around: async (name, call) => {
        if (name === 'read') reads += 1;
        // The other collection ends between the first read of this one and the second.
        const meanwhile = name === 'read' && reads === 2 ? collect(world) : undefined;
        await meanwhile;
        return call();
      },
    });
    await sendStates(world, ['a', 'b']);
    await collect(world);
    expect([filesIn(world).length, waitingIn(world)]).toEqual([1, []]);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 1: 1 } });
    expect(lines).toContain('requests left to the next collection');
  });

  test('that starts while another is at work writes nothing, and brings no earlier state back', async () => {
    let isFirst = true;
    const world: World = worldWith({
      around: async (name, call) => {
        const result = await call();
        if (name !== 'read' || !isFirst) return result;
        isFirst = false;
        // Another collection, started at the same time, after this one has read the earlier state.
        await sendStates(world, ['a', 'b']);
        await collectAt(world, 0);
        return result;
      },
    });
    await sendStates(world, ['a']);
    await collectAt(world, 0);
    expect(waitingIn(world)).toEqual([]);
    const last = filesIn(world).at(-1) ?? '';
    expect(world.objects.contents.get(last)?.toString()).toContain('person1@');
  });

  test('that died holds up the next one for little more than a minute', async () => {
    let isDead = false;
    const world = worldWith({
      around: async (name, call) => {
        if (isDead) throw new Error('the function died');
        const result = await call();
        isDead = name === 'read';
        return result;
      },
    });
    await send(world, 'a', requestOf(9));
    await expect(collectAt(world, 0)).rejects.toThrow('the function died');
    isDead = false;
    const alive = worldWith();
    for (const [key, body] of world.objects.contents) await alive.objects.write(key, body);
    await collectAt(alive, 1);
    expect(waitingIn(alive)).toHaveLength(1);
    await collectAt(alive, 2);
    expect(waitingIn(alive)).toEqual([]);
  });

  test('writes nothing where a request could not be read just now', async () => {
    let isThrottled = true;
    const world = worldWith({
      around: async (name, call) => {
        if (name !== 'read' || !isThrottled) return call();
        isThrottled = false;
        throw new Error('SlowDown');
      },
    });
    await sendStates(world, ['a', 'b']);
    await expect(collect(world)).rejects.toThrow('SlowDown');
    expect([filesIn(world), waitingIn(world).length]).toEqual([[], 2]);
    await collect(world);
    await load(world);
    expect(await scoresOf(world)).toEqual({ 'nps:transactional': { 1: 1 } });
  });

  test('starts a new file before one has more columns than are read', async () => {
    const world = worldWith();
    for (let number = 0; number < 6; number += 1) {
      const [response = { submittedAt: '2026-05-31' }] = requestOf(number).responses;
      const responses = Array.from({ length: 19 }, (_, index) => ({
        ...response,
        attributes: Object.fromEntries(
          Array.from({ length: 50 }, (_name, name) => [`a${number}-${index}-${name}`, 1]),
        ),
      }));
      await send(world, `key ${number}`, { ...requestOf(number), responses });
    }
    await collect(world);
    expect([filesIn(world).length, waitingIn(world)]).toEqual([2, []]);
    await load(world);
    expect(await scoresOf(world)).toEqual({
      'nps:transactional': { 0: 19, 1: 19, 2: 19, 3: 19, 4: 19, 5: 19 },
    });
  });

  test('reads all pages of a long list', async () => {
    const world = worldWith();
    for (let number = 0; number < 1001; number += 1) await send(world, `key ${number}`, requestOf(5));
    await collect(world);
    expect(waitingIn(world)).toEqual([]);
    const lines = filesIn(world).map((key) => world.objects.contents.get(key)?.toString().split('\n').length);
    expect(lines).toEqual([1001, 2]);
  });
});
