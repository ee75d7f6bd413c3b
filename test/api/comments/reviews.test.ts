import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { ReviewChange, ReviewView } from '../../../lib/api/contract/comments/reviews.ts';
import type { Operations } from '../../../lib/api/contract/operations.ts';
import { exampleCopy } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

type Comments = AnswerOf<Operations['listComments']>;
type Corrections = AnswerOf<Operations['listCorrections']>;

const [answer] = exampleCopy().answers;

const reviewed = async (people = 12) => {
  const world = apiWorld({ callerOf: () => ({ role: 'analyst', name: 'ana@example.org' }) });
  await world.store(
    responsesOn('2026-05-04', people, {
      asked: 2,
      answers: answer === undefined ? [] : [answer, { ...answer, question: 'What else?' }],
    }),
  );
  const comments = (query = '') => world.get<Comments>(`/comments?${query}`);
  const [entry] = (await comments()).comments;
  const put = (
    change: ReviewChange,
    id = entry?.responseId ?? 'none',
    written = entry?.written ?? '2026-05-04',
  ) =>
    world.ask<ReviewView>(
      `/touchpoints/delivery/feedback/${encodeURIComponent(id)}/review?written=${encodeURIComponent(written)}`,
      {
        method: 'PUT',
        body: JSON.stringify(change),
      },
    );
  const reviewIn = async () =>
    (await comments()).comments.find(({ responseId }) => responseId === entry?.responseId)?.review;
  return { ...world, comments, put, reviewIn, entry };
};

const corrected: ReviewChange = {
  revision: 0,
  corrections: [{ answer: 0, label: 'negative', themes: ['speed'] }],
};

describe('a correction', () => {
  test('is empty where fewer people responded than may be quoted', async () => {
    const { put } = await reviewed(9);
    const [hidden] = responsesOn('2026-05-04', 9);
    expect(await put(corrected, hidden?.responseId)).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    });
  });

  test('is shown with the comment, signed by who made it and when', async () => {
    const { put, reviewIn } = await reviewed();
    const { status, body } = await put(corrected);
    expect([status, body]).toMatchObject([
      200,
      {
        revision: 1,
        corrections: [{ answer: 0, label: 'negative', themes: ['speed'], by: 'ana@example.org' }],
      },
    ]);
    expect(await reviewIn()).toEqual(body);
  });

  test('leaves the figures and the filters as the model has them', async () => {
    const { put, comments, get } = await reviewed();
    const before = await get('/themes?period=2026-05');
    await put(corrected);
    expect(await get('/themes?period=2026-05')).toEqual(before);
    expect((await comments('label=negative')).comments).toEqual([]);
  });

  test('is undone by saying what was said before', async () => {
    const { put, reviewIn } = await reviewed();
    await put(corrected);
    expect((await put({ revision: 1, corrections: [] })).status).toBe(200);
    expect(await reviewIn()).toEqual({ revision: 2, corrections: [] });
  });

  test('of two people at once is refused to the second', async () => {
    const { put, reviewIn } = await reviewed();
    await put(corrected);
    expect(await put({ revision: 0, corrections: [] })).toMatchObject({
      status: 412,
      body: { error: { code: 'changed-meanwhile' } },
    });
    expect((await reviewIn())?.corrections).toHaveLength(1);
  });

  test('keeps the signature of what another person leaves as it is', async () => {
    const { put, effects, entry } = await reviewed();
    const first = (await put(corrected)).body.corrections[0];
    const both = { ...corrected, revision: 1, followUp: { status: 'open' } } as const;
    expect((await put(both)).body.corrections[0]).toEqual(first);
    expect(await effects.feedback.readReviews('delivery', '2026-05')).toMatchObject([
      { responseId: entry?.responseId, revision: 2 },
    ]);
  });

  test('stays through a new analysis, and goes where the text is another one', async () => {
    const { put, reviewIn, effects, entry } = await reviewed();
    await put(corrected);
    const { copies } = await effects.feedback.readCell('delivery', '2026-05-04');
    const versions = { sentiment: 'newer', theme: 'newer' };
    await effects.feedback.rewrite(
      copies.map((copy) => ({ copy: { ...copy, versions }, replaces: copy.versions })),
    );
    expect((await reviewIn())?.corrections).toHaveLength(1);
    const other = copies.filter(({ responseId }) => responseId === entry?.responseId);
    await effects.feedback.put(
      other.map((copy) => ({
        ...copy,
        answers: copy.answers.map((one) => ({ ...one, text: 'Other words' })),
      })),
    );
    expect((await reviewIn())?.corrections).toEqual([]);
  });

  test('of a response that is not there, or of an answer that it has not, is refused', async () => {
    const { put } = await reviewed();
    expect((await put(corrected, 'nobody')).status).toBe(404);
    expect((await put({ revision: 0, corrections: [{ answer: 7, label: 'neutral' }] })).status).toBe(400);
  });
});

describe('following up', () => {
  test('has a status and an owner, by which comments can be filtered', async () => {
    const { put, comments } = await reviewed();
    await put({ revision: 0, corrections: [], followUp: { status: 'in-progress', owner: 'Support' } });
    const counts = async (query: string) => (await comments(query)).total?.responses;
    expect(
      await Promise.all(
        ['followUp=in-progress', 'owner=Support', 'followUp=none', 'followUp=done', 'corrected=true'].map(
          counts,
        ),
      ),
    ).toEqual([1, 1, 11, 0, 0]);
  });

  test('of one response is shown, although fewer than ten match: a status set by people identifies no group of customers', async () => {
    const { put, comments } = await reviewed();
    await put({ revision: 0, corrections: [], followUp: { status: 'open' } });
    expect((await comments('followUp=open')).comments).toHaveLength(1);
  });

  test('shows nothing where fewer than ten meet the other filters', async () => {
    const { put, comments } = await reviewed();
    await put({ revision: 0, corrections: [], followUp: { status: 'open' } });
    expect(await comments('followUp=open&q=nothing')).toMatchObject({ suppressed: true, comments: [] });
  });
});

describe('GET /corrections', () => {
  test('lists what was corrected, with the text that adapt and teach learn from', async () => {
    const { put, get, entry } = await reviewed();
    await put(corrected);
    const { corrections, examined } = await get<Corrections>(
      '/corrections?touchpoint=delivery&from=2026-05&to=2026-05',
    );
    expect([corrections, examined]).toMatchObject([
      [
        {
          responseId: entry?.responseId,
          question: 'Why?',
          text: 'Quick',
          label: 'negative',
          themes: ['speed'],
        },
      ],
      { responses: 12, of: 12 },
    ]);
  });

  test('has no text of a time in which fewer than ten people wrote', async () => {
    const { get, put } = await reviewed(9);
    await put(corrected, '0#40-50-6202');
    expect(await get('/corrections')).toMatchObject({ suppressed: true, corrections: [] });
  });
});
