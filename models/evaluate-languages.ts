import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import { builtInLanguages } from '../lib/analysis/sentiment/languages/built-in-languages.ts';
import { decodeLanguageWeights } from '../lib/analysis/sentiment/languages/language-file.ts';
import { loadLanguageModel } from '../lib/analysis/sentiment/languages/language-model.ts';
import { languageSets } from './languages/language-sets.ts';
import { negationScores } from './languages/negation-challenge.ts';
import { withOwnLabels } from './languages/own-labels.ts';
import { majorityEngine, readByPeers } from './languages/peers.ts';
import { hasSet, labelOf, readableText, readRows } from './sentiment/dataset.ts';
import { type Engine, engineOf } from './sentiment/engines.ts';
import { accuracy, type Measured, macroF1 } from './sentiment/measures.ts';
import { judgeSet } from './sentiment/test-sets.ts';

/*
 * `node models/evaluate-languages.ts [DIRECTORY]`: the models of the other languages on sets and sentences with negations that taught
 * none of them. DIRECTORY has the word lists that they are compared with (models/README.md).
 */
const peersDirectory = process.argv[2];

const shown = ({ value, low, high }: Measured): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

const rowOf = (name: string, engineName: string, engine: Engine): (string | number)[] => {
  const labels = judgeSet({ name, measure: 'macro-F1', byFolds: false }, () => engine);
  const signs = judgeSet({ name, measure: 'accuracy', byFolds: false }, () => engine).filter(
    ({ expected }) => expected !== 'neutral',
  );
  const side = (label: string) => accuracy(signs.filter(({ expected }) => expected === label)).value;
  const balanced = (side('positive') + side('negative')) / 2;
  return [
    name,
    engineName,
    labels.length,
    shown(macroF1(labels)),
    shown(accuracy(signs)),
    balanced.toFixed(3),
  ];
};

const table = new Table({ head: ['set', 'engine', 'texts', 'macro-F1', 'sign', 'balanced sign'] });
for (const language of builtInLanguages) {
  const own = engineOf(loadLanguageModel(readFileSync(`models/sentiment-${language}.bin`)));
  for (const name of languageSets[language].test.filter(hasSet)) {
    const rows = readRows(name);
    const peers =
      peersDirectory === undefined ? {} : await readByPeers(peersDirectory, language, rows.map(readableText));
    const majority = majorityEngine(rows.flatMap((row) => labelOf(row) ?? []));
    for (const [engineName, engine] of Object.entries({
      Verbatim: own,
      ...peers,
      'majority label': majority,
    }))
      table.push(rowOf(name, engineName, engine));
  }
}
console.log(table.toString());

const negations = new Table({
  head: ['sentences with a negation', 'denied trouble', 'missing praise', 'beside'],
});
for (const language of builtInLanguages) {
  const model = loadLanguageModel(readFileSync(`models/sentiment-${language}.bin`));
  negations.push([language, ...negationScores(language, model).map(({ right, of }) => `${right}/${of}`)]);
}
console.log(negations.toString());

const ownLabels = 200;
const fewestTexts = 500;
const withLabels = new Table({
  head: ['set', 'texts', 'macro-F1', `with ${ownLabels} labels`, 'sign', `with ${ownLabels} labels`],
});
for (const language of builtInLanguages) {
  const weights = decodeLanguageWeights(readFileSync(`models/sentiment-${language}.bin`));
  for (const name of languageSets[language].test.filter(hasSet)) {
    const labelled = readRows(name).flatMap((row) => {
      const label = labelOf(row);
      return label === undefined ? [] : [{ text: readableText(row), label }];
    });
    if (labelled.length < fewestTexts) continue;
    const { before, after } = withOwnLabels(weights, labelled, ownLabels);
    const figures = [before.macroF1, after.macroF1, before.sign, after.sign].map((value) => value.toFixed(3));
    withLabels.push([name, labelled.length - ownLabels, ...figures]);
  }
}
console.log(withLabels.toString());
