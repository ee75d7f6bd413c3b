import { expect, test } from 'vitest';
import { byImportance, unitLegend } from '../../../lib/cli/render/units.ts';

test('a legend names each unit once, NPS first', () => {
  expect(unitLegend(['sentiment:net', 'csat:1-5', 'csat:1-10', 'nps:transactional'])).toBe(
    'NPS in points, CSAT = share satisfied, net sentiment in points',
  );
  expect(unitLegend(['ces:1-7:easy'], 'mean')).toBe('CES = mean');
  expect(unitLegend(['ces:1-7:easy', 'volume'])).toBe('CES = share who found it easy');
  expect(unitLegend([])).toBe('');
});

test('scores are in the order in which they lead', () => {
  const series = ['theme:price:share', 'sentiment:net', 'rating:1-5', 'ces:1-7:easy', 'nps:x', 'csat:1-5'];
  expect(series.toSorted(byImportance)).toEqual(series.toReversed().toSorted(byImportance));
  expect(series.toSorted(byImportance)[0]).toBe('nps:x');
});
