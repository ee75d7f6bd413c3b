import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { Operations } from '../../../lib/api/contract/operations.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { apiWorld, responsesOn, type WorldOptions } from '../world.ts';

type Comments = AnswerOf<Operations['listComments']>;
type Answer = Copy['answers'][number];
type Label = 'negative' | 'neutral' | 'positive';

interface Said {
  readonly text?: string;
  readonly theme?: string;
  readonly label?: Label;
  readonly themeLabel?: Label;
  readonly signal?: string;
  readonly language?: string;
}

const answer = (said: Said = {}): Answer => {
  const { text = 'words', theme, label = 'neutral', themeLabel = label, signal, language = 'en' } = said;
  return {
    question: 'Why?',
    role: 'open',
    text,
    analysis: {
      status: 'scored',
      language,
      sentiment: { label, mixed: false, score: 0 },
      themes:
        theme === undefined
          ? []
          : [{ id: theme, confidence: 1, sentiment: { label: themeLabel, score: 0 }, spans: [[0, 5]] }],
      ...(signal === undefined ? {} : { signals: [{ id: signal, spans: [[0, 5]] }] }),
    },
  };
};

const noContent: Answer = { question: 'Why?', role: 'open', text: 'n/a', analysis: { status: 'no-content' } };

const journey = 'stages: [{ id: order, touchpoints: [{ id: checkout }, { id: delivery }] }]';

const themes = new Map(['speed', 'delivery'].map((id) => [id, { name: id }]));

const worldOf = async (copies: readonly (readonly Copy[])[], options: WorldOptions = {}) => {
  const world = apiWorld({ journey, ...options });
  await world.store(...copies);
  return (query = '') => world.get<Comments>(`/comments?${query}`);
};

/** Without thresholds, one response of each: `r0`, `r1`, … in the order of time. */
const openWorld = (said: readonly Partial<Copy>[]) =>
  worldOf(
    said.map((changes, index) => [
      ...responsesOn(`2026-05-0${1 + index}`, 1, { responseId: `r${index}`, asked: 3, ...changes }),
    ]),
    { metrics: { confidentiality: 'off' }, themes },
  );

const ids = ({ comments }: Comments): string[] => comments.map(({ responseId }) => responseId);

