import { describe, expect, test } from 'vitest';
import { languageOf } from '../../lib/analysis/language.ts';

describe('language', () => {
  test.each([
    ['The food was great and the staff were lovely', 'en'],
    ['ok', 'en'],
    ['Great app', 'en'],
    ['vry nice aplication', 'en'],
    ['La comida estuvo muy sabrosa y el personal amable', 'es'],
    ['Le patron nous accueille très chaleureusement', 'fr'],
    ['Die Lieferung kam viel zu spät an', 'de'],
    ['O atendimento foi péssimo e demorou muito', 'pt'],
    ['الخدمة ممتازة', 'ar'],
    ['すごく良かったです', 'ja'],
  ])('"%s" is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  test('a declared language applies to an ambiguous text', () => {
    expect(languageOf('Super hotel', 'de')).toBe('de');
  });

  test('a declared language is used without its region', () => {
    expect(languageOf('Bonjour', 'fr-CA')).toBe('fr');
  });

  test('a declared language is overruled by a text that is clearly in another', () => {
    expect(languageOf('La comida estuvo muy sabrosa y el personal fue muy amable con nosotros', 'en')).toBe(
      'es',
    );
  });

  test('a text without letters counts as English', () => {
    expect(languageOf('10/10')).toBe('en');
  });
});
