import { expect, test } from 'vitest';
import { enginesVersion, type SentimentEngine } from '../../../lib/analysis/engines/engine.ts';
import { parseLanguageSettings } from '../../../lib/analysis/engines/language-settings.ts';

const parse = (text: string) => parseLanguageSettings(text, 'config/languages.yaml');

test('each language has one engine, in alphabetical order; `none` is not an engine', () => {
  expect(
    parse('engines: { fr: comprehend, ja: comprehend, de: comprehend, es: none, nl: built-in }'),
  ).toEqual({
    builtIn: ['it', 'nl', 'pt'],
    comprehend: ['de', 'fr', 'ja'],
  });
});

test('a language that is not named is scored by its built-in model, where it has one', () => {
  expect(parse('')).toEqual({ builtIn: ['de', 'es', 'fr', 'it', 'nl', 'pt'], comprehend: [] });
  expect(parse('engines: {}')).toEqual(parse(''));
});

test.each([
  ['engines: { en: comprehend }', 'English is the built-in model’s'],
  ['engines: { nl: comprehend }', 'Comprehend does not read it'],
  ['engines: { ja: built-in }', 'it has no built-in model'],
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
