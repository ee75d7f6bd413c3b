import { describe, expect, test } from 'vitest';
import type { FeedbackPage } from '../../lib/api/contract/comments/feedback.ts';
import type { SummarySeries } from '../../lib/api/contract/summaries.ts';
import type { TouchpointEntry } from '../../lib/query/touchpoint-list.ts';
import { exampleCopy, scoredAnswer } from '../store/examples.ts';
import { apiWorld, responsesOn } from './world.ts';

const journey = `
stages:
  - id: order
    touchpoints: [{ id: checkout }, { id: delivery }]
`;

const labelled = (label: 'negative' | 'positive', theme: string) =>
  exampleCopy({
    answers: [
      scoredAnswer(`words of ${label}`, {
        label,
        themes: [{ id: theme, confidence: 1, sentiment: { label, score: 0 }, spans: [[0, 5]] }],
      }),
    ],
  }).answers;

describe('GET /touchpoints', () => {
  const listed = async (...counts: readonly (readonly [day: string, count: number])[]) => {
    const { store, get } = apiWorld({ journey });
    await store(...counts.map(([day, count]) => responsesOn(day, count)));
    const { touchpoints } = await get<{ touchpoints: TouchpointEntry[] }>('/touchpoints');
    return touchpoints.find(({ id }) => id === 'delivery');
  };

  test('suppresses figures and n for four respondents', async () => {
    expect(await listed(['2026-05-04', 4])).toEqual({
      id: 'delivery',
      name: 'delivery',
      stage: { id: 'order', name: 'order' },
      suppressed: true,
    });
  });

  test('shows them for five', async () => {
    expect(await listed(['2026-05-04', 5])).toMatchObject({ responses: 5 });
  });

  test('shows the total of small months where together they are large enough', async () => {
    expect(await listed(['2026-04-04', 3], ['2026-05-04', 3])).toMatchObject({ responses: 6 });
  });

  test('suppresses a month with three respondents that could be deduced by subtracting months', async () => {
    expect(await listed(['2026-04-04', 3], ['2026-05-04', 8])).toMatchObject({ responses: 8, partial: true });
  });
});

describe('GET /touchpoints/{touchpoint}/summaries', () => {
  const seriesOf = async (query: string, ...counts: readonly (readonly [day: string, count: number])[]) => {
    const { store, get } = apiWorld({ journey });
    await store(...counts.map(([day, count]) => responsesOn(day, count)));
    const { summaries } = await get<SummarySeries>(`/touchpoints/delivery/summaries?${query}`);
    return summaries.map(({ period, suppressed, figures }) => [period, suppressed ?? figures?.responses]);
  };

  test('suppresses a day with three respondents and the next smallest day of its week', async () => {
    expect(await seriesOf('grain=day', ['2026-05-04', 3], ['2026-05-05', 7], ['2026-05-06', 30])).toEqual([
      ['2026-05-04', true],
      ['2026-05-05', true],
      ['2026-05-06', 30],
    ]);
  });

  test('suppresses the same in every requested range', async () => {
    const counts = [
      ['2026-05-04', 3],
      ['2026-05-05', 7],
      ['2026-05-06', 30],
    ] as const;
    expect(await seriesOf('grain=day&from=2026-05-05&to=2026-05-05', ...counts)).toEqual([
      ['2026-05-05', true],
    ]);
  });

  test('adds up a week from its parts in two months', async () => {
    const counts = [
      ['2026-04-28', 6],
      ['2026-05-02', 9],
    ] as const;
    expect(await seriesOf('grain=week', ...counts)).toEqual([['2026-04-27', 15]]);
    expect(await seriesOf('grain=week&to=2026-04', ...counts)).toEqual([['2026-04-27', 15]]);
  });

  test('shows no respondent hashes', async () => {
    const { store, get } = apiWorld();
    await store(responsesOn('2026-05-04', 6, { answers: labelled('negative', 'speed') }));
    expect(JSON.stringify(await get('/touchpoints/delivery/summaries'))).not.toContain('people');
  });

  test('marks a period that has not ended', async () => {
    const { store, get } = apiWorld({ today: '2026-05-06' });
    await store(responsesOn('2026-05-04', 6), responsesOn('2026-04-29', 6));
    const { summaries } = await get<SummarySeries>('/touchpoints/delivery/summaries?grain=week');
    expect(summaries.map(({ period, part }) => [period, part])).toEqual([
      ['2026-04-27', undefined],
      ['2026-05-04', true],
    ]);
  });

  test('shows everything where suppression is off', async () => {
    const { store, get } = apiWorld({ metrics: { confidentiality: 'off' } });
    await store(responsesOn('2026-05-04', 1));
    const { summaries } = await get<SummarySeries>('/touchpoints/delivery/summaries');
    expect(summaries).toMatchObject([{ figures: { responses: 1 } }]);
  });
});

