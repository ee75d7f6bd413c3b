import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { adaptWeights, type LabelledComment } from '../lib/analysis/sentiment/adaptation/adapt.ts';
import { decodeWeights } from '../lib/analysis/sentiment/model/model-file.ts';
import { shippedWeights } from '../lib/analysis/sentiment/model/shipped-model.ts';
import { createSentimentModel } from '../lib/analysis/sentiment/model/trained-model.ts';
import type { SentimentModel } from '../lib/analysis/sentiment/sentiment-model.ts';
import { assetPath } from '../lib/assets.ts';
import { dataDirectory, hasSet, labelOf, readableText, readRows } from './sentiment/dataset.ts';
import { calibrationError, type Outcome } from './sentiment/measures.ts';
import { createRandom, shuffle } from './sentiment/random.ts';
import { readSources } from './sentiment/sources.ts';
import {
  fitTemperature,
  type Judged,
  judgeTexts,
  type LabelledIn,
  outcomeUnder,
} from './sentiment/temperature.ts';
import { testSets } from './sentiment/test-sets.ts';

/*
 * How far the model's confidence may be trusted: `node models/evaluate-confidence.ts [--models DIRECTORY]`. Prints where the
 * calibration error of each test set comes from, and whether a temperature, constant or by what is known of a text, that is
 * fitted on other sources would lower it on one that it has not seen: by the texts that training kept back, and with `--models`
 * by the models `NAME.bin` in the directory, each trained `--without` the sources of that name below.
 */
const { values: options } = parseArgs({ options: { models: { type: 'string' } } });

const registers: Readonly<Record<string, readonly string[]>> = {
  food: ['yelp_reviews', 'zomato_reviews'],
  apps: ['uber_reviews', 'netflix_reviews', 'bank_app_moniepoint', 'appreview_features'],
  film: ['sst_sentences', 'imdb_train'],
  products: [
    'blitzer_reviews',
    'amazon_polarity',
    'flipkart_reviews',
    'amazon_alexa',
    'womens_clothing',
    'acos_laptop',
  ],
  tweets: ['vader_tweets'],
  stays: ['opener_hotels_en', 'booking_boston', 'skytrax_reviews'],
};

const weights = decodeWeights(readFileSync(assetPath(shippedWeights)));
const maxComments = 300;

const some = <Item>(items: readonly Item[]): Item[] =>
  items.filter((_, index) => index % Math.max(1, Math.ceil(items.length / maxComments)) === 0);

const sources = readSources({ sets: [] });
const textsOf = (name: string, heldBack: boolean): LabelledIn[] =>
  some(sources.filter(({ source, heldBack: held }) => source.name === name && (held || !heldBack))).map(
    ({ text, label, source }) => ({ text, label, source: source.name, twoLabels: !source.hasNeutral }),
  );

const keptBack = (): Judged[] =>
  judgeTexts(
    weights,
    [...new Set(sources.map(({ source }) => source.name))]
      .filter((name) => name !== 'own')
      .flatMap((name) => textsOf(name, true)),
  );

const leftOut = (directory: string): Judged[] =>
  Object.entries(registers).flatMap(([register, names]) => {
    const file = resolve(directory, `${register}.bin`);
    if (!existsSync(file)) return [];
    return judgeTexts(
      decodeWeights(readFileSync(file)),
      names.flatMap((name) => textsOf(name, false)),
    );
  });

const groupOf = ({ source }: Judged): string =>
  Object.entries(registers).find(([, names]) => names.includes(source))?.[0] ?? source;

const temperatures: Readonly<Record<string, readonly number[]>> = {
  constant: [],
  'by known words and n-grams': [0, 1],
  'by length': [2],
  'by all three': [0, 1, 2],
};

