import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { shippedSentimentModel } from '../lib/analysis/sentiment/model/shipped-model.ts';
import { loadSentimentModel } from '../lib/analysis/sentiment/model/trained-model.ts';
import { evaluateThemes } from './evaluate-themes.ts';
import { evaluateLanguages } from './languages/evaluate-languages.ts';
import { dataDirectory, foldCount } from './sentiment/dataset.ts';
import { createPeers, type Engine, engineOf } from './sentiment/engines.ts';
import { evaluateAdaptation } from './sentiment/evaluate-adaptation.ts';
import { evaluateKinds } from './sentiment/evaluate-kinds.ts';
import { evaluateParts } from './sentiment/evaluate-parts.ts';
import {
  accuracy,
  calibrationError,
  correlation,
  type Measured,
  macroF1,
  type Outcome,
} from './sentiment/measures.ts';
import { readScores, type SetScore, scoresFile } from './sentiment/scores.ts';
import { isPresent, judgeSet, type TestSet, testSets } from './sentiment/test-sets.ts';

/*
 * `npm run eval`: every labelled set against the word lists, all in this process. `--folds DIRECTORY` names the five
 * models `fold-0.bin`…`fold-4.bin` for the sets that are reported by folds; `--save` keeps the scores for the tests.
 */
const { values: options } = parseArgs({
  options: { folds: { type: 'string' }, save: { type: 'boolean', default: false } },
});

const measures: Readonly<Record<TestSet['measure'], (outcomes: readonly Outcome[]) => Measured>> = {
  accuracy,
  'macro-F1': macroF1,
  r: correlation,
};

const shown = ({ value, low, high }: Measured): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

const foldEngines = (directory: string): Engine[] =>
  Array.from({ length: foldCount }, (_, fold) =>
    engineOf(loadSentimentModel(readFileSync(resolve(directory, `fold-${fold}.bin`)))),
  );

const scoreOf = (set: TestSet, engineOfFold: (fold: number) => Engine): SetScore => {
  const outcomes = judgeSet(set, engineOfFold);
  return {
    measure: set.measure,
    texts: outcomes.length,
    ...measures[set.measure](outcomes),
    calibrationError: calibrationError(outcomes),
  };
};

/** The score of the shipped model; where it has learned from the set itself, that of the models that have not. */
const ownScore = (set: TestSet, own: Engine, folds: Engine[] | undefined): SetScore | undefined => {
  if (!set.byFolds) return scoreOf(set, () => own);
  if (folds === undefined) return readScores()?.sets[set.name];
  return scoreOf(set, (fold) => folds[fold] ?? own);
};

const rowOf = (set: TestSet, score: SetScore | undefined, peers: readonly Engine[]): (string | number)[] => [
  set.byFolds ? `${set.name} (5 folds)` : set.name,
  score?.texts ?? '',
  set.measure,
  score === undefined ? 'needs --folds' : shown(score),
  score?.calibrationError.toFixed(3) ?? '',
  ...peers.map((peer) => shown(measures[set.measure](judgeSet(set, () => peer)))),
];

const evaluateSentiment = (): void => {
  const model = shippedSentimentModel();
  const folds = options.folds === undefined ? undefined : foldEngines(options.folds);
  const peers = createPeers();
  const sets: Record<string, SetScore> = {};
  const table = new Table({
    head: ['set', 'texts', 'measure', 'Verbatim', 'ECE', ...Object.keys(peers)],
    style: { head: [], border: [] },
  });
  for (const set of testSets.filter(isPresent)) {
    const score = ownScore(set, engineOf(model), folds);
    if (score !== undefined) sets[set.name] = score;
    table.push(rowOf(set, score, Object.values(peers)));
  }
  console.log(`Sentiment, ${model.version}; 95 % intervals; ECE over 15 bins\n${table.toString()}`);
  if (options.save)
    writeFileSync(scoresFile, `${JSON.stringify({ version: model.version, sets }, null, 2)}\n`);
};

if (existsSync(dataDirectory)) {
  evaluateSentiment();
  evaluateKinds();
  evaluateParts();
  evaluateAdaptation();
  await evaluateLanguages();
  await evaluateThemes(dataDirectory);
} else
  console.log(
    `There are no labelled sets in ${dataDirectory}: nothing was measured. Set VERBATIM_DATA to the directory that holds them.`,
  );
