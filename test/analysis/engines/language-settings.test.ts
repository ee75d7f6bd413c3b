import { expect, test } from 'vitest';
import { enginesVersion, type SentimentEngine } from '../../../lib/analysis/engines/engine.ts';
import { parseLanguageSettings } from '../../../lib/analysis/engines/language-settings.ts';

const parse = (text: string) => parseLanguageSettings(text, 'config/languages.yaml');

test('the languages of Comprehend are listed in order; `none` is not an engine', () => {
  expect(parse('engines: { fr: comprehend, de: comprehend, es: none }')).toEqual(['de', 'fr']);
});

test('an empty file has no engines', () => {
  expect(parse('')).toEqual([]);
  expect(parse('engines: {}')).toEqual([]);
});

test.each([
  ['engines: { en: comprehend }', 'English is the built-in model’s'],
  ['engines: { nl: comprehend }', 'Comprehend does not read it'],
  ['engines: { de: google }', 'an unknown engine'],
  ['engine: { de: comprehend }', 'an unknown key'],
])('%s is refused: %s', (text) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      code: 'usage',
      details: expect.objectContaining({ file: 'config/languages.yaml' }),
    }),
  );
});

test('engines are part of the sentiment version, regardless of their order', () => {
  const engine: SentimentEngine = { version: 'comprehend-1', score: async () => [] };
  expect(
    enginesVersion(
      new Map([
        ['fr', engine],
        ['de', engine],
      ]),
    ),
  ).toBe('+comprehend-1(de,fr)');
  expect(enginesVersion(new Map())).toBe('');
});