describe('GET /stages/{stage}/summaries', () => {
  test('is the sum of what is disclosed of its touchpoints', async () => {
    const { store, get } = apiWorld({ journey });
    await store(responsesOn('2026-05-04', 6), responsesOn('2026-05-04', 4, { touchpoint: 'checkout' }));
    const { summaries } = await get<SummarySeries>('/stages/order/summaries?grain=month');
    expect(summaries).toMatchObject([{ period: '2026-05', partial: true, figures: { responses: 6 } }]);
  });

  test('is not found outside the journey', async () => {
    expect(await apiWorld({ journey }).get('/stages/nowhere/summaries')).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});

describe('GET /touchpoints/{touchpoint}/feedback', () => {
  const pageOf = async (query: string, ...days: readonly (readonly [day: string, count: number])[]) => {
    const { store, get } = apiWorld();
    await store(
      ...days.map(([day, count]) =>
        responsesOn(day, count, (index) => ({
          channel: 'web',
          attributes: { plan: 'gold' },
          respondent: undefined,
          answers: index < 3 ? labelled('negative', 'speed') : labelled('positive', 'price'),
        })),
      ),
    );
    return get<FeedbackPage>(`/touchpoints/delivery/feedback?limit=200${query}`);
  };

  test('shows no comments of nine respondents', async () => {
    expect(await pageOf('', ['2026-05-04', 9])).toEqual({ feedback: [], suppressed: true });
  });

  test('shows those of ten', async () => {
    expect((await pageOf('', ['2026-05-04', 10])).feedback).toHaveLength(10);
  });

  test('shows none where a theme, a label and a day leave three of twelve', async () => {
    const query = '&theme=speed&label=negative&from=2026-05-04&to=2026-05-04';
    expect(await pageOf(query, ['2026-05-04', 12])).toEqual({ feedback: [], suppressed: true });
  });

  test('shows days with fewer than ten only together with the days next to them', async () => {
    const days = [
      ['2026-05-04', 6],
      ['2026-05-05', 6],
      ['2026-05-06', 11],
    ] as const;
    const all = await pageOf('', ...days);
    expect([...new Set(all.feedback.map(({ written }) => written))]).toEqual([
      '2026-05-06',
      '2026-05-04/2026-05-05',
    ]);
    const cut = await pageOf('&from=2026-05-05', ...days);
    expect([cut.feedback.length, cut.partial]).toEqual([11, true]);
  });

  test('reveals no person: no respondent, group, time or row', async () => {
    const { feedback } = await pageOf('', ['2026-05-04', 10]);
    expect(Object.keys(feedback[0] ?? {}).toSorted()).toEqual([
      ...[
        'answers',
        'asked',
        'ratings',
        'responseId',
        'solicited',
        'touchpoint',
        'versions',
        'voice',
        'written',
      ],
    ]);
  });

  test('counts respondents from the first page on, with any cursor', async () => {
    const last = { touchpoint: 'delivery', newest: '22026-05-04', entry: '~', cut: '' };
    const cursor = Buffer.from(JSON.stringify(last)).toString('base64url');
    expect(await pageOf(`&theme=speed&cursor=${cursor}`, ['2026-05-04', 12])).toMatchObject({
      suppressed: true,
    });
  });

  test('tells no day of a response within its block by a cursor that somebody makes up', async () => {
    const { store, get } = apiWorld();
    await store(...['2026-05-04', '2026-05-05', '2026-05-06'].map((day) => responsesOn(day, 7)));
    const all = await get<FeedbackPage>('/touchpoints/delivery/feedback');
    for (const newest of ['22026-05-04', '22026-05-05', '22026-05-06']) {
      const last = { touchpoint: 'delivery', newest, entry: '0', cut: '' };
      const cursor = Buffer.from(JSON.stringify(last)).toString('base64url');
      const page = await get<FeedbackPage>(`/touchpoints/delivery/feedback?cursor=${cursor}`);
      for (const [written, entries] of Map.groupBy(page.feedback, (entry) => entry.written))
        expect(entries).toEqual(all.feedback.filter((entry) => entry.written === written));
    }
  });

  test('is paged and shows each response once', async () => {
    const { store, get } = apiWorld();
    await store(...['2026-05-04', '2026-05-05', '2026-05-06'].map((day) => responsesOn(day, 7)));
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get<FeedbackPage>(`/touchpoints/delivery/feedback?limit=4${cursor}`);
      seen.push(...page.feedback.map(({ responseId }) => responseId));
      cursor = page.cursor === undefined ? '' : `&cursor=${page.cursor}`;
    } while (cursor !== '');
    expect([seen.length, new Set(seen).size]).toEqual([21, 21]);
  });
});
