import { expect, test } from 'vitest';
import {
  count,
  differenceText,
  plural,
  pointsText,
  reasons,
  shareText,
  withN,
} from '../../../lib/cli/render/wording.ts';

const figure = (value: number, low: number, high: number, n: number) => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

test('points carry their sign, their interval and n', () => {
  const nps = figure(42.3, 35.1, 49.2, 1230);
  expect(withN(pointsText(nps), nps)).toBe('+42 (+35 to +49) n=1,230');
});

test('a score that rounds to zero has no sign', () => {
  expect(pointsText(figure(-0.3, -12, 11.6, 200))).toBe('0 (-12 to +12)');
});

test('a difference points up or down, or is an equals sign', () => {
  const by = (difference: number) => differenceText('csat:1-5', { difference, low: -0.1, high: 0.1 });
  expect([by(0.02), by(0), by(-0.02)]).toEqual([
    '▲ +2 points (-10 to +10)',
    '= 0 points (-10 to +10)',
    '▼ -2 points (-10 to +10)',
  ]);
});

test('a sample that is too small is marked', () => {
  expect(shareText(figure(0.5, 0.3, 0.7, 12))).toBe('50% (30% to 70%) ?');
});

test('a noun has a plural from two on', () => {
  expect([plural(1, 'row'), plural(2, 'row'), plural(0, 'row')]).toEqual(['1 row', '2 rows', '0 rows']);
  expect(count(12_345)).toBe('12,345');
});

test('reasons are sorted by their code', () => {
  expect(reasons({ spam: 2, preview: 1 })).toBe('preview 1, spam 2');
  expect(reasons({})).toBe('');
});
