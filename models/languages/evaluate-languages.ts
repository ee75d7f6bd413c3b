import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import {
  type BuiltInLanguage,
  builtInLanguages,
} from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { decodeLanguageWeights } from '../../lib/analysis/sentiment/languages/language-file.ts';
import { loadLanguageModel } from '../../lib/analysis/sentiment/languages/language-model.ts';
import { assetPath } from '../../lib/assets.ts';
import { type DataRow, hasSet, labelOf, readableText, readRows } from '../sentiment/dataset.ts';
import { type Engine, engineOf } from '../sentiment/engines.ts';
import { judgedSetsOf } from '../sentiment/judged-sentences.ts';
import { accuracy, type Measured, macroF1 } from '../sentiment/measures.ts';
import { judgeSet, reportedSentences, type TestSet } from '../sentiment/test-sets.ts';
import { languageSets } from './language-sets.ts';
import { negationScores } from './negation-challenge.ts';
import { withOwnLabels } from './own-labels.ts';
import { wholeSentences } from './own-sentences.ts';
import { majorityEngine, readByPeers } from './peers.ts';

const shortLabels = { negative: 'neg', neutral: 'neu', positive: 'pos' } as const;

const shown = ({ value, low, high }: Measured): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

/** Texts, macro-F1, sign and balanced sign of a set. */
const figuresOf = (set: Pick<TestSet, 'name' | 'rows'>, engine: Engine): (string | number)[] => {
  const labels = judgeSet({ ...set, measure: 'macro-F1', byFolds: false }, () => engine);
  const signs = judgeSet({ ...set, measure: 'accuracy', byFolds: false }, () => engine).filter(
    ({ expected }) => expected !== 'neutral',
  );
  const side = (label: string) => accuracy(signs.filter(({ expected }) => expected === label)).value;
  const balanced = (side('positive') + side('negative')) / 2;
  return [labels.length, shown(macroF1(labels)), shown(accuracy(signs)), balanced.toFixed(3)];
};

const weightsOf = (language: BuiltInLanguage): Uint8Array =>
  readFileSync(assetPath(`models/sentiment-${language}.bin`));

/** Every engine on every set of the languages: word lists too where `peers` names the directory that they are installed in. */
const setTable = async (peersDirectory: string | undefined): Promise<string> => {
  const table = new Table({ head: ['set', 'engine', 'texts', 'macro-F1', 'sign', 'balanced sign'] });
  for (const language of builtInLanguages) {
    const own = engineOf(loadLanguageModel(weightsOf(language)));
    for (const name of languageSets[language].test.filter(hasSet)) {
      const rows = readRows(name);
      const peers =
        peersDirectory === undefined
          ? {}
          : await readByPeers(peersDirectory, language, rows.map(readableText));
      const majority = majorityEngine(rows.flatMap((row) => labelOf(row) ?? []));
      for (const [engineName, engine] of Object.entries({
        Verbatim: own,
        ...peers,
        'majority label': majority,
      }))
        table.push([name, engineName, ...figuresOf({ name }, engine)]);
    }
  }
  return table.toString();
};

/** Sentences with a negation of the project's own. */
const negationTable = (): string => {
  const negations = new Table({
    head: ['sentences with a negation', 'denied trouble', 'missing praise', 'beside'],
  });
  for (const language of builtInLanguages) {
    const model = loadLanguageModel(weightsOf(language));
    negations.push([language, ...negationScores(language, model).map(({ right, of }) => `${right}/${of}`)]);
  }
  return negations.toString();
};

/** Held-out sentences: those written for this project, and those of training sets that were judged for it. */
const heldOut = (language: BuiltInLanguage): Readonly<Record<string, DataRow[]>> => {
  const sets = judgedSetsOf(language);
  const written = wholeSentences(language)
    .filter((sentence) => sentence.reported)
    .map(({ text, label }): DataRow => ({ text, label: shortLabels[label] }));
  return {
    written,
    'judged, by chance': reportedSentences(sets, 'random'),
    'judged, hard': reportedSentences(sets, 'hard'),
  };
};

const heldOutTable = (): string => {
  const head = ['held-out sentences', 'language', 'texts', 'macro-F1', 'sign', 'balanced sign'];
  const table = new Table({ head });
  for (const language of builtInLanguages) {
    const engine = engineOf(loadLanguageModel(weightsOf(language)));
    for (const [name, rows] of Object.entries(heldOut(language)))
      table.push([name, language, ...figuresOf({ name, rows: () => rows }, engine)]);
  }
  return table.toString();
};

const ownLabels = 200;
const fewestTexts = 500;

const labelledRows = (name: string) =>
  readRows(name).flatMap((row) => {
    const label = labelOf(row);
    return label === undefined ? [] : [{ text: readableText(row), label }];
  });

const labelRows = (language: BuiltInLanguage): (string | number)[][] => {
  const weights = decodeLanguageWeights(weightsOf(language));
  return languageSets[language].test.filter(hasSet).flatMap((name) => {
    const labelled = labelledRows(name);
    if (labelled.length < fewestTexts) return [];
    const { before, after } = withOwnLabels(weights, labelled, ownLabels);
    const figures = [before.macroF1, after.macroF1, before.sign, after.sign].map((value) => value.toFixed(3));
    return [[name, labelled.length - ownLabels, ...figures]];
  });
};

const labelTable = (): string => {
  const head = ['set', 'texts', 'macro-F1', `with ${ownLabels} labels`, 'sign', `with ${ownLabels} labels`];
  const table = new Table({ head });
  table.push(...builtInLanguages.flatMap(labelRows));
  return table.toString();
};

interface LanguageEvaluation {
  readonly peers?: string | undefined;
  readonly labels?: boolean | undefined;
}

/** The models of the other languages on sets and sentences that taught none of them. `peers` and `labels` take minutes. */
export const evaluateLanguages = async ({
  peers,
  labels = false,
}: LanguageEvaluation = {}): Promise<void> => {
  console.log(`\nOther languages; 95 % intervals\n${await setTable(peers)}`);
  console.log(negationTable());
  console.log(heldOutTable());
  if (labels) console.log(labelTable());
};
