import { describe, expect, it } from 'vitest';
import { shippedSentimentModel } from '../../../lib/analysis/sentiment/model/shipped-model.ts';
import {
  bare,
  challengeTexts,
  compositions,
  type Phenomenon,
  phenomena,
} from '../../../models/sentiment/challenge.ts';
import { ownPhrases } from '../../../models/sentiment/sources.ts';

const minOfPhenomenon = 0.8;
const minOverall = 0.965;

const model = shippedSentimentModel();

const isRight = ({ expected, mixed }: Phenomenon, text: string): boolean => {
  const scored = model.score(text);
  return expected.includes(scored.label) && (mixed === undefined || scored.mixed === mixed);
};

const missed = (phenomenon: Phenomenon): string[] =>
  phenomenon.texts.filter((text) => !isRight(phenomenon, text));

describe('the challenge suite', () => {
  it('has at least 300 texts, without repeats', () => {
    const texts = phenomena.flatMap((phenomenon) => phenomenon.texts);
    expect(texts.length).toBeGreaterThanOrEqual(300);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('shares no sentence with the training texts that the project generates', () => {
    const shared = ownPhrases().filter(({ text }) => challengeTexts.has(bare(text)));
    expect(shared).toEqual([]);
  });

  it.each(phenomena)('$name: at least eight in ten are correct', (phenomenon) => {
    const wrong = missed(phenomenon);
    const rate = 1 - wrong.length / phenomenon.texts.length;
    expect(rate, `missed: ${wrong.join(' | ')}`).toBeGreaterThanOrEqual(minOfPhenomenon);
  });

  it('nineteen in twenty are correct overall', () => {
    const count = phenomena.reduce((sum, { texts }) => sum + texts.length, 0);
    const wrong = phenomena.reduce((sum, phenomenon) => sum + missed(phenomenon).length, 0);
    expect(1 - wrong / count).toBeGreaterThanOrEqual(minOverall);
  });
});

/** What was measured, less a few sentences: the model card has the numbers; the goal is 0.9 for each kind. */
const minOfCompositions = 0.73;

describe('sentences whose feeling lies in how words are put together, or in a fact', () => {
  it('are more than 200, and none is in both suites', () => {
    const texts = [...compositions, ...phenomena].flatMap((kind) => kind.texts);
    expect(compositions.flatMap((kind) => kind.texts).length).toBeGreaterThan(200);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it(`are read correctly in ${100 * minOfCompositions} % of all cases`, () => {
    const count = compositions.reduce((sum, { texts }) => sum + texts.length, 0);
    const wrong = compositions.reduce((sum, kind) => sum + missed(kind).length, 0);
    expect(1 - wrong / count).toBeGreaterThanOrEqual(minOfCompositions);
  });
});
