import { expect, it } from 'vitest';
import { quadrantsOf } from '../../../lib/insights/drivers/quadrants.ts';

const placed = (theme: string, impact: number, performance: number) => ({ theme, impact, performance });

it('parts themes at the medians of impact and performance', () => {
  const quadrants = quadrantsOf([
    placed('delivery', -8, -60),
    placed('staff', -6, 40),
    placed('price', -1, -50),
    placed('colour', -0.5, 30),
  ]);
  expect(Object.fromEntries(quadrants)).toEqual({
    delivery: 'fix-first',
    staff: 'keep-up',
    price: 'watch',
    colour: 'leave',
  });
});

it('has nothing to fix in what goes with a higher score, however it is felt about', () => {
  const quadrants = quadrantsOf([
    placed('availability', 9, -50),
    placed('staff', 3, 70),
    placed('price', -2, 0),
  ]);
  expect(quadrants.get('availability')).toBe('keep-up');
});

it('judges a single theme by its own sentiment, and puts nothing nowhere', () => {
  expect(quadrantsOf([placed('delivery', -3, -20)]).get('delivery')).toBe('fix-first');
  expect(quadrantsOf([placed('delivery', -3, 20)]).get('delivery')).toBe('keep-up');
  expect(quadrantsOf([])).toEqual(new Map());
});
