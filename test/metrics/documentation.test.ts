import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as confidentiality from '../../lib/disclosure/suppression.ts';
import * as scale from '../../lib/feedback/response/scale.ts';
import * as anomaly from '../../lib/metrics/comparisons/anomaly.ts';
import * as benjaminiHochberg from '../../lib/metrics/comparisons/benjamini-hochberg.ts';
import * as change from '../../lib/metrics/comparisons/change.ts';
import * as countForecast from '../../lib/metrics/comparisons/count-forecast.ts';
import * as familyRates from '../../lib/metrics/comparisons/family-rates.ts';
import * as homogeneity from '../../lib/metrics/comparisons/homogeneity.ts';
import * as mix from '../../lib/metrics/comparisons/mix.ts';
import * as yearlyAlarms from '../../lib/metrics/comparisons/yearly-alarms.ts';
import * as clusteredFigure from '../../lib/metrics/drivers/clustered-figure.ts';
import * as driverMoments from '../../lib/metrics/drivers/driver-moments.ts';
import * as drivers from '../../lib/metrics/drivers/drivers.ts';
import * as questionGates from '../../lib/metrics/drivers/question-gates.ts';
import * as designEffect from '../../lib/metrics/figures/design-effect.ts';
import * as figure from '../../lib/metrics/figures/figure.ts';
import * as figures from '../../lib/metrics/figures/figures.ts';
import * as rank from '../../lib/metrics/figures/rank.ts';
import * as ratingFigures from '../../lib/metrics/figures/rating-figures.ts';
import * as weights from '../../lib/metrics/figures/weights.ts';
import * as tally from '../../lib/metrics/tally/tally.ts';
import * as silence from '../../lib/reports/alerts/silence.ts';

const names: Record<string, unknown> = {
  ...scale,
  ...anomaly,
  ...benjaminiHochberg,
  ...change,
  ...clusteredFigure,
  ...designEffect,
  ...confidentiality,
  ...countForecast,
  ...driverMoments,
  ...drivers,
  ...familyRates,
  ...figure,
  ...figures,
  ...homogeneity,
  ...mix,
  ...questionGates,
  ...rank,
  ...ratingFigures,
  ...tally,
  ...silence,
  ...weights,
  ...yearlyAlarms,
};

const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
const code = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, block = '']) => block).join('');
const lines = code.split('\n').filter((line) => line !== '');
const arrow = ' // → ';
const setUp = lines.filter((line) => !line.includes(arrow)).join('\n');
const examples = lines.filter((line) => line.includes(arrow)).map((line) => line.split(arrow));

const evaluate = (expression: string): unknown =>
  new Function(...Object.keys(names), `${setUp}\nreturn (${expression});`)(...Object.values(names));

const rounded = (value: unknown): unknown => {
  if (typeof value === 'number') return Math.round(value * 1e4) / 1e4;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(rounded);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
};

describe('docs/metrics.md', () => {
  it('contains examples', () => {
    expect(examples.length).toBeGreaterThan(15);
  });

  it.each(examples)('example %s prints what the page shows', (expression = '', printed = '') => {
    expect({ result: rounded(evaluate(expression)) }).toMatchObject({ result: evaluate(printed) as object });
  });
});
