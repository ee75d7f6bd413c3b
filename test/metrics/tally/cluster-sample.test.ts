import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToSample,
  type ClusterSample,
  clusterMark,
  finishSample,
  maxSampled,
  mergeSample,
  startSample,
} from '../../../lib/metrics/tally/cluster-sample.ts';

type Answer = readonly [person: number, value: number];

const groupOf = (person: number): string => 'ABCDEFGH'.charAt((person * 7919) % 8);

const sampleOf = (answers: readonly Answer[], key = 'key'): ClusterSample => {
  const sample = startSample();
  for (const [person, value] of answers)
    addToSample(sample, clusterMark(`${key} ${person}`, groupOf(person)), value);
  return finishSample(sample);
};

const merged = (...samples: readonly ClusterSample[]): ClusterSample => {
  const into = startSample();
  for (const sample of samples) mergeSample(into, sample);
  return finishSample(into);
};

/** Up to 300 people, so that samples are complete, cut between groups, or cut within the first group. */
const manyAnswers = fc.array(fc.tuple(fc.nat(299), fc.integer({ min: -1, max: 10 })), { maxLength: 600 });
const bytes = (value: unknown): string => JSON.stringify(value);
const contributions = ({ people }: ClusterSample): string[] => Object.values(people).map(bytes).toSorted();

describe('a sample of respondents', () => {
  it('has everyone while they are few', () => {
    const sample = sampleOf([
      [1, 9],
      [2, 3],
      [1, 7],
    ]);
    expect(contributions(sample)).toEqual(['3', '[2,16,130]']);
    expect(sample.n).toBe(3);
    expect(sample.below).toBeUndefined();
  });

  it('is the same of all answers as of their parts, in any order', () => {
    fc.assert(
      fc.property(manyAnswers, manyAnswers, manyAnswers, (first, second, third) => {
        const whole = bytes(sampleOf([...first, ...second, ...third]));
        const parts = [first, second, third].map((answers) => sampleOf(answers)) as [
          ClusterSample,
          ClusterSample,
          ClusterSample,
        ];
        expect(bytes(merged(...parts))).toBe(whole);
        expect(bytes(merged(parts[2], merged(parts[1], parts[0])))).toBe(whole);
        expect(Object.keys(sampleOf(first).people).length).toBeLessThanOrEqual(maxSampled);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('has the same people under every key, as long as one group is not larger than a sample', () => {
    const answers = Array.from({ length: 400 }, (_, index): Answer => [index % 250, index % 11]);
    const sample = sampleOf(answers, 'one key');
    expect(Object.keys(sample.people).length).toBeGreaterThan(maxSampled / 2);
    expect(contributions(sampleOf(answers, 'another key'))).toEqual(contributions(sample));
  });

  it('reads a sample stored without its end as one that ends with its last mark', () => {
    const stored: ClusterSample = { n: 5, people: { b00000: [1, 9, 81], a00000: [1, 2, 4] } };
    const sample = merged(stored, { n: 2, people: { a11111: 4, c00000: 5 } });
    expect(sample).toEqual({ n: 7, people: { a00000: 2, a11111: 4, b00000: 9 }, below: 'b00000~' });
  });
});
