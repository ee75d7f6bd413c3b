import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Table from 'cli-table3';
import { z } from 'zod';
import { shippedSentimentModel } from '../lib/analysis/sentiment/model/shipped-model.ts';
import { createMatcher } from '../lib/analysis/themes/matcher.ts';
import { loadTaxonomy, type Taxonomy } from '../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../lib/analysis/words/words.ts';
import { readJsonLines } from './json-lines.ts';
import { confusionByLabel, f1, macroF1, microF1 } from './themes/measures.ts';
import { scoreMentions } from './themes/mention-sentiment.ts';
import { naiveBayesByFolds } from './themes/naive-bayes.ts';
import { type SignalTask, scoreSignal, signalTasks } from './themes/signal-scores.ts';
import { type ThemeTask, themeTasks } from './themes/tasks.ts';
import { byLabel, type LabelledRow, type Labeller, teachingCurve } from './themes/teaching-curve.ts';

/** One task: the measure for the bare keywords of the short list, for the matcher with that list, and for what is shipped. */
export interface Row {
  readonly task: string;
  readonly measure: string;
  readonly texts: number;
  readonly keywords: number;
  readonly shortList: number | undefined;
  readonly pack: number | undefined;
  /** Naive Bayes that learned from the other four fifths of the set. */
  readonly naiveBayes: number | undefined;
  /** Taught by the other four fifths. */
  readonly taught?: number | undefined;
  readonly target: number | undefined;
  /** F1 of each label with the pack, or with the short list where there is no pack. */
  readonly byLabel: Readonly<Record<string, number>>;
}

const hasSet = (dataDirectory: string, set: string): boolean =>
  existsSync(resolve(dataDirectory, `${set}.jsonl.gz`));

const root = resolve(import.meta.dirname, '..');

const setRow = z.object({
  text: z.string(),
  split: z.string().exactOptional(),
  theme: z.union([z.string(), z.array(z.string())]).exactOptional(),
  aspects: z.array(z.object({ category: z.string(), polarity: z.string() })).exactOptional(),
});

const readSet = (dataDirectory: string, set: string): z.infer<typeof setRow>[] =>
  readJsonLines(resolve(dataDirectory, `${set}.jsonl.gz`), setRow);

const readRows = (dataDirectory: string, { set, split, labels, kind }: ThemeTask): LabelledRow[] =>
  readSet(dataDirectory, set)
    .filter((row) => split === undefined || row.split === split)
    .map(({ text, theme }) => ({
      text,
      labels: new Set([theme ?? []].flat().filter((label) => labels.includes(label))),
    }))
    .filter((row) => kind === 'many' || row.labels.size === 1);

const readTaxonomy = (file: string): Taxonomy =>
  loadTaxonomy(readFileSync(resolve(root, file), 'utf8'), file);

const summed = (pairs: Iterable<readonly [string | undefined, number]>): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const [label, strength] of pairs) {
    if (label !== undefined) sums.set(label, (sums.get(label) ?? 0) + strength);
  }
  return sums;
};

const matcherLabeller = (taxonomy: Taxonomy, labels: Readonly<Record<string, string>>): Labeller => {
  const matcher = createMatcher(taxonomy);
  const labelOf = taxonomy.themes.map(({ id }) => labels[id]);
  return (text) =>
    summed(matcher.match(readWords(text)).map(({ theme, confidence }) => [labelOf[theme], confidence]));
};

/** The baseline: a seed counts where it is in the text, letter for letter between word borders. */
const keywordLabeller = (taxonomy: Taxonomy, labels: Readonly<Record<string, string>>): Labeller => {
  const patterns = taxonomy.themes.flatMap(({ id, seeds }) =>
    seeds.map(
      (seed) => [labels[id], new RegExp(`\\b${seed.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}\\b`, 'gi')] as const,
    ),
  );
  return (text) =>
    summed(
      patterns
        .map(([label, pattern]) => [label, text.match(pattern)?.length ?? 0] as const)
        .filter(([, count]) => count > 0),
    );
};

const strongest = (found: ReadonlyMap<string, number>): string | undefined =>
  [...found].sort((a, b) => b[1] - a[1])[0]?.[0];

const decide = ({ kind, otherwise }: ThemeTask, found: ReadonlyMap<string, number>): ReadonlySet<string> => {
  const labels = kind === 'many' ? [...found.keys()] : [strongest(found) ?? []].flat();
  return new Set(labels.length === 0 && otherwise !== undefined ? [otherwise] : labels);
};

const measureOf = (task: ThemeTask, rows: readonly LabelledRow[], labeller: Labeller) => {
  return judge(
    task,
    rows,
    rows.map(({ text }) => decide(task, labeller(text))),
  );
};

const judge = (task: ThemeTask, rows: readonly LabelledRow[], found: readonly ReadonlySet<string>[]) => {
  const expected = rows.map(({ labels }) => labels);
  const confusions = confusionByLabel(task.labels, expected, found);
  const right = rows.filter(({ labels }, index) =>
    [...labels].every((label) => found[index]?.has(label)),
  ).length;
  const value = {
    'micro-F1': microF1(confusions.values()),
    'macro-F1': macroF1(confusions.values()),
    accuracy: right / rows.length,
  };
  return { value: value[task.measure], confusions };
};

