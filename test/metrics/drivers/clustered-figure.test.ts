import { describe, expect, it } from 'vitest';
import {
  ClusteredScores,
  clusteredFigure,
  type ScoreKind,
} from '../../../lib/metrics/drivers/clustered-figure.ts';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { shareTrue } from '../chance.ts';

const scoresOf = (scores: readonly (readonly [score: number, cluster: number])[]): ClusteredScores => {
  const all = new ClusteredScores();
  for (const [score, cluster] of scores) all.add(score, cluster);
  return all;
};
const alone = (scores: readonly number[]) => scoresOf(scores.map((score, index) => [score, index]));

describe('clusteredFigure', () => {
  it('one response per respondent gives the figure for independent responses', () => {
    const nps = [...Array(15).fill(100), ...Array(13).fill(0), ...Array(8).fill(-100)];
    expect(clusteredFigure(alone(nps), 'net', 30)).toEqual({
      ...figureMaker(30).net(15, 8, 36),
      designEffect: 1,
      effectiveN: 36,
      clusters: 36,
    });
    const satisfied = [...Array(81).fill(1), ...Array(182).fill(0)];
    expect(clusteredFigure(alone(satisfied), 'share', 30)).toMatchObject(figureMaker(30).share(81, 263));
  });

  it('respondents who answer the same three times count a third as much each time', () => {
    const thrice = Array.from({ length: 300 }, (_, index): [number, number] => [
      Math.floor(index / 3) % 2 === 0 ? 100 : -100,
      Math.floor(index / 3),
    ]);
    const figure = clusteredFigure(scoresOf(thrice), 'net', 30);
    expect(figure?.value).toBe(0);
    expect(figure?.n).toBe(300);
    expect(figure?.designEffect).toBeCloseTo(3, 1);
    expect(figure?.effectiveN).toBeLessThan(100);
  });

  it('counts each respondent once where all their answers agree', () => {
    const same = Array.from({ length: 60 }, (_, index): [number, number] => [1, index % 20]);
    const figure = clusteredFigure(scoresOf(same), 'share', 30);
    expect(figure).toMatchObject({ value: 1, n: 60, designEffect: 3, clusters: 20, enough: false });
  });

  it('a single account gives a small effective n, and no sufficient sample', () => {
    const one = Array.from({ length: 60 }, (_, index): [number, number] => [index % 2, 7]);
    expect(clusteredFigure(scoresOf(one), 'share', 30)).toMatchObject({ designEffect: 60, enough: false });
  });

  it('an empty input gives no figure', () => {
    expect(clusteredFigure(new ClusteredScores(), 'net', 30)).toBeUndefined();
  });
});

interface Plan {
  readonly kind: ScoreKind;
  readonly clusters: number;
  /** Responses of a cluster, from the smallest to the largest. */
  readonly sizes: readonly [number, number];
  /** How far the chances of clusters lie apart. */
  readonly apart: number;
}

const scoreOf = (kind: ScoreKind, isHigh: boolean, isLow: boolean): number => {
  if (kind === 'net') return isHigh ? 100 : Number(isLow) * -100;
  if (kind === 'share') return Number(isHigh);
  return isHigh ? kind.max : kind.max - 1 - Number(isLow);
};

const truthOf = (kind: ScoreKind): number => {
  if (kind === 'net') return 20;
  return kind === 'share' ? 0.5 : kind.max - 0.5 - 0.3;
};

/** High in half of the responses and low in 30 %, on average over clusters. */
const holdsTruth = (chance: () => number, { kind, clusters, sizes, apart }: Plan): boolean => {
  const scores = new ClusteredScores();
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const mood = chance() < 0.5 ? apart : -apart;
    const size = sizes[0] + Math.floor(chance() * (sizes[1] - sizes[0] + 1));
    for (let one = 0; one < size; one += 1) {
      const draw = chance();
      scores.add(scoreOf(kind, draw < 0.5 + mood, draw > 0.7 + mood * 0.6), cluster);
    }
  }
  const figure = clusteredFigure(scores, kind, 30);
  return figure !== undefined && figure.low <= truthOf(kind) && truthOf(kind) <= figure.high;
};

describe('clustered intervals hold the true value in 93 to 97 of 100 samples', () => {
  it.each<Plan>([
    { kind: 'net', clusters: 100, sizes: [1, 5], apart: 0.3 },
    { kind: 'net', clusters: 25, sizes: [2, 20], apart: 0.3 },
    { kind: 'share', clusters: 60, sizes: [1, 9], apart: 0.4 },
    { kind: 'share', clusters: 400, sizes: [1, 2], apart: 0.2 },
    { kind: { min: 1, max: 5 }, clusters: 40, sizes: [3, 8], apart: 0.3 },
  ])('$kind of $clusters clusters of $sizes responses, $apart apart', (plan) => {
    const share = shareTrue(2000, plan.clusters, (chance) => holdsTruth(chance, plan));
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  });
});
