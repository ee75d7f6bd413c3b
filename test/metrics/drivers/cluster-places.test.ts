import { expect, it } from 'vitest';
import { ClusteredScores } from '../../../lib/metrics/drivers/clustered-figure.ts';
import { clusteringOf } from '../../../lib/metrics/drivers/clustering.ts';
import { clusterGroups, clusterOf } from '../../../lib/metrics/drivers/clusters.ts';
import { driverMomentsOf } from '../../../lib/metrics/drivers/driver-moments.ts';

const scoresOf = (answers: Iterable<readonly [person: number, score: number]>): ClusteredScores => {
  const scores = new ClusteredScores();
  for (const [person, score] of answers) scores.add(score, clusterOf({ responseId: `r${person}` }));
  return scores;
};

const singles = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, person) => [person, person % 3 === 0 ? 100 : 0]);

it('counts 1,200 people who answered once as 1,200 clusters, without any design effect', () => {
  expect(scoresOf(singles(1200)).effective()).toEqual({ designEffect: 1, effectiveN: 1200, clusters: 1200 });
});

it('counts clusters exactly up to the number of groups, and within a tenth of a percent beyond', () => {
  expect(scoresOf(singles(16_000)).effective().clusters).toBe(16_000);
  const { clusters } = scoresOf([...singles(200_000), ...singles(200_000)]).effective();
  expect(Math.abs(clusters - 200_000)).toBeLessThan(200);
});

it('finds the design effect of people who answered twice, however many they are, in any order', () => {
  const answers = [...singles(3 * clusterGroups), ...singles(3 * clusterGroups)];
  const { designEffect } = scoresOf(answers).effective();
  expect(designEffect).toBeGreaterThan(1.95);
  expect(designEffect).toBeLessThan(2.05);
  expect(scoresOf(answers.toReversed()).effective().designEffect).toBeCloseTo(designEffect, 9);
});

it('finds the design effect of a driver beyond the number of groups as well', () => {
  const observations = [...singles(40_000), ...singles(40_000)].map(([person, outcome]) => ({
    cluster: clusterOf({ responseId: `r${person}` }),
    outcome,
    themes: person % 5 === 0 ? ['late'] : [],
  }));
  const clustering = clusteringOf(observations, driverMomentsOf(observations)).get('theme:late');
  expect(clustering?.designEffect).toBeGreaterThan(1.9);
  expect(clustering?.designEffect).toBeLessThan(2.1);
});