describe('GET /comments', () => {
  test('says that a theme is unknown, and which ones it may have meant', async () => {
    const world = apiWorld({ journey, themes });
    await world.store(responsesOn('2026-05-01', 20));
    const answer = await world.get('/comments?theme=delivry');
    const error = { code: 'not-found', message: 'theme not found', expected: 'delivery', got: 'delivry' };
    expect(answer).toEqual({ error });
  });

  test('lists responses with comments over all touchpoints, newest first, and counts them', async () => {
    const get = await openWorld([
      { touchpoint: 'checkout' },
      { touchpoint: 'delivery', answers: [answer(), noContent, answer()] },
      { touchpoint: 'checkout', answers: [] },
      { touchpoint: 'support', answers: [noContent] },
      { touchpoint: 'support' },
    ]);
    const all = await get();
    expect(ids(all)).toEqual(['r4', 'r1', 'r0']);
    expect([all.total, all.examined]).toEqual([
      { responses: 3, comments: 4 },
      { responses: 5, of: 5 },
    ]);
    expect(all.comments[1]?.matched).toEqual([0, 2]);
  });

  test('lists the same without counting where no totals are wanted, and suppresses the same', async () => {
    const get = await worldOf([responsesOn('2026-05-01', 30), responsesOn('2026-05-02', 30)]);
    const [counted, listed] = [await get('limit=20'), await get('limit=20&totals=no')];
    expect(counted.total).toEqual({ responses: 60, comments: 60 });
    const { total: _, examined, ...page } = counted;
    expect(examined).toEqual({ responses: 60, of: 60 });
    expect(listed).toEqual(page);
    const few = await worldOf([responsesOn('2026-05-01', 9)]);
    expect(await few('totals=no')).toMatchObject({ comments: [], suppressed: true });
  });

  test.each([
    ['touchpoint=checkout', ['r0']],
    ['stage=order', ['r1', 'r0']],
    ['from=2026-05-02&to=2026-05-02', ['r1']],
    ['theme=speed', ['r3', 'r1']],
    ['theme=speed&label=negative', ['r1']],
    ['label=negative', ['r2', 'r1']],
    ['signal=churn-risk', ['r3']],
    ['language=de', ['r2']],
    ['score=nps:transactional:0-6', ['r2', 'r0']],
    ['score=nps:transactional:6-6', ['r0']],
    ['q=LIEFERUNG', ['r2']],
    ['q=%EF%AC%81ne', ['r3']],
    ['q=courier&label=positive', []],
  ])('%s finds %j', async (query, expected) => {
    const get = await openWorld([
      { touchpoint: 'checkout', ratings: { 'nps:transactional': 6 } },
      { answers: [answer({ text: 'the courier', theme: 'speed', label: 'negative' })], ratings: {} },
      {
        touchpoint: 'support',
        answers: [answer({ text: 'Die Lieferung', language: 'de', label: 'negative' })],
        ratings: { 'nps:transactional': 0 },
      },
      {
        touchpoint: 'support',
        answers: [answer({ text: 'all fine', theme: 'speed', label: 'positive', signal: 'churn-risk' })],
      },
    ]);
    expect(ids(await get(query))).toEqual(expected);
  });

  test('requires one comment to meet all filters: two that meet half each do not match', async () => {
    const get = await openWorld([
      { answers: [answer({ theme: 'speed', label: 'positive' }), answer({ text: 'the courier' })] },
    ]);
    expect((await get('theme=speed&q=courier')).total).toEqual({ responses: 0, comments: 0 });
    expect((await get('theme=speed')).comments[0]?.matched).toEqual([0]);
  });

  test('also counts the comments with each of other themes in the place of the filter, in one request', async () => {
    const get = await openWorld([
      {
        answers: [
          answer({ theme: 'speed', label: 'negative' }),
          answer({ theme: 'delivery', label: 'negative' }),
        ],
      },
      { answers: [answer({ theme: 'delivery' })] },
      { answers: [answer({ theme: 'speed', label: 'negative' })] },
    ]);
    const counted = 'counted=theme:speed,theme:delivery';
    expect((await get(counted)).counted).toEqual({ 'theme:speed': 2, 'theme:delivery': 2 });
    const narrowed = await get(`theme=speed&label=negative&limit=1&${counted}`);
    expect([narrowed.total?.comments, narrowed.counted]).toEqual([
      2,
      { 'theme:speed': 2, 'theme:delivery': 1 },
    ]);
  });

  test('counts issues of one touchpoint only', async () => {
    const { ask } = apiWorld({ journey });
    expect((await ask('/comments?counted=issue:i-1')).status).toBe(400);
    expect((await ask('/comments?touchpoint=checkout&counted=issue:i-1')).status).toBe(404);
  });

  test('is paged without losing or repeating a response, and counts on the first page', async () => {
    const get = await worldOf(
      ['2026-05-04', '2026-05-05'].flatMap((day) => [
        responsesOn(day, 12, { touchpoint: 'checkout' }),
        responsesOn(day, 11, { touchpoint: 'delivery' }),
      ]),
    );
    const seen: string[] = [];
    let page = await get('limit=7');
    expect(page.total).toEqual({ responses: 46, comments: 46 });
    for (;;) {
      seen.push(...ids(page));
      if (page.cursor === undefined) break;
      page = await get(`limit=7&cursor=${page.cursor}`);
      expect([page.total, page.examined]).toEqual([undefined, undefined]);
    }
    expect([seen.length, new Set(seen).size]).toEqual([46, 46]);
  });

  test('when time runs out, reports how far it got, and continues from there', async () => {
    const days = ['2026-05-04', '2026-05-05', '2026-05-06'].map((day) => responsesOn(day, 20));
    let now = 0;
    const milliseconds = () => {
      now += 21_000;
      return now;
    };
    const slow = await worldOf(days, { milliseconds });
    const first = await slow('limit=200');
    expect([first.total, first.examined, first.comments.length]).toEqual([
      { responses: 20, comments: 20 },
      { responses: 20, of: 60 },
      20,
    ]);
    const next = await slow(`limit=200&cursor=${first.cursor}`);
    const last = await slow(`limit=200&cursor=${next.cursor}`);
    expect([next.comments.length, last.comments.length, last.cursor]).toEqual([20, 20, undefined]);
    expect(new Set([first, next, last].flatMap(ids)).size).toBe(60);
  });

  test.each([
    ['score=nps:6', 'parameter "score" is invalid'],
    ['stage=order&touchpoint=checkout', 'parameter "stage" is invalid'],
    ['language=German', 'parameter "language" is invalid'],
    ['q=%20', 'parameter "q" is invalid'],
    ['cursor=no', 'parameter "cursor" is invalid'],
  ])('%s is refused', async (query, message) => {
    const { ask, store } = apiWorld({ journey });
    await store(responsesOn('2026-05-04', 10));
    const { status, body } = await ask(`/comments?${query}`);
    expect([status, body]).toEqual([400, { error: expect.objectContaining({ code: 'usage', message }) }]);
  });

  test('rejects an unknown touchpoint or stage', async () => {
    const { ask } = apiWorld({ journey });
    expect((await ask('/comments?touchpoint=chekout')).status).toBe(404);
    expect((await ask('/comments?stage=oder')).status).toBe(404);
  });
});

