import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInLanguages } from '../../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { foldText } from '../../../lib/analysis/sentiment/languages/language-features.ts';
import {
  decodeLanguageWeights,
  encodeLanguageWeights,
  type LanguageWeights,
} from '../../../lib/analysis/sentiment/languages/language-file.ts';
import {
  createLanguageModel,
  loadLanguageModel,
} from '../../../lib/analysis/sentiment/languages/language-model.ts';
import { shippedLanguages } from '../../../lib/analysis/sentiment/languages/shipped-languages.ts';
import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { type NegationScore, negationScores } from '../../../models/languages/negation-challenge.ts';

const languages = shippedLanguages();

const labelOf = (language: string, text: string): string | undefined =>
  languages.modelOf(language)?.score(text).label;

describe('the models of other languages', () => {
  test.each([
    ['de', 'Die Lieferung kam pünktlich und der Fahrer war sehr freundlich', 'positive'],
    ['de', 'Das Gerät ist nach zwei Wochen kaputt gegangen, nie wieder', 'negative'],
    ['de', 'Der Kundendienst war leider nicht hilfsbereit', 'negative'],
    ['es', 'El personal fue muy amable y la habitación estaba limpia', 'positive'],
    ['es', 'El pedido nunca llegó y nadie contesta', 'negative'],
    ['fr', 'Livraison rapide, je recommande', 'positive'],
    ['fr', 'Le produit est arrivé cassé et personne ne répond', 'negative'],
    ['fr', "Le serveur n'était pas aimable", 'negative'],
    ['it', 'Camera pulita e colazione abbondante, ci torneremo', 'positive'],
    ['it', 'Il bagno era sporco e il personale scortese', 'negative'],
    ['it', 'Il personale non è gentile', 'negative'],
    ['nl', 'Het eten was heerlijk en werd snel bezorgd', 'positive'],
    ['nl', 'Bestelling kwam veel te laat en was koud', 'negative'],
    ['nl', 'Helemaal niet tevreden over de klantenservice', 'negative'],
    ['pt', 'Produto chegou antes do prazo, adorei', 'positive'],
    ['pt', 'O aplicativo trava toda hora e ninguém resolve', 'negative'],
    ['pt', 'O atendimento não foi nada educado', 'negative'],
  ])('%s: "%s" is %s', (language, text, label) => {
    expect(labelOf(language, text)).toBe(label);
  });

  test.each([
    ['de', 'nicht schmutzig', 'positive'],
    ['de', 'Das Zimmer war nicht schmutzig', 'positive'],
    ['de', 'kein Problem', 'positive'],
    ['de', 'Nicht nur teuer, sondern auch schlecht', 'negative'],
    ['fr', 'pas de problème', 'positive'],
    ['fr', "La chambre n'était pas sale", 'positive'],
    ['it', 'nessun problema', 'positive'],
    ['it', 'Il personale non era gentile', 'negative'],
    ['es', 'no es malo', 'positive'],
    ['es', 'La comida no era mala', 'positive'],
    ['nl', 'niet slecht', 'positive'],
    ['nl', 'Geen enkel probleem gehad', 'positive'],
    ['pt', 'não é ruim', 'positive'],
    ['pt', 'O atendimento não foi bom', 'negative'],
  ])('%s: the negation in "%s" makes it %s', (language, text, label) => {
    expect(labelOf(language, text)).toBe(label);
  });

  test.each(builtInLanguages)('%s: most sentences with a negation have the right sign', (language) => {
    const model = loadLanguageModel(readFileSync(`models/sentiment-${language}.bin`));
    const scores = negationScores(language, model);
    const sum = (pick: (score: NegationScore) => number) =>
      scores.reduce((total, score) => total + pick(score), 0);

    expect(sum(({ right }) => right) / sum(({ of }) => of)).toBeGreaterThanOrEqual(0.75);
  });

  test.each(builtInLanguages)('%s: a text without words is neutral and has no clauses', (language) => {
    expect(languages.modelOf(language)?.score('')).toMatchObject({ label: 'neutral', score: 0, clauses: [] });
  });

  test('both sides of a contrast are clauses of their own, with spans of the text as it was written', () => {
    const text = 'Très bon accueil, mais le plat était infect et immangeable';
    const scored = languages.modelOf('fr')?.score(text);
    expect(scored?.clauses.map(({ span: [start, end], label }) => [text.slice(start, end), label])).toEqual([
      ['Très bon accueil,', 'positive'],
      ['mais le plat était infect et immangeable', 'negative'],
    ]);
    expect(scored?.mixed).toBe(true);
  });

  test('the weights of words add up to what moved the text', () => {
    const model = languages.modelOf('de');
    const text = 'Das Essen war kalt und nicht gut';
    const probabilities = model?.score(text).probabilities ?? [1, 1, 1];
    const sum = model?.explain(text).reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBeCloseTo(Math.log(probabilities[2] / probabilities[0]), 6);
  });

  test('a language without a model has none', () => {
    expect(languages.modelOf('fi')).toBeUndefined();
    expect(languages.modelOf('en')).toBeUndefined();
  });
});

test('accents and capitals are folded, each character in its place', () => {
  expect(foldText('Très DÉÇU, Straße 😀')).toBe('tres decu, straße 😀');
});

describe('a file of weights of a language', () => {
  const table = new Int8Array(2 * 2 ** 10);
  const weights: LanguageWeights = {
    version: 'test-1',
    language: 'de',
    step: 0.5,
    bias: [0, 0],
    negators: [hashOf('nicht')],
    contrasts: [hashOf('aber')],
    limiters: [hashOf('nur')],
    table,
  };

  test('reads what was written', () => {
    expect(decodeLanguageWeights(encodeLanguageWeights(weights))).toEqual(weights);
  });

  test('without any weight every text is neutral', () => {
    expect(createLanguageModel(weights).score('Alles gut').label).toBe('neutral');
  });

  test('other bytes are corrupt, and too few are truncated', () => {
    const bytes = encodeLanguageWeights(weights);
    expect(() => decodeLanguageWeights(new Uint8Array(40))).toThrow(
      expect.objectContaining({ code: 'file-corrupt' }),
    );
    expect(() => decodeLanguageWeights(bytes.subarray(0, bytes.length - 100))).toThrow(
      expect.objectContaining({ code: 'file-truncated' }),
    );
  });
});
