import { describe, expect, test } from 'vitest';
import { intervalStrip } from '../../../lib/charts/interval-strip.ts';
import type { Picture } from '../../../lib/charts/picture.ts';
import { nearestPoint, stepFrom } from './chart-steps.ts';

const point = (x: number, y: number) => ({ x, y, sentence: '' });
const picture: Picture = {
  ...intervalStrip({ columns: [], domain: [0, 1] }, 300),
  series: [
    [point(0, 10), point(100, 10), point(200, 10)],
    [point(0, 60), point(100, 60)],
  ],
};

describe('arrow keys', () => {
  test.each([
    ['ArrowRight', undefined, { series: 0, point: 0 }],
    ['ArrowLeft', undefined, { series: 0, point: 2 }],
    ['ArrowRight', { series: 0, point: 1 }, { series: 0, point: 2 }],
    ['ArrowRight', { series: 0, point: 2 }, { series: 0, point: 2 }],
    ['ArrowLeft', { series: 0, point: 0 }, { series: 0, point: 0 }],
    ['ArrowDown', { series: 0, point: 2 }, { series: 1, point: 1 }],
    ['ArrowUp', { series: 0, point: 1 }, { series: 0, point: 1 }],
    ['x', { series: 0, point: 1 }, { series: 0, point: 1 }],
  ] as const)('%s from %j leads to %j', (key, from, to) => {
    expect(stepFrom(picture, from, key)).toEqual(to);
  });
});

describe('the pointer', () => {
  test.each([
    [90, 12, { series: 0, point: 1 }],
    [90, 58, { series: 1, point: 1 }],
    [900, 500, { series: 0, point: 2 }],
  ] as const)('at %d, %d selects the point %j', (x, y, place) => {
    expect(nearestPoint(picture, x, y)).toEqual(place);
  });

  test('selects nothing where nothing is drawn', () => {
    expect(nearestPoint({ ...picture, series: [[]] }, 5, 5)).toBeUndefined();
  });
});
