import { describe, expect, test } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { exampleCopy, scoredAnswer } from '../../store/examples.ts';
import { apiWorld } from '../world.ts';

/** What the tests look at by name. */
interface Body {
  readonly reanalysisId: string;
  readonly themes: readonly { readonly quotes: readonly unknown[] }[];
}

/** So many responses of a day that say this, with these themes. */
const sayings = (
  day: string,
  n: number,
  text: string,
  themes: readonly string[] = [],
  changes = {},
): Copy[] =>
  Array.from({ length: n }, (_, index) =>
    exampleCopy({
      responseId: `${index}${text}${day}`.replaceAll(' ', ''),
      cell: day,
      submittedAt: `${day}T10:00:00Z`,
      answers: [
        scoredAnswer(`${text} ${index}`, {
          ...{ label: 'negative', score: -0.5 },
          themes: themes.map((id) => ({
            id,
            confidence: 1,
            sentiment: { label: 'negative', score: -0.5 },
            spans: [[0, 1]],
          })),
        }),
      ],
      ...changes,
    }),
  );

describe('GET /themes/discovered', () => {
  test('names topics without a theme in the taxonomy, with quotes and spans', async () => {
    const { ask, store } = apiWorld();
    await store([
      ...sayings('2026-05-01', 12, 'the voucher code'),
      ...sayings('2026-05-02', 8, 'slow courier', ['delivery']),
    ]);
    const { body } = await ask<Body>('/themes/discovered');
    expect(body).toMatchObject({
      responses: 20,
      comments: 20,
      unassigned: 12,
      themes: [{ name: 'voucher code', responses: 12, share: 0.6, sentiment: { negative: 12 } }],
    });
    expect(body.themes[0]?.quotes[0]).toMatchObject({
      text: expect.stringMatching(/^the voucher code \d$/),
      spans: [[4, 16]],
    });
  });

  test('finds in all comments what is new compared with the month before', async () => {
    const { ask, store } = apiWorld();
    await store([
      ...sayings('2026-04-10', 40, 'opening hours'),
      ...sayings('2026-05-10', 30, 'opening hours'),
      ...sayings('2026-05-11', 15, 'voucher code'),
    ]);
    const { body } = await ask('/themes/discovered?from=2026-05&to=2026-05&against=previous&scope=all');
    expect(body).toMatchObject({
      against: { from: '2026-04', to: '2026-04' },
      responses: 45,
      earlierResponses: 40,
      themes: [{ name: 'voucher code', falseDiscoveryRateUnder: 0.001 }],
    });
  });

  test('never shows what fewer than five respondents said', async () => {
    const { ask, store } = apiWorld();
    await store(sayings('2026-05-01', 4, 'voucher code'));
    expect((await ask('/themes/discovered')).body).toMatchObject({ responses: 4, themes: [] });
  });

  test('refuses to compare what two taxonomies left unassigned, and says what to do', async () => {
    const { ask, store } = apiWorld();
    const versions = { sentiment: 'lexicon-1', theme: 'another+1234' };
    await store([
      ...sayings('2026-04-10', 6, 'opening hours', [], { versions }),
      ...sayings('2026-05-10', 6, 'opening hours'),
    ]);
    const path = '/themes/discovered?from=2026-05&to=2026-05&against=2026-04';
    expect(await ask(path)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect(await ask(`${path}&scope=all`)).toMatchObject({ status: 200 });
  });

  test.each([
    ['against=previous', 'no period of its own'],
    ['against=soon', 'no period'],
    ['scope=some', 'no scope'],
  ])('refuses %s: %s', async (query) => {
    expect(await apiWorld().ask(`/themes/discovered?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'usage' } },
    });
  });

  test('is empty where there is no feedback', async () => {
    expect((await apiWorld().ask('/themes/discovered')).body).toEqual({
      responses: 0,
      comments: 0,
      unassigned: 0,
      themes: [],
    });
  });
});

describe('POST /reanalyses', () => {
  test('starts one, and its progress can be queried', async () => {
    const { ask, store, effects } = apiWorld();
    await store(sayings('2026-05-01', 3, 'voucher code'));
    const { status, body } = await ask<Body>('/reanalyses?touchpoint=delivery&from=2026-05', {
      method: 'POST',
    });
    expect([status, body]).toMatchObject([
      202,
      {
        status: 'analyzing',
        scope: { touchpoint: 'delivery', from: '2026-05' },
        progress: { chunksTotal: 1, chunksDone: 0 },
      },
    ]);
    expect((await ask(`/reanalyses/${body.reanalysisId}`)).body).toEqual(body);
    expect(effects.analyzeQueue.messages).toMatchObject([
      { kind: 'reanalyze', batchId: body.reanalysisId, touchpoint: 'delivery', cells: ['2026-05-01'] },
    ]);
  });

  test('is not found for an unknown touchpoint', async () => {
    expect(await apiWorld().ask('/reanalyses?touchpoint=nowhere', { method: 'POST' })).toMatchObject({
      status: 404,
    });
  });

  test('is not a batch, and a batch is not a reanalysis', async () => {
    const { ask } = apiWorld();
    const { body } = await ask<Body>('/reanalyses', { method: 'POST' });
    expect(await ask(`/batches/${body.reanalysisId}`)).toMatchObject({ status: 404 });
    expect(await ask('/reanalyses/unknown')).toMatchObject({ status: 404 });
  });
});
