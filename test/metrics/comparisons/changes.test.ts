import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../lib/metrics/comparisons/changes.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { emptyTally, type Tally } from '../../../lib/metrics/tally/tally.ts';

const theme = (negative: number, positive: number) => ({
  negative,
  neutral: 0,
  positive,
  scoreSum: 50 * (positive - negative),
  scoreSquareSum: 2500 * (positive + negative),
  people: 'many' as const,
});
const tally = (promoters: number, complaints: number): Tally => ({
  ...emptyTally,
  responses: 200,
  ratings: { 'nps:transactional': { '9': promoters, '3': 200 - promoters }, 'csat:1-5': { '5': 8, '1': 2 } },
  answers: { ...emptyTally.answers, asked: 200, scored: 200 },
  sentiment: { ...theme(100, 100), mixed: 0 },
  themes: { delivery: theme(complaints, 40) },
});
const before = figuresOf(tally(120, 40));

describe('seriesOf', () => {
  it('has the headline of each scale, net sentiment, and the share and net sentiment of each theme', () => {
    expect([...seriesOf(before).keys()]).toEqual([
      'nps:transactional',
      'csat:1-5',
      'sentiment:net',
      'theme:delivery:share',
      'theme:delivery:net',
    ]);
  });

  it('an empty tally gives an empty result', () => {
    expect(seriesOf(figuresOf(emptyTally)).size).toBe(0);
  });
});
