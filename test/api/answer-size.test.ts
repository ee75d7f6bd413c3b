import { describe, expect, test } from 'vitest';
import { bodyBytes } from '../../lib/api/answer-size.ts';
import { createClient } from '../../lib/api/client/client.ts';
import type { FeedbackPage } from '../../lib/api/contract/comments/feedback.ts';
import type { SummarySeries } from '../../lib/api/contract/summaries.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { limits } from '../../lib/store/limits.ts';
import { exampleCopy } from '../store/examples.ts';
import { apiWorld, responsesOn } from './world.ts';

/** An answer as a function returns it: its body is a string in the JSON of its response. */
const answered = async (answer: Response): Promise<number> => bodyBytes(await answer.clone().text());

const themes = Array.from({ length: 150 }, (_, index) => `theme-of-the-taxonomy-number-${index}`);

const dayAt = (index: number): string => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10);

const example = exampleCopy().answers[0];
const answerWith = (text: string, ids: readonly string[] = []): Copy['answers'][number] => {
  if (example === undefined || example.analysis.status !== 'scored') throw new Error('the example is scored');
  const { analysis } = example;
  const found = ids.map((id): (typeof analysis.themes)[number] => ({
    id,
    confidence: 1,
    sentiment: { label: 'positive', score: 40 },
    spans: [[0, 5]],
  }));
  return { ...example, text, analysis: { ...analysis, themes: found } };
};

const open = { metrics: { confidentiality: 'off' } } as const;

/** Six responses a day, each of which mentions every theme. */
const historyOf = async (days: number) => {
  const world = apiWorld(open);
  await world.store(
    ...Array.from({ length: days }, (_, index) =>
      responsesOn(dayAt(index), 1, { answers: [answerWith('short', themes)] }),
    ),
  );
  return world;
};

/** Responses with texts of 60 KB. */
const longTexts = async (count: number) => {
  const world = apiWorld(open);
  await world.store(responsesOn('2026-05-04', count, { answers: [answerWith('“words” '.repeat(7000))] }));
  return world;
};

/** All pages of an address, each within what a function may answer. */
const pagesOf = async <Page extends { readonly cursor?: string }>(
  world: ReturnType<typeof apiWorld>,
  path: string,
): Promise<Page[]> => {
  const pages: Page[] = [];
  let cursor: string | undefined;
  do {
    const answer = await world.api.request(`${path}${cursor === undefined ? '' : `&cursor=${cursor}`}`);
    expect([answer.status, (await answered(answer)) < limits.invocationBytes]).toEqual([200, true]);
    const page = (await answer.json()) as Page;
    pages.push(page);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
};

describe('an answer', () => {
  test('of feedback with long texts ends before 6 MB, and its cursor continues behind its last entry', async () => {
    const world = await longTexts(120);
    const pages = await pagesOf<FeedbackPage>(world, '/touchpoints/delivery/feedback?limit=200');
    const ids = pages.flatMap(({ feedback }) => feedback.map(({ responseId }) => responseId));
    expect([pages.length > 1, ids.length, new Set(ids).size]).toEqual([true, 120, 120]);
  });

  test('of comments ends there too, and counts all of them on the first page', async () => {
    const world = await longTexts(120);
    const pages = await pagesOf<{ comments: { responseId: string }[]; total?: object; cursor?: string }>(
      world,
      '/comments?limit=200',
    );
    const ids = pages.flatMap(({ comments }) => comments.map(({ responseId }) => responseId));
    expect([ids.length, new Set(ids).size, pages[0]?.total]).toEqual([
      120,
      120,
      { responses: 120, comments: 120 },
    ]);
  });

  test('of summaries without bounds ends there too; a client gets all of it', async () => {
    const world = await historyOf(60);
    const pages = await pagesOf<SummarySeries & { cursor?: string }>(
      world,
      '/touchpoints/delivery/summaries?grain=day',
    );
    const periods = pages.flatMap(({ summaries }) => summaries.map(({ period }) => period));
    expect([pages.length > 1, periods]).toEqual([true, Array.from({ length: 60 }, (_, day) => dayAt(day))]);
    const client = createClient({
      base: 'http://127.0.0.1/',
      fetch: async (url, init) => world.api.request(url.href, init),
    });
    const whole = await client.touchpointSummaries({ touchpoint: 'delivery', grain: 'day' });
    expect('summaries' in whole && whole.summaries.length).toBe(60);
    expect('cursor' in whole).toBe(false);
  }, 60_000);

  test('that is one page goes on behind the same entry when earlier ones came meanwhile', async () => {
    const world = await historyOf(60);
    const path = '/touchpoints/delivery/summaries?grain=day';
    const first = await world.get<SummarySeries & { cursor: string }>(path);
    await world.store(responsesOn('2024-12-31', 1));
    const next = await world.get<SummarySeries>(`${path}&cursor=${first.cursor}`);
    const last = first.summaries.at(-1)?.period ?? '';
    expect(next.summaries[0]?.period).toBe(
      new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10),
    );
  }, 60_000);

  test('refuses a cursor that is none', async () => {
    const world = apiWorld();
    await world.store(responsesOn('2026-05-04', 20));
    const { status, body } = await world.ask('/touchpoints/delivery/summaries?cursor=none');
    expect([status, body]).toMatchObject([400, { error: { code: 'usage' } }]);
  });

  test('as a file is stored when it is too large, and the answer leads to it', async () => {
    const world = await longTexts(120);
    const answer = await world.api.request('/export?view=feedback&touchpoint=delivery');
    expect(answer.status).toBe(303);
    const [key = '', file] =
      [...world.effects.objects.contents].find(([name]) => name.startsWith('exports/')) ?? [];
    expect(answer.headers.get('location')).toContain(key);
    expect(file?.toString().match(/^delivery,/gm)?.length).toBe(120);
  });

  test('as a file that fits has the whole view', async () => {
    const world = apiWorld(open);
    await world.store(responsesOn('2026-05-04', 240));
    const answer = await world.api.request('/export?view=feedback&touchpoint=delivery');
    expect([answer.status, (await answer.text()).match(/^delivery,/gm)?.length]).toEqual([200, 240]);
  });
});

test.each([
  '/touchpoints/{}/feedback',
  '/touchpoints/{}/summaries',
  '/touchpoints/delivery/feedback/{}/explanation',
  '/stages/{}/summaries',
  '/personas/{}/summaries',
  '/themes/{}',
  '/batches/{}',
  '/batches/{}/rejects',
  '/comments?touchpoint={}',
  '/drivers?metric=nps&touchpoint={}',
  '/batches?object={}',
])('%s refuses 5,000 characters there', async (path) => {
  const world = apiWorld();
  await world.store(responsesOn('2026-05-04', 20));
  for (const text of ['x'.repeat(5000), 'ü'.repeat(600)]) {
    const { status, body } = await world.ask(path.replace('{}', encodeURIComponent(text)));
    expect([status, JSON.stringify(body).length < 1000]).toEqual([400, true]);
    expect(body).toMatchObject({ error: { code: 'usage' } });
  }
});
