import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import {
  type Correction,
  correctedProbabilities,
  fitSamples,
  noCorrection,
  type Sample,
  type Samples,
} from '../../lib/analysis/sentiment/adaptation/adaptation-fit.ts';
import {
  featureScale,
  foldText,
  isTurned,
  readFeatures,
  scanLanguage,
  slotOfKey,
} from '../../lib/analysis/sentiment/languages/language-features.ts';
import type { LanguageWeights } from '../../lib/analysis/sentiment/languages/language-file.ts';
import { createNgrams, turnedShare } from '../../lib/analysis/sentiment/model/ngrams.ts';
import { likeliestLabel } from '../../lib/analysis/sentiment/model/trained-model.ts';
import { createTokens } from '../../lib/analysis/sentiment/tokens/token-columns.ts';
import { outOfRange } from '../../lib/out-of-range.ts';
import { macroF1, type Outcome } from '../sentiment/measures.ts';
import { createRandom, shuffle } from '../sentiment/random.ts';

/*
 * What a team's own labels would do to the model of another language, by the fit of `verbatim adapt`, which fits the English
 * model only. Features that a negation turns keep their weights.
 */

interface Labelled {
  readonly text: string;
  readonly label: SentimentLabel;
}

/** A feature of the text read last: what it weighs in logits but for the scale, and its position unless a negation turns it. */
interface Feature {
  readonly weight: readonly [negative: number, positive: number];
  readonly position?: number;
}

const featuresOf = (weights: LanguageWeights) => {
  const grammar = {
    negators: new Set(weights.negators),
    contrasts: new Set(weights.contrasts),
    limiters: new Set(weights.limiters),
  };
  const [tokens, features] = [createTokens(), createNgrams()];
  const weightAt = (at: number): number => weights.step * (weights.table[at] ?? outOfRange(at));
  return (text: string): Feature[] => {
    scanLanguage(foldText(text), tokens, grammar);
    readFeatures(tokens, features, weights.table.length / 2);
    return Array.from(features.key.subarray(0, features.count), (key): Feature => {
      const position = slotOfKey(key);
      const [negative, positive] = [weightAt(2 * position), weightAt(2 * position + 1)];
      return isTurned(key)
        ? { weight: [turnedShare * positive, turnedShare * negative] }
        : { weight: [negative, positive], position };
    });
  };
};

const readSamples = (weights: LanguageWeights, labelled: readonly Labelled[]): Samples => {
  const read = featuresOf(weights);
  const slots = new Map<number, number>();
  const slotOf = (position: number): number => {
    const slot = slots.get(position) ?? slots.size;
    slots.set(position, slot);
    return slot;
  };
  const samples = labelled.map(({ text, label }): Sample => {
    const features = read(text);
    const scale = featureScale(features.length);
    const sum = (side: 0 | 1): number => features.reduce((total, { weight }) => total + weight[side], 0);
    return {
      base: { negative: weights.bias[0] + scale * sum(0), positive: weights.bias[1] + scale * sum(1) },
      filters: new Float64Array(0),
      slots: Int32Array.from(
        features.flatMap(({ position }) => (position === undefined ? [] : [slotOf(position)])),
      ),
      scale,
      label,
    };
  });
  return { samples, positions: [...slots.keys()], filters: 0 };
};

const judged = (samples: readonly Sample[], correction: Correction): Outcome[] =>
  samples.map((sample) => {
    const probabilities = correctedProbabilities(sample, correction);
    const [negative, , positive] = probabilities;
    return { expected: sample.label, found: likeliestLabel(probabilities), score: positive - negative };
  });

/** The share of the texts with a feeling whose leaning is right. */
const signOf = (outcomes: readonly Outcome[]): number => {
  const felt = outcomes.filter(({ expected }) => expected !== 'neutral');
  return felt.filter(({ expected, score }) => score >= 0 === (expected === 'positive')).length / felt.length;
};

interface Side {
  readonly macroF1: number;
  readonly sign: number;
}

const sideOf = (outcomes: readonly Outcome[]): Side => ({
  macroF1: macroF1(outcomes).value,
  sign: signOf(outcomes),
});

const meanOf = (sides: readonly Side[]): Side => ({
  macroF1: sides.reduce((sum, side) => sum + side.macroF1, 0) / sides.length,
  sign: sides.reduce((sum, side) => sum + side.sign, 0) / sides.length,
});

const draws = 3;

/** Means over the texts that were not drawn, without and with `count` of the texts as labels, three times over. */
export const withOwnLabels = (
  weights: LanguageWeights,
  labelled: readonly Labelled[],
  count: number,
): { readonly before: Side; readonly after: Side } => {
  const all = readSamples(weights, labelled);
  const sides = Array.from({ length: draws }, (_, draw) => {
    const order = shuffle([...all.samples], createRandom(draw + 1));
    const [drawn, rest] = [order.slice(0, count), order.slice(count)];
    return {
      before: sideOf(judged(rest, noCorrection(all))),
      after: sideOf(judged(rest, fitSamples(all, drawn))),
    };
  });
  return {
    before: meanOf(sides.map(({ before }) => before)),
    after: meanOf(sides.map(({ after }) => after)),
  };
};
