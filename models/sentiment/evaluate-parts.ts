import { readFileSync } from 'node:fs';
import { decodeWeights, type SentimentWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import { shippedWeights } from '../../lib/analysis/sentiment/model/shipped-model.ts';
import { createSentimentModel } from '../../lib/analysis/sentiment/model/trained-model.ts';
import { assetPath } from '../../lib/assets.ts';
import { hasSet, labelOf, readableText, readRows } from './dataset.ts';

const sets = [
  'sst2_dev',
  'airline_tweets_dev',
  'semeval14_restaurants_train',
  'semeval14_laptops_train',
  'umsab_en',
];

const without = (weights: SentimentWeights): Readonly<Record<string, SentimentWeights>> => ({
  'the whole model': weights,
  'n-grams alone': { ...weights, filterWeights: weights.filterWeights.map(() => 0) },
  'convolution alone': { ...weights, ngramWeights: weights.ngramWeights.map(() => 0) },
  'without reading misspelt words': { ...weights, spellingTargets: 0 },
});

/** Share of the positive and negative texts of a set that lean to the right side. */
const accuracyOf = (weights: SentimentWeights, set: string): number => {
  const model = createSentimentModel(weights);
  const polar = readRows(set).filter(({ label }) => label === 'neg' || label === 'pos');
  const right = polar.filter((row) => {
    const [negative = 0, , positive = 0] = model.score(readableText(row)).probabilities ?? [];
    return positive > negative === (labelOf(row) === 'positive');
  });
  return right.length / polar.length;
};

/** What each part of the model is good for: positive against negative, on sets that no part has seen. */
export const evaluateParts = (): void => {
  const present = sets.filter(hasSet);
  console.log(`\nParts, accuracy of positive against negative\n${''.padEnd(32)}${present.join('  ')}`);
  for (const [name, weights] of Object.entries(
    without(decodeWeights(readFileSync(assetPath(shippedWeights)))),
  ))
    console.log(
      `${name.padEnd(32)}${present
        .map((set) =>
          accuracyOf(weights, set)
            .toFixed(3)
            .padEnd(set.length + 2),
        )
        .join('')}`,
    );
};
