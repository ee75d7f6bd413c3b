import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { apiWorld, responsesOn } from './world.ts';

/** Feedback of two touchpoints on twelve days of two months, by two channels. */
const feedback: Copy[] = ['delivery', 'checkout'].flatMap((touchpoint, place) =>
  Array.from({ length: 12 }, (_, index) =>
    responsesOn(
      `2026-0${4 + (index % 2)}-${String(3 + index * 2).padStart(2, '0')}`,
      3 + ((index * 5 + place) % 9),
      (n) => ({
        touchpoint,
        channel: n % 3 === 0 ? 'app' : 'web',
        ratings: { 'nps:transactional': (n * 7 + index) % 11 },
        responseId: `${n}-${index}-${touchpoint}`.padStart(9, '0'),
      }),
    ),
  ).flat(),
);

const views = [
  '/touchpoints',
  '/touchpoints/delivery/summaries?grain=week',
  '/touchpoints/delivery/summaries?by=channel',
  '/touchpoints/delivery/feedback?limit=200',
  '/journey',
  '/scorecard',
  '/trends?metric=nps:transactional',
  '/changes',
  '/personas/mobile/summaries',
  '/export?view=journey',
];

const answersTo = async (batches: readonly (readonly Copy[])[]): Promise<string[]> => {
  const metrics = { dimensions: ['channel'], personas: [{ id: 'mobile', where: { channel: ['app'] } }] };
  const { api, store } = apiWorld({ metrics });
  for (const batch of batches) await store([...batch]);
  const answers: string[] = [];
  for (const path of views) {
    const answer = await api.request(path);
    expect([path, answer.status]).toEqual([path, 200]);
    answers.push(await answer.text());
  }
  return answers;
};

test('every view is the same to the last byte, however the feedback is split into batches and ordered', async () => {
  const expected = await answersTo([feedback]);
  const split = fc
    .tuple(
      fc.shuffledSubarray(feedback, { minLength: feedback.length }),
      fc.array(fc.nat(feedback.length), { maxLength: 4 }),
    )
    .map(([shuffled, cuts]) => {
      const bounds = [0, ...cuts.toSorted((left, right) => left - right), shuffled.length];
      return bounds.slice(1).map((end, index) => shuffled.slice(bounds[index], end));
    });
  await fc.assert(
    fc.asyncProperty(split, async (batches) => {
      expect(await answersTo(batches)).toEqual(expected);
    }),
    { seed: 1, numRuns: 12 },
  );
});
