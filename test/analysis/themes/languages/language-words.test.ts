import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInLanguages } from '../../../../lib/analysis/sentiment/languages/built-in-languages.ts';
import {
  createLanguageMatcher,
  languageWords,
} from '../../../../lib/analysis/themes/languages/language-words.ts';
import { loadTaxonomy } from '../../../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../../../lib/analysis/words/words.ts';
import { assetPath } from '../../../../lib/assets.ts';

const packOf = (name: string) =>
  loadTaxonomy(readFileSync(assetPath(`taxonomies/${name}.yaml`), 'utf8'), `${name}.yaml`);

const packs = ['cx-core', 'hospitality', 'retail', 'software-apps'].map(packOf);
const ids = [...new Set(packs.flatMap(({ themes }) => themes.map(({ id }) => id)))].sort();

const themesIn = (
  language: (typeof builtInLanguages)[number],
  text: string,
  pack = packOf('cx-core'),
): string[] =>
  createLanguageMatcher(pack, language)(readWords(text)).map(({ theme }) => pack.themes[theme]?.id ?? '');

describe('themes in other languages', () => {
  test.each(builtInLanguages)('%s has words for every theme of four packs, and for no other', (language) => {
    expect(Object.keys(languageWords(language).seeds).sort()).toEqual(ids);
  });

  test.each([
    ['de', 'Die Lieferung kam zwei Wochen zu spät', ['delivery', 'speed']],
    ['de', 'Umtausch war problemlos', ['returns', 'effort']],
    ['de', 'Kein Aufzug für Rollstuhlfahrer', ['facilities', 'accessibility', 'accessibility']],
    ['fr', "L'accueil était glacial", ['staff-attitude']],
    ['fr', 'Mot de passe refusé, impossible de me connecter', ['account']],
    ['es', 'Me cobraron dos veces', ['billing']],
    ['es', 'La habitación estaba sucia', ['facilities']],
    ['it', 'Il corriere ha perso il pacco', ['staff', 'delivery', 'delivery']],
    ['nl', 'Ik ben van het kastje naar de muur gestuurd', ['hand-over']],
    ['nl', 'Te duur voor wat je krijgt', ['price']],
    ['pt', 'O aplicativo trava toda hora', ['digital', 'reliability']],
    ['pt', 'Fui muito bem atendido e a comida chegou quente', ['delivery']],
  ] as const)('%s: "%s" is about %s', (language, text, themes) => {
    const found = themesIn(language, text);
    for (const theme of themes) expect(found).toContain(theme);
  });

  test('a phrase that means something else does not count', () => {
    expect(themesIn('de', 'Ich bin mir sicher')).toEqual([]);
    expect(themesIn('es', 'Hay que tener en cuenta el tiempo')).not.toContain('account');
  });

  test("a taxonomy's own words of a language count instead of those that ship", () => {
    const pack = loadTaxonomy(
      "themes: [{ id: delivery, seeds: [parcel], seedsIn: { de: ['Zusteller*'] } }, { id: roof, seeds: [roof], seedsIn: { de: [Dach] } }]",
      'own.yaml',
    );

    expect(themesIn('de', 'Die Zustellerin war auf dem Dach', pack)).toEqual(['delivery', 'roof']);
    expect(themesIn('de', 'Die Lieferung kam', pack)).toEqual([]);
    expect(themesIn('fr', 'La livraison était rapide', pack)).toEqual(['delivery']);
  });
});
