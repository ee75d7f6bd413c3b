import { expect, test } from 'vitest';
import { engineOf, withEngine } from './language-engines.ts';

test('a language that the file does not name is scored by its built-in model, or by nothing', () => {
  expect(['nl', 'ja'].map((language) => engineOf({ engines: {} }, language))).toEqual(['built-in', 'none']);
});

test('a chosen engine is written, and removed again where it applies anyway', () => {
  const chosen = withEngine({ engines: { nl: 'none' } }, 'de', 'comprehend');
  expect(chosen).toEqual({ engines: { nl: 'none', de: 'comprehend' } });
  expect(withEngine(chosen, 'de', 'built-in')).toEqual({ engines: { nl: 'none' } });
});
