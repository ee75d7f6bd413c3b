import { readFileSync } from 'node:fs';
import { adaptWeights, type LabelledComment } from '../../lib/analysis/sentiment/adaptation/adapt.ts';
import { decodeWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import { shippedWeights } from '../../lib/analysis/sentiment/model/shipped-model.ts';
import { createSentimentModel } from '../../lib/analysis/sentiment/model/trained-model.ts';
import type { SentimentModel } from '../../lib/analysis/sentiment/sentiment-model.ts';
import { assetPath } from '../../lib/assets.ts';
import { hasSet, labelOf, readableText, readRows } from './dataset.ts';
import { macroF1 } from './measures.ts';
import { createRandom, shuffle } from './random.ts';

const set = 'airline_tweets_dev';
const draws = 5;
const labelCounts = [50, 100, 200, 400];

const readComments = (): LabelledComment[] =>
  readRows(set).flatMap((row) => {
    const label = labelOf(row);
    return label === undefined ? [] : [{ text: readableText(row), label }];
  });

const scoreOf = (model: SentimentModel, comments: readonly LabelledComment[]): number =>
  macroF1(
    comments.map(({ text, label }) => {
      const scored = model.score(text);
      return { expected: label, found: scored.label, score: scored.score };
    }),
  ).value;

/** How far the other airline tweets rise when the model is adapted to a few of them, drawn at random five times over. */
export const evaluateAdaptation = (): void => {
  if (!hasSet(set)) return;
  const weights = decodeWeights(readFileSync(assetPath(shippedWeights)));
  const orders = Array.from({ length: draws }, (_, draw) => shuffle(readComments(), createRandom(draw + 1)));
  const base = scoreOf(createSentimentModel(weights), readComments());
  console.log(`\n${set}, macro-F1 of the texts that were not drawn: ${base.toFixed(3)} without any label`);
  for (const count of labelCounts) {
    const scores = orders.map((order) =>
      scoreOf(createSentimentModel(adaptWeights(weights, order.slice(0, count))), order.slice(count)),
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / draws;
    const range = `${Math.min(...scores).toFixed(3)} to ${Math.max(...scores).toFixed(3)}`;
    console.log(`  ${count} labels: ${mean.toFixed(3)} on average, ${range} over ${draws} draws`);
  }
};
