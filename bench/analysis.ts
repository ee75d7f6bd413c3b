import { readFileSync } from 'node:fs';
import { shippedWeights } from '../lib/analysis/sentiment/model/shipped-model.ts';
import { loadSentimentModel } from '../lib/analysis/sentiment/model/trained-model.ts';
import { assetPath } from '../lib/assets.ts';
import { hasSet, readableText, readRows } from '../models/sentiment/dataset.ts';
import { createRandom, shuffle } from '../models/sentiment/random.ts';
import { createEngines, ownComments, ratiosOf, reference, secondsOfEngines } from './report/engines.ts';
import { type Figure, figureOf, type Part } from './report/report.ts';

/** The speed of sentiment and of the full analysis, against rivals in the same process on the same comments. */

const rounds = 9;
const commentCount = 8000;
const measuredSets = ['airline_tweets_dev', 'sst2_test', 'uber_reviews'];

/** Real short comments, where there are any. */
const realComments = (): string[] =>
  shuffle(
    measuredSets.filter(hasSet).flatMap((set) => readRows(set).map(readableText)),
    createRandom(1),
  );

const piece = 500;

/** On comments of which each is read once, after a fifth of them has had everything compiled; piece by piece. */
const freshFigures = (texts: readonly string[], of: string): Figure[] => {
  const engines = createEngines();
  const own = [...engines.keys()].filter((name) => name.startsWith('verbatim'));
  const ratios = new Map<string, number[]>(own.map((name) => [name, []]));
  for (let start = 0; start < texts.length; start += piece) {
    const seconds = secondsOfEngines(engines, texts.slice(start, start + piece), 1);
    if (start < texts.length / 5) continue;
    for (const [name, all] of ratios) all.push(...ratiosOf(seconds, name));
  }
  return [...ratios].map(([name, all]) =>
    figureOf(`${name}, ${of} that it has not read before`, 'ratio', all),
  );
};

const repeatedFigures = (texts: readonly string[], of: string): Figure[] => {
  const engines = createEngines();
  const seconds = secondsOfEngines(engines, texts, rounds + 1);
  return [...engines.keys()]
    .filter((name) => name !== reference)
    .map((name) => figureOf(`${name}, ${of}`, 'ratio', ratiosOf(seconds, name).slice(1)));
};

const figuresOf = (texts: readonly string[], of: string): Figure[] =>
  texts.length === 0 ? [] : [...freshFigures(texts, of), ...repeatedFigures(texts, of)];

const loadMilliseconds = (): Figure => {
  const bytes = readFileSync(assetPath(shippedWeights));
  const all = Array.from({ length: rounds }, () => {
    const start = performance.now();
    loadSentimentModel(bytes);
    return performance.now() - start;
  });
  return figureOf('loading the sentiment model', 'ms', all);
};

export const measure = (): Part => ({
  title: `Analysis by processor time, as a share of ${reference}'s speed`,
  figures: [
    ...figuresOf(ownComments(commentCount), `${commentCount} comments of the project's own phrases`),
    ...figuresOf(realComments().slice(0, commentCount), `${commentCount} real short comments`),
    loadMilliseconds(),
  ],
});

if (import.meta.main) console.table(measure().figures);
