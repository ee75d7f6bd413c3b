import { afterEach, describe, expect, test } from 'vitest';
import { connectorSettings } from '../../../lib/feedback/stream/connector-settings.ts';
import { runConnectors } from '../../../lib/pipeline/connectors/run-connectors.ts';
import { typeformConnector } from '../../../lib/pipeline/connectors/typeform.ts';
import { createWorld, type World } from '../world.ts';
import { asking, type FeedServer, startFeed } from './feed-server.ts';
import { collect, idsIn, requestsIn } from './waiting-requests.ts';

/** Responses in the shape of Typeform's Responses API, from a server on this machine. */

let feed: FeedServer | undefined;
afterEach(async () => {
  await feed?.stop();
  feed = undefined;
});

const minutes = (count: number): string => new Date(Date.UTC(2026, 4, 31, 10, count)).toISOString();

const item = (id: string, minute: number, changes: object = {}) => ({
  landing_id: id,
  token: id,
  response_id: id,
  landed_at: minutes(minute - 1),
  submitted_at: minutes(minute),
  metadata: {
    user_agent: 'browser',
    platform: 'mobile',
    referer: 'https://shop.example.org',
    network_id: 'n',
  },
  hidden: { plan: 'gold' },
  calculated: { score: 0 },
  answers: [
    { field: { id: 'a', type: 'nps', ref: 'recommend' }, type: 'number', number: 9 },
    { field: { id: 'b', type: 'long_text', ref: 'why' }, type: 'text', text: `Text of ${id}` },
  ],
  ...changes,
});

/** Lists like the API: the latest first, since a time, before a token, so many at most. */
const serve = async (items: () => readonly ReturnType<typeof item>[]): Promise<FeedServer> => {
  feed = await startFeed((path, { authorization }) => {
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    if (pathname !== '/forms/lT4Z3j/responses' || authorization !== 'Bearer tfp_k3y') return undefined;
    const since = searchParams.get('since');
    const before = searchParams.get('before');
    const all = items().toSorted((left, right) => right.submitted_at.localeCompare(left.submitted_at));
    const from = before === null ? 0 : 1 + all.findIndex(({ token }) => token === before);
    const listed = all.slice(from).filter(({ submitted_at: at }) => since === null || at >= since);
    const size = Number(searchParams.get('page_size'));
    return JSON.stringify({
      total_items: listed.length,
      page_count: Math.ceil(listed.length / size),
      items: listed.slice(0, size),
    });
  });
  return feed;
};

const run = (world: World, { base }: FeedServer, given: object = {}): Promise<void> => {
  const settings = connectorSettings.parse({
    connectors: { survey: { kind: 'typeform', form: 'lT4Z3j', touchpoint: 'checkout', ...given } },
  }).connectors['survey'];
  if (settings?.kind !== 'typeform') throw new Error('no form');
  return runConnectors({ ...world.effects, ...asking({ survey: 'tfp_k3y' }) }, [
    {
      name: 'survey',
      touchpoint: 'checkout',
      solicited: settings.solicited,
      connector: typeformConnector('survey', settings, base),
    },
  ]);
};

describe('a response', () => {
  test('is read as a webhook of the same form would be', async () => {
    const world = createWorld();
    await run(world, await serve(() => [item('a', 20)]), { fields: { plan: 'attribute', why: 'reason' } });
    expect(requestsIn(world)).toEqual([
      {
        source: 'survey',
        touchpoint: 'checkout',
        solicited: true,
        responses: [
          {
            id: 'a',
            submittedAt: minutes(20),
            ratings: { nps: 9 },
            reason: 'Text of a',
            attributes: { plan: 'gold' },
          },
        ],
      },
    ]);
  });

  test('without answers is a response all the same, and one without a time is counted as unread', async () => {
    const lines: unknown[] = [];
    const world = createWorld({ log: (event, facts) => lines.push([event, facts]) });
    const items = [item('a', 20, { answers: null, hidden: null }), item('b', 21, { submitted_at: 'soon' })];
    const server = await serve(() => items);
    await run(world, server);
    expect(idsIn(world).toSorted()).toEqual(['a']);
    expect(String(world.objects.contents.get('connectors/survey.json'))).toBe(minutes(20));
    expect(lines).toContainEqual(['connector read', { connector: 'survey', responses: 1, unread: 1 }]);
  });
});

describe('a run', () => {
  test('reads all pages of the form, the latest first', async () => {
    const world = createWorld();
    const items = Array.from({ length: 250 }, (_, index) => item(`r${index}`, index));
    const server = await serve(() => items);
    await run(world, server);
    expect(new Set(idsIn(world).toSorted()).size).toBe(250);
    expect(server.asked.map((path) => new URL(path, 'http://127.0.0.1').search)).toEqual([
      '?page_size=100',
      '?page_size=100&before=r150',
      '?page_size=100&before=r50',
    ]);
  });

  test('asks for what came since an hour before the latest: responses are listed late', async () => {
    const world = createWorld();
    let items = [item('a', 0), item('b', 90)];
    const server = await serve(() => items);
    await run(world, server);
    collect(world);
    items = [...items, item('c', 95), item('late', 60)];
    await run(world, server);
    expect(idsIn(world).toSorted()).toEqual(['b', 'c', 'late']);
    expect(server.asked.at(-1)).toContain('since=2026-05-31T10%3A30%3A00');
  });

  test('stores a page of long texts in parts, each within the limit of a request', async () => {
    const world = createWorld();
    const long = (id: string, minute: number) =>
      item(id, minute, {
        answers: [
          { field: { id: 'b', type: 'long_text', ref: 'why' }, type: 'text', text: 'word '.repeat(12_000) },
        ],
      });
    await run(world, await serve(() => Array.from({ length: 40 }, (_, index) => long(`r${index}`, index))));
    expect(idsIn(world).toSorted().length).toBe(40);
    expect(requestsIn(world).length).toBeGreaterThan(2);
  });
});

test('a refused key moves no position', async () => {
  const world = createWorld();
  feed = await startFeed(() => undefined);
  await expect(run(world, feed)).rejects.toMatchObject({ code: 'unreachable' });
  expect([...world.objects.contents.keys()]).toEqual([]);
});

test.each([
  ['a form with a path in its id', { kind: 'typeform', form: '../me', touchpoint: 'a' }],
  ['a host that is not the service', { kind: 'typeform', form: 'a', host: 'example.org', touchpoint: 'a' }],
  ['an app with a path in its name', { kind: 'google-play', app: 'org.example/..', touchpoint: 'a' }],
])('settings with %s are refused', (_what, settings) => {
  expect(connectorSettings.safeParse({ connectors: { one: settings } }).success).toBe(false);
});
