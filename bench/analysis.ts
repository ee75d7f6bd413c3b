import { readFileSync } from 'node:fs';
import { createAnalyzer } from '../lib/analysis/analyzer.ts';
import { shippedWeights } from '../lib/analysis/sentiment/model/shipped-model.ts';
import { loadSentimentModel } from '../lib/analysis/sentiment/model/trained-model.ts';
import { loadTaxonomy } from '../lib/analysis/themes/taxonomy.ts';
import { assetPath } from '../lib/assets.ts';
import { hasSet, readableText, readRows } from '../models/sentiment/dataset.ts';
import { createPeers, type Engine, engineOf } from '../models/sentiment/engines.ts';
import { phrasebook } from '../models/sentiment/phrasebook.ts';
import { createRandom, shuffle } from '../models/sentiment/random.ts';

/** Comments a second on one core, by engine, and as a share of wink-sentiment's in the same run. */
interface AnalysisFigures {
  readonly texts: number;
  readonly charactersPerText: number;
  readonly megabytes: number;
  readonly loadMilliseconds: number;
  /** As a share of wink-sentiment's, on comments of which each is read once, after a fifth of them has run both warm. */
  readonly freshRatioToWinkSentiment: number;
  readonly engines: readonly {
    readonly name: string;
    /** The first pass over the texts, caches cold. */
    readonly firstTextsPerSecond: number;
    /** The best of the later passes. */
    readonly bestTextsPerSecond: number;
    readonly ratioToWinkSentiment: number;
  }[];
}

const rounds = 5;
const measuredSets = ['airline_tweets_dev', 'sst2_test', 'uber_reviews'];

/** Real short comments where there are any, else comments from the project's own phrases, two at a time. */
const comments = (): string[] => {
  const present = measuredSets.filter(hasSet);
  if (present.length > 0) return present.flatMap((set) => readRows(set).map(readableText));
  const lines = phrasebook(createRandom(1), 40).map(({ text }) => text);
  return lines.map((line, index) => `${line} ${lines[(index * 7) % lines.length]}`);
};

const secondsOf = (engine: Engine, texts: readonly string[]): number => {
  const start = performance.now();
  for (const text of texts) engine(text);
  return (performance.now() - start) / 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const loadMilliseconds = (bytes: Uint8Array): number =>
  median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      loadSentimentModel(bytes);
      return performance.now() - start;
    }),
  );

/** Everything that is said of an answer: language, sentiment, themes of the general pack, signals. */
const fullAnalysis = (): Engine => {
  const pack = 'taxonomies/cx-core.yaml';
  const analyzer = createAnalyzer({ taxonomy: loadTaxonomy(readFileSync(assetPath(pack), 'utf8'), pack) });
  return (text) => {
    const analysis = analyzer.analyze({ text });
    return analysis.status === 'scored' ? analysis.sentiment : { label: 'neutral', score: 0 };
  };
};

const piece = 500;

/** Both read the same piece in turn: what else runs on the machine disturbs them alike. */
const freshRatio = (bytes: Uint8Array, texts: readonly string[]): number => {
  const engines = [engineOf(loadSentimentModel(bytes)), createPeers()['wink-sentiment']] as const;
  const order = shuffle([...texts], createRandom(1));
  const seconds = [0, 0];
  for (let start = 0; start < order.length; start += piece) {
    const own = order.slice(start, start + piece);
    const isWarm = start >= order.length / 5;
    engines.forEach((engine, index) => {
      if (engine === undefined) return;
      const spent = secondsOf(engine, own);
      if (isWarm) seconds[index] = (seconds[index] ?? 0) + spent;
    });
  }
  return (seconds[1] ?? 0) / (seconds[0] ?? 0);
};

/** All engines read the same texts in turn, round by round, so that other work on the machine disturbs them alike. */
const measure = (texts: readonly string[]): AnalysisFigures => {
  const bytes = readFileSync(assetPath(shippedWeights));
  const freshRatioToWinkSentiment = freshRatio(bytes, texts);
  const engines = Object.entries({
    verbatim: engineOf(loadSentimentModel(bytes)),
    'verbatim, full analysis': fullAnalysis(),
    ...createPeers(),
  });
  const seconds = engines.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, [, engine]] of engines.entries()) seconds[index]?.push(secondsOf(engine, texts));
  const best = (index: number) => texts.length / Math.min(...(seconds[index] ?? []));
  const reference = best(engines.findIndex(([name]) => name === 'wink-sentiment'));
  return {
    texts: texts.length,
    charactersPerText: texts.reduce((sum, text) => sum + text.length, 0) / texts.length,
    megabytes: bytes.length / 1e6,
    loadMilliseconds: loadMilliseconds(bytes),
    freshRatioToWinkSentiment,
    engines: engines.map(([name], index) => ({
      name,
      firstTextsPerSecond: texts.length / (seconds[index]?.[0] ?? Number.NaN),
      bestTextsPerSecond: best(index),
      ratioToWinkSentiment: best(index) / reference,
    })),
  };
};

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

/** Prints the speed of the sentiment engines, side by side. */
export const run = (): void => console.log(JSON.stringify(measure(comments()), rounded, 2));

if (import.meta.main) run();