describe('GET /comments with small groups', () => {
  test('shows nothing, not even counts, where nine respondents match', async () => {
    const get = await worldOf([
      responsesOn('2026-05-04', 30, (index) => ({
        answers: [answer(index < 9 ? { theme: 'speed' } : {})],
      })),
    ]);
    expect(await get('theme=speed')).toEqual({ comments: [], suppressed: true });
  });

  test('does not count a theme that nine respondents mention beside others', async () => {
    const get = await worldOf([
      responsesOn('2026-05-04', 30, (index) => ({
        answers: [answer({ theme: index < 9 ? 'speed' : 'delivery' })],
      })),
    ]);
    expect((await get('counted=theme:speed,theme:delivery')).counted).toEqual({ 'theme:delivery': 21 });
  });

  test('shows ten', async () => {
    const get = await worldOf([
      responsesOn('2026-05-04', 30, (index) => ({
        answers: [answer(index < 10 ? { theme: 'speed' } : {})],
      })),
    ]);
    expect((await get('theme=speed')).total).toEqual({ responses: 10, comments: 10 });
  });

  test('counts a person who wrote ten times as one respondent', async () => {
    const get = await worldOf([
      responsesOn('2026-05-04', 30),
      responsesOn('2026-05-05', 30, (index) => ({
        responseId: `again-${index}`,
        respondent: 'the-same-one',
        answers: [answer({ text: 'courier' })],
      })),
    ]);
    expect(await get('q=courier')).toEqual({ comments: [], suppressed: true });
  });

  test('shows nothing of an entry that identifies a person', async () => {
    const get = await worldOf([
      responsesOn('2026-05-04', 6, {
        channel: 'web',
        account: 'acme',
        sourceId: 'R_1',
        attributes: { plan: 'gold' },
      }),
      responsesOn('2026-05-05', 6, {
        channel: 'web',
        account: 'acme',
        sourceId: 'R_2',
        attributes: { plan: 'gold' },
      }),
    ]);
    const { comments } = await get();
    expect(comments).toHaveLength(12);
    expect(Object.keys(comments[0] ?? {}).toSorted()).toEqual([
      'answers',
      'asked',
      'matched',
      'ratings',
      'responseId',
      'solicited',
      'touchpoint',
      'versions',
      'voice',
      'written',
    ]);
    expect(new Set(comments.map(({ written }) => written))).toEqual(new Set(['2026-05-04/2026-05-05']));
  });

  test('omits days at an end that are below the minimum without the days next to them', async () => {
    const get = await worldOf([responsesOn('2026-05-04', 12), responsesOn('2026-05-05', 4)]);
    expect(await get('to=2026-05-04')).toMatchObject({ comments: [], partial: true, suppressed: true });
  });

  const channels = (web: number, shop: number) =>
    worldOf(
      [
        responsesOn('2026-05-04', web, { channel: 'web', answers: [answer({ text: 'online' })] }),
        responsesOn('2026-05-05', shop, { channel: 'shop', answers: [answer({ text: 'at the till' })] }),
      ],
      { metrics: { dimensions: ['channel'] } },
    );

  test('under a condition shows only the month', async () => {
    const get = await channels(15, 12);
    const page = await get('where=channel:web');
    expect([page.total, page.examined]).toEqual([
      { responses: 15, comments: 15 },
      { responses: 27, of: 27 },
    ]);
    expect(new Set(page.comments.map(({ written }) => written))).toEqual(new Set(['2026-05']));
    expect(page.comments.every(({ answers }) => answers[0]?.text === 'online')).toBe(true);
  });

  test('under a condition shows nothing where the remaining respondents would be too few', async () => {
    const get = await channels(15, 9);
    expect(await get('where=channel:web')).toEqual({
      where: [{ dimension: 'channel', value: 'web' }],
      comments: [],
      suppressed: true,
      partial: true,
    });
    expect(await get('where=channel:shop')).toMatchObject({ comments: [], suppressed: true, partial: true });
  });
});
