import { describe, expect, test } from 'vitest';
import type { ResponseExplanation } from '../../../lib/api/contract/comments/feedback.ts';
import { scoredBy, shippedAnalyzer } from '../shipped-analyzer.ts';
import { apiWorld, responsesOn } from '../world.ts';

const journey = 'stages: [{ id: order, touchpoints: [{ id: delivery }] }]';
const text = 'The courier was lovely, but the parcel was broken and late';
const analyzer = shippedAnalyzer();
const scored = scoredBy(analyzer, text);
const pathOf = (response: string): string => `/touchpoints/delivery/feedback/${response}/explanation`;

const worldOf = async (count: number, changes = {}) => {
  const world = apiWorld({ journey, analyzer });
  await world.store(
    responsesOn('2026-05-04', count, (index) => ({ ...scored, responseId: `r${index}`, ...changes })),
  );
  return world;
};

const explanationOf = async (count: number, changes = {}) => {
  const { ask } = await worldOf(count, changes);
  const { status, body } = await ask<ResponseExplanation>(pathOf('r3'));
  expect(status).toBe(200);
  return body;
};

describe('GET /touchpoints/{touchpoint}/feedback/{response}/explanation', () => {
  test('has the sentiment of each clause, with offsets into the comment', async () => {
    const { explained } = await explanationOf(12);
    const [first] = explained;
    expect(explained.map(({ answer }) => answer)).toEqual([0]);
    expect(first?.clauses.map(({ span: [from, to], label }) => [text.slice(from, to), label])).toEqual([
      ['The courier was lovely,', 'positive'],
      ['but the parcel was broken and late', 'negative'],
    ]);
  });

  test('says which words moved it, and which way', async () => {
    const [first] = (await explanationOf(12)).explained;
    const moved = new Map(first?.words.map(({ span: [from, to], weight }) => [text.slice(from, to), weight]));
    expect(moved.get('lovely')).toBeGreaterThan(0.2);
    expect(moved.get('broken')).toBeLessThan(-0.2);
  });

  test('explains nothing that another model scored, and says so', async () => {
    const versions = { sentiment: 'older-1', theme: scored.versions.theme };
    expect(await explanationOf(12, { versions })).toMatchObject({ explained: [], otherVersion: true });
  });

  test('leaves out comments that say nothing or that are in another language', async () => {
    const answers = [
      { question: 'Why?', role: 'open', text: 'n/a', analysis: { status: 'no-content' } },
      { question: 'Why?', role: 'open', text, analysis: { status: 'unsupported-language', language: 'de' } },
      ...scored.answers,
    ];
    const { explained } = await explanationOf(12, { answers, asked: 3 });
    expect(explained.map(({ answer }) => answer)).toEqual([2]);
  });

  test('is empty where fewer people responded than may be quoted', async () => {
    const { ask } = await worldOf(9);
    expect(await ask(pathOf('r3'))).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
  });

  test('is found in the time that is asked for only, as in the list', async () => {
    const { ask } = await worldOf(12);
    expect((await ask(`${pathOf('r3')}?from=2026-05-04&to=2026-05-04`)).status).toBe(200);
    expect((await ask(`${pathOf('r3')}?from=2026-05-05`)).status).toBe(404);
  });

  test('of a response or a touchpoint that is not there is not found', async () => {
    const { ask } = await worldOf(12);
    expect((await ask(pathOf('r99'))).status).toBe(404);
    expect((await ask('/touchpoints/elsewhere/feedback/r3/explanation')).status).toBe(404);
  });
});
