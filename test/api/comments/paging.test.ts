import { describe, expect, test } from 'vitest';
import type { FeedbackPage } from '../../../lib/api/contract/comments/feedback.ts';
import { apiWorld, responsesOn, type WorldOptions } from '../world.ts';

/** A clock by which each look takes 21 seconds. */
const slowClock = (): WorldOptions => {
  let now = 0;
  const milliseconds = () => {
    now += 21_000;
    return now;
  };
  return { milliseconds };
};

type World = ReturnType<typeof apiWorld>;

const pageAt = (world: World, query: string) =>
  world.get<FeedbackPage>(`/touchpoints/delivery/feedback?${query}`);
const ids = ({ feedback }: FeedbackPage): string[] => feedback.map(({ responseId }) => responseId);

/** All that the pages after a cursor list. */
const restOf = async (world: World, query: string, cursor: string | undefined): Promise<string[]> => {
  const found: string[] = [];
  for (let next = cursor; next !== undefined; ) {
    const page = await pageAt(world, `${query}&cursor=${next}`);
    found.push(...ids(page));
    next = page.cursor;
  }
  return found;
};

const days = ['2026-05-04', '2026-05-05', '2026-05-06'];
const withDays = async (options: WorldOptions = {}) => {
  const world = apiWorld(options);
  await world.store(...days.map((day) => responsesOn(day, 20)));
  return world;
};

describe('a search that runs out of time', () => {
  test.each(['/touchpoints/delivery/feedback?label=negative', '/comments?q=nothing'])(
    '%s says so where too few match so far',
    async (path) => {
      const world = await withDays(slowClock());
      const { status, body } = await world.ask(path);
      expect([status, body]).toMatchObject([422, { error: { code: 'scan-too-slow', got: /20 of 60/ } }]);
    },
  );

  test('goes on behind the part that it has read', async () => {
    const world = await withDays(slowClock());
    const first = await pageAt(world, 'limit=200');
    expect(first.feedback).toHaveLength(20);
    const all = [...ids(first), ...(await restOf(world, 'limit=200', first.cursor))];
    expect([all.length, new Set(all).size]).toEqual([60, 60]);
  });

  test('for one response says so as well', async () => {
    const world = await withDays(slowClock());
    const { status, body } = await world.ask('/touchpoints/delivery/feedback/none/explanation');
    expect([status, body]).toMatchObject([422, { error: { code: 'scan-too-slow' } }]);
  });
});

describe('a cursor whose part was cut anew by new feedback', () => {
  /** Days of six people: two of them together may be quoted. */
  const small = ['2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07', '2026-05-08', '2026-05-09'];

  test.each(['2026-05-10', '2026-05-05', '2026-05-03', '2026-04-01'])(
    'loses nothing when responses of %s come, and repeats no more than the part that it was in',
    async (day) => {
      const world = apiWorld();
      await world.store(...small.map((one) => responsesOn(one, 6)));
      const first = await pageAt(world, 'limit=8');
      await world.store(responsesOn(day, 7, (index) => ({ responseId: `late ${index}` })));
      const rest = await restOf(world, 'limit=8', first.cursor);
      const seen = [...ids(first), ...rest].filter((id) => !id.startsWith('late'));
      const stored = small.flatMap((one) => responsesOn(one, 6).map(({ responseId }) => responseId));
      expect([...new Set(seen)].toSorted()).toEqual(stored.toSorted());
      expect(seen.length - stored.length).toBeLessThanOrEqual(24);
    },
  );

  test('loses nothing of other touchpoints', async () => {
    const world = apiWorld();
    const of = (touchpoint: string) => small.map((one) => responsesOn(one, 6, { touchpoint }));
    await world.store(...of('checkout'), ...of('delivery'));
    const first = await world.get<{ comments: { responseId: string }[]; cursor: string }>(
      '/comments?limit=20',
    );
    await world.store(
      responsesOn('2026-05-10', 7, (index) => ({ responseId: `late ${index}`, touchpoint: 'checkout' })),
      responsesOn('2026-05-10', 7, (index) => ({ responseId: `later ${index}` })),
    );
    const seen = new Set(first.comments.map(({ responseId }) => responseId));
    for (let cursor: string | undefined = first.cursor; cursor !== undefined; ) {
      const page: { comments: { responseId: string }[]; cursor?: string } = await world.get(
        `/comments?limit=20&cursor=${cursor}`,
      );
      for (const { responseId } of page.comments) seen.add(responseId);
      cursor = page.cursor;
    }
    for (const { responseId } of [...of('checkout'), ...of('delivery')].flat())
      expect(seen.has(responseId)).toBe(true);
  });
});
