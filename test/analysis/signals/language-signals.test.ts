import { expect, test } from 'vitest';
import { createLanguageSignals } from '../../../lib/analysis/signals/language-signals.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

const idsIn = (language: 'de' | 'es' | 'fr' | 'it' | 'nl' | 'pt', text: string): string[] =>
  createLanguageSignals(language)({ text, words: readWords(text), clauses: [] }).map(({ id }) => id);

test.each([
  ['de', 'Ich kündige und gehe zur Konkurrenz', ['churn-intent']],
  ['de', 'Es wäre schön, wenn es mehr Auswahl gäbe', ['suggestion']],
  ['de', 'Wann kommt meine Bestellung?', ['question']],
  ['fr', "L'application ne s'ouvre pas depuis la mise à jour", ['bug-report']],
  ['fr', 'À fuir !', ['warns']],
  ['es', 'No volveremos', ['churn-intent']],
  ['es', 'Lo recomiendo', ['recommends']],
  ['it', 'Sarebbe utile una modalità scura', ['suggestion']],
  ['nl', 'Bel me zo snel mogelijk terug', ['urgency']],
  ['pt', 'Nunca mais compro aqui', ['churn-intent']],
] as const)('%s: "%s" has the signals %j', (language, text, ids) => {
  expect(idsIn(language, text)).toEqual(ids);
});

test('the clear sentiment of a clause is complaint or praise', () => {
  const text = 'Das Essen war kalt';
  const clauses = [{ span: [0, 18] as [number, number], label: 'negative' as const, score: -0.8 }];

  expect(createLanguageSignals('de')({ text, words: readWords(text), clauses })).toEqual([
    { id: 'complaint', spans: [[0, 18]] },
  ]);
});
