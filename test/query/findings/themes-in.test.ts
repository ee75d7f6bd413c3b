import { expect, test } from 'vitest';
import { themesIn } from '../../../lib/query/findings/read-findings.ts';

test('themes have their name in the reader’s language, or the one they have', () => {
  const themes = new Map([
    ['effort', { name: 'Ease and effort', names: { de: 'Aufwand' }, parent: 'all' }],
    ['staff', { name: 'Staff' }],
    ['price', {}],
  ]);
  const names = (language: 'en' | 'de') => [...themesIn(themes, language).values()].map(({ name }) => name);
  expect(names('de')).toEqual(['Aufwand', 'Staff', undefined]);
  expect(names('en')).toEqual(['Ease and effort', 'Staff', undefined]);
});
