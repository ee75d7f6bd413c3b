import { afterEach, describe, expect, test } from 'vitest';
import { appStoreConnector } from '../../../lib/pipeline/connectors/app-store.ts';
import { runConnectors } from '../../../lib/pipeline/connectors/run-connectors.ts';
import { createWorld, type World } from '../world.ts';
import { asking, type FeedServer, pageOf, type Review, startFeed } from './feed-server.ts';
import { collect, idsIn, requestsIn } from './waiting-requests.ts';

/** Reviews of the App Store, from a server on this machine. */

let feed: FeedServer | undefined;
afterEach(async () => {
  await feed?.stop();
  feed = undefined;
});

const review = (number: number, changes: Partial<Review> = {}): Review => ({
  id: `r${number}`,
  updated: `2026-05-${String(number).padStart(2, '0')}T03:00:00-07:00`,
  rating: 1 + (number % 5),
  text: `Text of ${number}`,
  ...changes,
});

/** The pages of each country, from the first. */
type Pages = Readonly<Record<string, readonly string[]>>;

const serve = async (pages: () => Pages): Promise<FeedServer> => {
  feed = await startFeed((path) => {
    const [, country = '', page] = /^\/(\w\w)\/rss\/customerreviews\/page=(\d+)\//.exec(path) ?? [];
    return page === undefined ? undefined : (pages()[country]?.[Number(page) - 1] ?? pageOf([]));
  });
  return feed;
};

const run = (world: World, { base }: FeedServer, countries: string[] = ['us']): Promise<void> => {
  const settings = { kind: 'app-store' as const, app: 8313, countries, touchpoint: 'app' };
  const effects = { ...world.effects, ...asking({}) };
  return runConnectors(effects, [
    { name: 'ios', touchpoint: 'app', connector: appStoreConnector(settings, base) },
  ]);
};

describe('a review', () => {
  test('is an unsolicited response with its title, text, stars, version and country', async () => {
    const world = createWorld();
    await run(world, await serve(() => ({ us: [pageOf([review(3)])] })));
    expect(requestsIn(world)).toEqual([
      {
        source: 'ios',
        touchpoint: 'app',
        solicited: false,
        responses: [
          {
            id: 'r3',
            submittedAt: '2026-05-03T03:00:00-07:00',
            title: 'After the update',
            comment: 'Text of 3',
            ratings: { 'rating:1-5': 4 },
            respondent: 'https://itunes.apple.com/us/reviews/idr3',
            channel: 'App Store',
            attributes: { country: 'us', version: '4.1' },
          },
        ],
      },
    ]);
  });
});

describe('a run', () => {
  test('reads page by page until one is empty, in each country', async () => {
    const world = createWorld();
    const server = await serve(() => ({
      us: [pageOf([review(9), review(8)]), pageOf([review(7)])],
      de: [pageOf([review(6)])],
    }));
    await run(world, server, ['us', 'de']);
    expect(idsIn(world).toSorted()).toEqual(['r6', 'r7', 'r8', 'r9']);
    expect(server.asked.map((path) => path.split('/').slice(1, 5).join('/'))).toEqual([
      'us/rss/customerreviews/page=1',
      'us/rss/customerreviews/page=2',
      'us/rss/customerreviews/page=3',
      'de/rss/customerreviews/page=1',
      'de/rss/customerreviews/page=2',
    ]);
  });

  test('asks for ten pages at most, as many as there are', async () => {
    const world = createWorld();
    const pages = Array.from({ length: 12 }, (_, index) => pageOf([review(28 - index)]));
    const server = await serve(() => ({ us: pages }));
    await run(world, server);
    expect([server.asked.length, idsIn(world).length]).toEqual([10, 10]);
  });

  test('takes what is new since the last, and a review that was changed', async () => {
    const world = createWorld();
    let reviews = [review(5), review(4), review(3)];
    const server = await serve(() => ({ us: [pageOf(reviews)] }));
    await run(world, server);
    collect(world);
    const changed = review(3, { updated: '2026-05-07T03:00:00-07:00', text: 'Better now' });
    reviews = [changed, review(6), review(5), review(4)];
    await run(world, server);
    expect(idsIn(world).toSorted()).toEqual(['r3', 'r5', 'r6']);
    expect(server.asked.length).toBe(3);
  });

  test('that finds nothing new stores nothing again', async () => {
    const world = createWorld();
    const server = await serve(() => ({ us: [pageOf([review(5)])] }));
    await run(world, server);
    const before = [...world.objects.contents.keys()];
    await run(world, server);
    expect([...world.objects.contents.keys()]).toEqual(before);
  });

  test('passes over what is not a review, and counts it', async () => {
    const lines: unknown[] = [];
    const world = createWorld({ log: (event, facts) => lines.push([event, facts]) });
    const app = { id: { label: 'the app itself' }, 'im:name': { label: 'Shop' } };
    const off = { ...review(2), rating: 9 };
    await run(world, await serve(() => ({ us: [pageOf([review(5), off], [app])] })));
    expect(idsIn(world)).toEqual(['r5']);
    expect(lines).toContainEqual(['connector read', { connector: 'ios', responses: 1, unread: 2 }]);
  });
});

describe('a source that fails', () => {
  test.each([
    ['does not answer with JSON', () => '<html>Zanzibar'],
    ['answers with another shape', () => '{"reviews": "Zanzibar"}'],
    ['answers with an error', () => undefined],
  ])('because it %s moves no position, and is named without its words', async (_why, answer) => {
    const lines: unknown[] = [];
    const world = createWorld({ log: (event, facts) => lines.push([event, facts]) });
    feed = await startFeed(answer);
    await expect(run(world, feed)).rejects.toMatchObject({ code: 'unreachable', details: { got: 'ios' } });
    expect([...world.objects.contents.keys()]).toEqual([]);
    expect(JSON.stringify(lines)).toMatch(/^(?!.*Zanzibar).*connector failed/);
  });

  test('on its second page is asked again from the first, and what came before counts once', async () => {
    const world = createWorld();
    let isDown = true;
    const second = () => (isDown ? '{}' : pageOf([review(4)]));
    const server = await serve(() => ({ us: [pageOf([review(5)]), second()] }));
    await expect(run(world, server)).rejects.toMatchObject({ code: 'unreachable' });
    isDown = false;
    await run(world, server);
    expect(idsIn(world).toSorted()).toEqual(['r4', 'r5']);
  });

  test('holds up no other', async () => {
    const world = createWorld();
    const server = await serve(() => ({ us: [pageOf([review(5)])] }));
    const settings = { kind: 'app-store' as const, app: 8313, countries: ['us'], touchpoint: 'app' };
    const of = (name: string, base: URL) => ({
      name,
      touchpoint: 'app',
      connector: appStoreConnector(settings, base),
    });
    const effects = { ...world.effects, ...asking({}) };
    const gone = of('gone', new URL('http://127.0.0.1:1'));
    await expect(runConnectors(effects, [gone, of('ios', server.base)])).rejects.toMatchObject({
      details: { got: 'gone' },
    });
    expect(idsIn(world)).toEqual(['r5']);
  });
});

test('a run during which another one moved the position leaves it there', async () => {
  const world = createWorld();
  const later = '{"us":"2026-05-09T03:00:00-07:00"}';
  const server = await serve(() => {
    world.objects.contents.set('connectors/ios.json', Buffer.from(later));
    return { us: [pageOf([review(5)])] };
  });
  await run(world, server);
  expect(String(world.objects.contents.get('connectors/ios.json'))).toBe(later);
  expect(new Set(idsIn(world))).toEqual(new Set(['r5']));
});