const meanError = (texts: readonly Judged[], outcomeOf: (text: Judged) => Outcome): number => {
  const errors = [...Map.groupBy(texts, ({ source }) => source).values()].map((own) =>
    calibrationError(own.map(outcomeOf)),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
};

/** The mean error over sources, each under a temperature that was fitted without its register. */
const unseenError = (texts: readonly Judged[], chosen: readonly number[]): number => {
  const fitted = new Map(
    [...new Set(texts.map(groupOf))].map((group) => [
      group,
      fitTemperature(
        texts.filter((text) => groupOf(text) !== group),
        chosen,
      ),
    ]),
  );
  return meanError(texts, (text) => outcomeUnder(text, fitted.get(groupOf(text)) ?? none));
};
const none = { chosen: [], values: [0] };

const printTemperatures = (what: string, texts: readonly Judged[]): void => {
  console.log(`\nMean calibration error of sources that a temperature was not fitted on, ${what}`);
  console.log(`  none: ${meanError(texts, (text) => outcomeUnder(text, none)).toFixed(3)}`);
  for (const [name, chosen] of Object.entries(temperatures))
    console.log(`  ${name}: ${unseenError(texts, chosen).toFixed(3)}`);
};

const outcomesOf = (model: SentimentModel, comments: readonly LabelledComment[]): Outcome[] =>
  comments.map(({ text, label }) => {
    const { label: found, score, probabilities = [0, 1, 0] } = model.score(text);
    return { expected: label, found, score, confidence: Math.max(...probabilities) };
  });

/** The error that a model with these confidences would show if all of them were true: the sample is only so large. */
const minError = (outcomes: readonly Outcome[]): number => {
  const random = createRandom(1);
  const draws = Array.from({ length: 20 }, () =>
    calibrationError(
      outcomes.map((outcome) => ({
        ...outcome,
        found: random() < (outcome.confidence ?? 0) ? outcome.expected : ('none' as Outcome['found']),
      })),
    ),
  );
  return draws.reduce((sum, error) => sum + error, 0) / draws.length;
};

const withoutNeutral = (comments: readonly LabelledComment[]): Outcome[] =>
  judgeTexts(
    weights,
    comments
      .filter(({ label }) => label !== 'neutral')
      .map((comment) => ({ ...comment, source: '', twoLabels: true })),
  ).map((text) => outcomeUnder(text, none));

const adaptedErrors = (comments: readonly LabelledComment[]): number[] =>
  [1, 2, 3].map((seed) => {
    const order = shuffle([...comments], createRandom(seed));
    const model = createSentimentModel(adaptWeights(weights, order.slice(0, 200)));
    return calibrationError(outcomesOf(model, order.slice(200)));
  });

const printSets = (): void => {
  const table = new Table({
    head: ['set', 'ECE', 'least', 'neutral', 'expected', 'without neutral', 'adapted to 200'],
    style: { head: [], border: [] },
  });
  const model = createSentimentModel(weights);
  for (const { name } of testSets.filter((set) => set.measure === 'macro-F1' && hasSet(set.name))) {
    const comments = readRows(name).flatMap((row): LabelledComment[] => {
      const label = labelOf(row);
      return label === undefined ? [] : [{ text: readableText(row), label }];
    });
    const outcomes = outcomesOf(model, comments);
    const expected =
      comments.reduce((sum, { text }) => sum + (model.score(text).probabilities?.[1] ?? 0), 0) /
      comments.length;
    const neutral = comments.filter(({ label }) => label === 'neutral').length / comments.length;
    const adapted = adaptedErrors(comments);
    table.push([
      name,
      calibrationError(outcomes).toFixed(3),
      minError(outcomes).toFixed(3),
      `${Math.round(100 * neutral)} %`,
      `${Math.round(100 * expected)} %`,
      calibrationError(withoutNeutral(comments)).toFixed(3),
      (adapted.reduce((sum, error) => sum + error, 0) / adapted.length).toFixed(3),
    ]);
  }
  console.log(
    `Calibration error; least: that of a model whose confidence is true; neutral: found by people\n${table}`,
  );
};

if (existsSync(dataDirectory)) {
  printSets();
  printTemperatures('on texts that training kept back', keptBack());
  if (options.models !== undefined)
    printTemperatures('read by models that have not learned from their register', leftOut(options.models));
} else console.log(`There are no labelled sets in ${dataDirectory}: nothing was measured.`);
