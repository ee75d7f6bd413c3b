import { globSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTexts, translator } from './texts.ts';

const catalogue = z.object({
  texts: z.object({ en: z.record(z.string(), z.string()), de: z.record(z.string(), z.string()) }),
});

const dashboard = join(import.meta.dirname, '../..');
const files = globSync('**/texts.ts', { cwd: dashboard }).filter((file) => file !== 'shared/texts/texts.ts');

const part = z.object({ value: z.unknown().optional() }).catchall(z.unknown());

/** The names that a message takes values for, in plurals and tags too. */
const namesIn = (element: unknown): string[] => {
  if (Array.isArray(element)) return element.flatMap(namesIn);
  const parsed = part.safeParse(element);
  if (!parsed.success) return [];
  const { type, value, ...rest } = parsed.data;
  const own = type !== 0 && typeof value === 'string' ? [value] : [];
  return [
    ...own,
    ...Object.values(rest).flatMap((inner) => (typeof inner === 'object' ? namesIn(inner) : [])),
    ...namesIn(value),
  ];
};

const needs = (message: string, locale: string): string[] =>
  [...new Set(namesIn(new IntlMessageFormat(message, locale).getAst()))].toSorted();

describe('the texts of the page', () => {
  test('are found, those of the shell and of views', () => {
    expect(files).toEqual(expect.arrayContaining(['shell/texts.ts', 'shared/journey/texts.ts']));
  });

  test.each(files)('%s takes the same values in English and in German', async (file) => {
    const { texts } = catalogue.parse(await import(join(dashboard, file)));
    const found = Object.entries(texts.en).map(([key, message]) => [key, needs(message, 'en')]);
    expect(Object.entries(texts.de).map(([key, message]) => [key, needs(message, 'de')])).toEqual(found);
  });
});

describe('a message', () => {
  const texts = defineTexts({
    en: { comments: '{count, plural, one {one comment} other {# comments}}', strong: '<b>{name}</b> fell' },
    de: {
      comments: '{count, plural, one {ein Kommentar} other {# Kommentare}}',
      strong: '<b>{name}</b> fiel',
    },
  });

  test('follows the plural rules of its language', () => {
    const [english, german] = [translator(texts, 'en'), translator(texts, 'de')];
    expect([english('comments', { count: 1 }), german('comments', { count: 1200 })]).toEqual([
      'one comment',
      '1.200 Kommentare',
    ]);
  });

  test('inserts values as plain text, also markup', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    expect(translator(texts, 'en').rich('strong', { name: hostile, b: (parts) => parts.join('') })).toBe(
      `${hostile} fell`,
    );
  });
});
