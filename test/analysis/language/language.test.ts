import { describe, expect, test } from 'vitest';
import { fileLanguages } from '../../../lib/analysis/language/file-languages.ts';
import { languageOf } from '../../../lib/analysis/language/language.ts';
import { languageParts } from '../../../lib/analysis/language/language-parts.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

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

  test.each([
    ['Servicio bueno', 'es'],
    ['Muy bien todo', 'es'],
    ['Personal amable', 'es'],
    ['Très bien', 'fr'],
    ['Sehr gut', 'de'],
    ['Ottimo servizio', 'it'],
    ['Entrega rápida', 'pt'],
    ['Lekker eten', 'nl'],
    ['Snabb leverans', 'sv'],
  ])('"%s" is %s, short as it is', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  test.each([
    ['Pelayanannya bagus banget tapi mahal', 'id'],
    ['Makanannya enak, tempatnya nyaman', 'id'],
    ['Makan sedap tapi servis teruk sangat, tak akan datang lagi', 'ms'],
    ['Khana bahut accha tha', 'hi'],
    ['Paisa wapas nahi mila', 'hi'],
    ['Service bilkul bekar hai', 'hi'],
  ])('"%s" is %s: Indonesian is not Malay, Hindi in Latin letters is not English', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  test('a declared language applies to an ambiguous text', () => {
    expect(languageOf('Super hotel', { declared: 'de' })).toBe('de');
  });

  test('a declared language is used without its region', () => {
    expect(languageOf('Bonjour', { declared: 'fr-CA' })).toBe('fr');
  });

  test('a declared language is overruled by a text that is clearly in another', () => {
    expect(
      languageOf('La comida estuvo muy sabrosa y el personal fue muy amable con nosotros', {
        declared: 'en',
      }),
    ).toBe('es');
  });

  test('a text without letters counts as English', () => {
    expect(languageOf('10/10')).toBe('en');
  });
});

const german = [
  'Das Zimmer war sehr sauber',
  'Freundliches Personal',
  'Gerne wieder',
  'Leider war es zu laut',
  'Alles bestens',
  'Wir kommen wieder',
  'Das Frühstück könnte besser sein',
  'Zu teuer',
];

describe('the languages of a file', () => {
  test('decide what a few words leave open', () => {
    const file = fileLanguages({ comments: german.map((text) => ({ text })), questions: [] });

    expect(languageOf('Super Hotel')).toBe('en');
    expect(languageOf('Super Hotel', { file })).toBe('de');
  });

  test('never overrule a text that is clearly in another', () => {
    const file = fileLanguages({ comments: german.map((text) => ({ text })), questions: [] });

    expect(languageOf('The breakfast was great', { file })).toBe('en');
    expect(languageOf('La chambre était très propre', { file })).toBe('fr');
  });

  test('are the same for the same comments', () => {
    const evidence = {
      comments: german.map((text) => ({ text })),
      questions: ['Was hat Ihnen nicht gefallen?'],
    };

    expect(fileLanguages(evidence)).toEqual(fileLanguages(evidence));
  });

  test('show in the language of a question, not in the name of a column', () => {
    const comments = [{ text: 'Top' }];
    const shareOf = (question: string): number =>
      fileLanguages({ comments, questions: [question] })['de'] ?? 0;

    expect(shareOf('Was hat Ihnen bei uns gefallen?')).toBeGreaterThan(0.4);
    expect(shareOf('Kommentar')).toBeLessThan(0.1);
  });

  test('show in what rows declare', () => {
    const texts = ['Super', 'Top', 'Ok'];

    expect(
      fileLanguages({ comments: texts.map((text) => ({ text, declared: 'nl' })), questions: [] })['nl'],
    ).toBe(0.53);
  });

  test('are the usual ones where there is no comment', () => {
    expect(fileLanguages({ comments: [], questions: [] })).toEqual({});
  });
});

describe('the parts of a text by language', () => {
  const partsOf = (text: string): [string, string][] =>
    languageParts(text, readWords(text), languageOf(text)).map(({ language, span }) => [
      language,
      text.slice(...span),
    ]);

  test('are its sentences', () => {
    expect(partsOf('Das Zimmer war leider nicht sauber. The staff was very friendly and helpful.')).toEqual([
      ['de', 'Das Zimmer war leider nicht sauber'],
      ['en', 'The staff was very friendly and helpful'],
    ]);
  });

  test('are one for a text in one language, with short sentences in that of their neighbour', () => {
    const text = 'Das Essen war gut. Super. Das Personal war auch sehr nett.';

    expect(partsOf(text)).toEqual([['de', text.slice(0, -1)]]);
  });

  test('are one for an English text with a foreign name', () => {
    expect(partsOf('We loved the Trattoria della Nonna. The food was great.')).toHaveLength(1);
  });
});