const evaluateTask = (task: ThemeTask, dataDirectory: string): Row => {
  const rows = readRows(dataDirectory, task);
  const short = readTaxonomy(task.shortList.file);
  const shortList = measureOf(task, rows, matcherLabeller(short, task.shortList.labels));
  const pack = existsSync(resolve(root, task.pack.file))
    ? measureOf(task, rows, matcherLabeller(readTaxonomy(task.pack.file), task.pack.labels))
    : undefined;
  return {
    task: task.name,
    measure: task.measure,
    texts: rows.length,
    keywords: measureOf(task, rows, keywordLabeller(short, task.shortList.labels)).value,
    shortList: shortList.value,
    pack: pack?.value,
    naiveBayes: judge(task, rows, naiveBayesByFolds(task.labels, rows, task.kind)).value,
    target: task.target,
    byLabel: Object.fromEntries(
      [...(pack ?? shortList).confusions].map(([label, confusion]) => [label, f1(confusion)]),
    ),
  };
};

const decimals = (value: number | undefined): string => value?.toFixed(3) ?? '–';

const print = (rows: readonly Row[]): void => {
  const head = ['task', 'measure', 'texts', 'keywords', 'short list', 'Verbatim', 'Naive Bayes, 5 folds'];
  const table = new Table({
    head: [...head, 'taught, 5 folds', 'target'],
    style: { head: [], border: [] },
  });
  for (const row of rows)
    table.push([
      row.task,
      row.measure,
      row.texts,
      decimals(row.keywords),
      decimals(row.shortList),
      decimals(row.pack),
      decimals(row.naiveBayes),
      decimals(row.taught),
      row.target?.toFixed(2) ?? '',
    ]);
  console.log(`\nThemes from seeds alone, mentions and signals\n${table.toString()}`);
  for (const { task, byLabel: values } of rows.filter((row) => Object.keys(row.byLabel).length > 0)) {
    const figures = Object.entries(values).map(([label, value]) => `${label} ${value.toFixed(2)}`);
    console.log(`${task}: ${figures.join(' · ')}`);
  }
};

/** The whole text's label is in the column of keywords: what it is worth to look closer. */
const mentionRows = (dataDirectory: string): Row[] => {
  const [task] = themeTasks;
  if (task === undefined || !hasSet(dataDirectory, task.set)) return [];
  const texts = readSet(dataDirectory, task.set).flatMap(({ text, aspects }) =>
    aspects ? [{ text, aspects }] : [],
  );
  const scores = scoreMentions(
    texts,
    readTaxonomy(task.pack.file),
    task.pack.labels,
    shippedSentimentModel(),
  );
  const row = {
    measure: 'accuracy',
    keywords: scores.accuracyOfText,
    shortList: undefined,
    naiveBayes: undefined,
    target: 0.8,
    byLabel: {},
  };
  return [
    {
      ...row,
      task: 'Sentiment of a mention found, SemEval-14',
      texts: scores.found,
      pack: scores.accuracyWhereFound,
    },
    { ...row, task: 'Sentiment of every aspect, SemEval-14', texts: scores.aspects, pack: scores.accuracy },
  ];
};

const signalRow = (task: SignalTask, dataDirectory: string): Row => {
  const rows = readSet(dataDirectory, task.set).map(({ text, theme }) => ({
    text,
    labels: new Set([theme ?? []].flat()),
  }));
  const { keywords, heard, naiveBayes, taught } = scoreSignal(task, rows);
  return {
    task: task.name,
    measure: 'F1',
    texts: rows.length,
    keywords,
    shortList: undefined,
    pack: heard,
    naiveBayes,
    taught,
    target: task.target,
    byLabel: {},
  };
};

const printCurve = (task: ThemeTask, dataDirectory: string): void => {
  const taxonomy = byLabel(readTaxonomy(task.pack.file), task.pack.labels, task.labels);
  const measure = (labeller: Labeller, rows: readonly LabelledRow[]) => measureOf(task, rows, labeller).value;
  const points = teachingCurve(taxonomy, readRows(dataDirectory, task), measure, task.kind === 'one').map(
    ({ labels, before, after }) => `${labels} labels ${decimals(before)} → ${decimals(after)}`,
  );
  console.log(`    ${task.name.padEnd(40)}${points.join(' · ')}`);
};

const taughtTasks = [
  'SemEval-14 restaurants, 4 categories',
  'Airline reasons, 9 classes',
  'App review types, 4 classes',
  'CFPB products, 5 classes',
];

const printCurves = (tasks: readonly ThemeTask[], dataDirectory: string): void => {
  console.log(
    '\nTaught by labels drawn at random (verbatim teach), measured on the others, mean of three draws',
  );
  for (const task of tasks.filter(({ name }) => taughtTasks.includes(name))) printCurve(task, dataDirectory);
};

/**
 * Measures theme matching on the labelled sets of a directory and prints a table. Sets that are not there are left out.
 *
 * @returns One row a task, in the order of the table; empty where the directory has none of the sets.
 */
export const evaluateThemes = async (dataDirectory: string): Promise<Row[]> => {
  const present = themeTasks.filter(({ set }) => hasSet(dataDirectory, set));
  const signals = signalTasks.filter(({ set }) => hasSet(dataDirectory, set));
  const rows = [
    ...present.map((task) => evaluateTask(task, dataDirectory)),
    ...mentionRows(dataDirectory),
    ...signals.map((task) => signalRow(task, dataDirectory)),
  ];
  print(rows);
  printCurves(present, dataDirectory);
  return rows;
};

if (import.meta.main) {
  await evaluateThemes(process.env['VERBATIM_DATA'] ?? resolve(root, '../shared/data'));
}
