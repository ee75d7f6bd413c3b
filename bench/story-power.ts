import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { z } from 'zod';
import { type Random, seededRandom } from '../examples/random.ts';
import { discoverThemes } from '../lib/insights/discovery/discover.ts';
import { phrasesOf } from '../lib/insights/discovery/phrases.ts';
import type { IssueClause } from '../lib/insights/issues/clause.ts';
import { compareIssues } from '../lib/insights/issues/find-issues.ts';
import type { Issue } from '../lib/insights/issues/issue.ts';
import { outOfRange } from '../lib/out-of-range.ts';
import { heldOutIntents } from '../models/issues/held-out.ts';
import { readJsonLines } from '../models/json-lines.ts';

/*
 * Does it see a story begin? An earlier period of 2,000 comments of all labels but one, and a week of 500 of which some are of that label. Found
 * is a story that is named among the first three and whose comments are the planted ones with F1 of at least 0.5.
 *
 *   node bench/story-power.ts [--set banking] [--finder issues|discover] [--sizes 24,10] [--draws 1] [--quiet-weeks 100] [--tune]
 *   node bench/story-power.ts --set banking --months 20     daily looks for a month where nothing begins
 *   node bench/story-power.ts --set banking --speed 10000   time and memory
 */

interface LabelledText {
  readonly text: string;
  readonly labels: readonly string[];
}

interface PowerSet {
  readonly file: string;
  /** Labels that are planted; without it all. */
  readonly labels?: (label: string) => boolean;
  /** Draws of each label, so that a set of few labels has twenty trials too. */
  readonly draws: number;
  /** Comments of the earlier period. Default 2,000. */
  readonly earlier?: number;
}

const judgedSets: Readonly<Record<string, PowerSet>> = {
  banking: { file: 'banking77_train', labels: (label) => heldOutIntents.includes(label), draws: 1 },
  airline: { file: 'airline_tweets_dev', labels: (label) => label !== "Can't Tell", draws: 3 },
  apps: { file: 'appreview_types', draws: 6 },
  laptops: { file: 'semeval15_laptops_train', draws: 3, earlier: 1_000 },
};

/** Where limits may be chosen. */
const tuningSets: Readonly<Record<string, PowerSet>> = {
  banking: { file: 'banking77_train', labels: (label) => !heldOutIntents.includes(label), draws: 1 },
};

const usualEarlierSize = 2_000;
const weekSize = 500;
const firstNamed = 3;
const foundFrom = 0.5;

const dataDirectory = process.env['VERBATIM_DATA'] ?? join(import.meta.dirname, '../../shared/data');

const labelledRow = z.object({
  text: z.string(),
  theme: z.union([z.string(), z.array(z.string())]).nullish(),
});

const readSet = (file: string): LabelledText[] =>
  readJsonLines(join(dataDirectory, `${file}.jsonl.gz`), labelledRow).map(({ text, theme }) => ({
    text,
    labels: [theme ?? []].flat(),
  }));

const shuffled = <Item>(items: readonly Item[], random: Random): Item[] => {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = random.integer(index + 1);
    [result[index], result[other]] = [result[other] ?? outOfRange(other), result[index] ?? outOfRange(index)];
  }
  return result;
};

interface Trial {
  readonly earlier: readonly LabelledText[];
  readonly week: readonly LabelledText[];
  /** How many of the week, its last ones, are planted. */
  readonly planted: number;
}

interface Planting {
  readonly label: string;
  readonly planted: number;
  readonly earlierSize: number;
  readonly seed: number;
}

const plant = (rows: readonly LabelledText[], { label, planted, earlierSize, seed }: Planting): Trial => {
  const random = seededRandom(seed);
  const others = shuffled(
    rows.filter(({ labels }) => !labels.includes(label)),
    random,
  );
  const own = shuffled(
    rows.filter(({ labels }) => labels.includes(label)),
    random,
  );
  const ordinary = others.slice(0, earlierSize + weekSize - planted);
  return {
    earlier: ordinary.slice(0, earlierSize),
    week: [...ordinary.slice(earlierSize), ...own.slice(0, planted)],
    planted,
  };
};

/** For each story that is named, the week's comments in it, by place. */
type Finder = (trial: Trial) => number[][];

/** An id that doesn't tell where in the week a comment stands. */
const idOf = (period: string, place: number): string =>
  `${(Math.imul(place + 1, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0')}-${period}-${place}`;
const placeIn = (responseId: string): number => Number(responseId.split('-')[2]);

/** Sentences as clauses: half-open offsets, none without a letter. */
const sentencesOf = (text: string): [number, number][] =>
  [...text.matchAll(/[^.!?;\n]*\p{L}[^.!?;\n]*/gu)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);

const clausesOf = (texts: readonly LabelledText[], period: string): IssueClause[] =>
  texts.flatMap(({ text }, place) =>
    sentencesOf(text).map((span) => ({
      responseId: idOf(period, place),
      text,
      span,
      themes: [],
      sentiment: 'neutral' as const,
    })),
  );

const isStory = ({ change }: Issue): boolean => change?.direction === 'began' || change?.direction === 'rose';

const byIssues: Finder = ({ earlier, week }) =>
  compareIssues(clausesOf(earlier, 'earlier'), clausesOf(week, 'week'))
    .filter(isStory)
    .map(({ responseIds }) => responseIds.map(placeIn));

const keysOf = (text: string): string[] => phrasesOf(text).map(({ key }) => key);
const wholeKeyOf = (wording: string): string =>
  phrasesOf(wording).find(({ end, start }) => start === 0 && end === wording.length)?.key ?? wording;

const byDiscovery: Finder = ({ earlier, week }) => {
  const heard = (texts: readonly LabelledText[], period: string) =>
    texts.map(({ text }, place) => ({
      responseId: idOf(period, place),
      comments: [{ text, sentiment: { label: 'neutral', score: 0 } as const }],
    }));
  const keys = week.map(({ text }) => new Set(keysOf(text)));
  return discoverThemes(heard(week, 'week'), heard(earlier, 'earlier')).themes.map(({ phrases }) => {
    const named = phrases.map(({ wording }) => wholeKeyOf(wording));
    return [...keys.keys()].filter((place) => named.some((key) => keys[place]?.has(key)));
  });
};

const finders: Readonly<Record<string, Finder>> = { issues: byIssues, discover: byDiscovery };

const f1Of = (members: readonly number[], planted: number): number => {
  const right = members.filter((place) => place >= weekSize - planted).length;
  return (2 * right) / (members.length + planted);
};

interface Outcome {
  readonly isFound: boolean;
  /** Named, but hardly about what was planted. */
  readonly others: number;
  /** Median words of the planted comments. */
  readonly words: number;
}

const medianWords = (texts: readonly LabelledText[]): number => {
  const lengths = texts.map(({ text }) => text.split(/\s+/).length).sort((left, right) => left - right);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
};

const judge = (find: Finder, trial: Trial): Outcome => {
  const named = find(trial);
  const scores = named.map((members) => f1Of(members, trial.planted));
  return {
    isFound: scores.slice(0, firstNamed).some((score) => score >= foundFrom),
    others: scores.filter((score) => score < foundFrom / 2).length,
    words: medianWords(trial.week.slice(weekSize - trial.planted)),
  };
};

const seedOf = (label: string, draw: number, planted: number): number =>
  [...label].reduce((seed, letter) => Math.imul(seed, 31) + letter.charCodeAt(0), 1_000 * draw + planted) >>>
  0;

const lengthGroups = [
  { name: 'up to 9 words', holds: ({ words }: Outcome) => words <= 9 },
  { name: '10 to 14', holds: ({ words }: Outcome) => words >= 10 && words <= 14 },
  { name: '15 and more', holds: ({ words }: Outcome) => words >= 15 },
];

const countFound = (outcomes: readonly Outcome[]): string =>
  outcomes.length === 0 ? '–' : `${outcomes.filter(({ isFound }) => isFound).length} of ${outcomes.length}`;

interface PowerOptions {
  readonly finder: Finder;
  readonly sizes: readonly number[];
  readonly draws: number;
  readonly weeks: number;
}

const quietWeeks = (
  rows: readonly LabelledText[],
  { earlier: earlierSize = usualEarlierSize }: PowerSet,
  { finder: find, weeks }: PowerOptions,
): number => {
  let stories = 0;
  for (let week = 0; week < weeks; week += 1) {
    const drawn = shuffled(rows, seededRandom(90_000 + week)).slice(0, earlierSize + weekSize);
    stories += find({
      earlier: drawn.slice(0, earlierSize),
      week: drawn.slice(earlierSize),
      planted: 0,
    }).length;
  }
  return stories;
};

/** Labels that can be planted so often, in the order of the alphabet. */
const labelsFor = (rows: readonly LabelledText[], set: PowerSet, planted: number): string[] => {
  const counts = new Map<string, number>();
  for (const label of rows.flatMap(({ labels }) => labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .filter(([label, count]) => count >= planted && (set.labels?.(label) ?? true))
    .map(([label]) => label)
    .sort();
};

const outcomesOf = (
  rows: readonly LabelledText[],
  set: PowerSet,
  { finder, draws }: PowerOptions,
  planted: number,
): Outcome[] =>
  labelsFor(rows, set, planted).flatMap((label) =>
    Array.from({ length: set.draws * draws }, (_, draw) => {
      const seed = seedOf(label, draw, planted);
      const earlierSize = set.earlier ?? usualEarlierSize;
      return judge(finder, plant(rows, { label, planted, earlierSize, seed }));
    }),
  );

const measureSet = (rows: readonly LabelledText[], set: PowerSet, options: PowerOptions): void => {
  const table = new Table({
    head: ['planted', 'share', 'found', ...lengthGroups.map((group) => group.name), 'other stories'],
  });
  for (const planted of options.sizes) {
    const outcomes = outcomesOf(rows, set, options, planted);
    table.push([
      planted,
      `${((100 * planted) / weekSize).toFixed(1)} %`,
      countFound(outcomes),
      ...lengthGroups.map(({ holds }) => countFound(outcomes.filter(holds))),
      outcomes.reduce((sum, { others }) => sum + others, 0),
    ]);
  }
  console.log(table.toString());
  if (options.weeks > 0)
    console.log(`${quietWeeks(rows, set, options)} stories in ${options.weeks} weeks without one\n`);
};

/** Days looked at one after the other: a week against the four weeks before it, every day for a month. */
const daily = { comments: 30, week: 7, before: 28, looks: 30 };

/** Of so many months without a story, those in which a daily look named one. */
const falseMonths = (rows: readonly LabelledText[], months: number): number => {
  const days = daily.before + daily.week + daily.looks - 1;
  const hasStory = (stream: readonly LabelledText[], day: number): boolean => {
    const cut = (from: number, to: number) => stream.slice(from * daily.comments, to * daily.comments);
    const earlier = clausesOf(cut(day, day + daily.before), 'earlier');
    const week = clausesOf(cut(day + daily.before, day + daily.before + daily.week), 'week');
    return compareIssues(earlier, week, { looks: { daysBetweenLooks: 1 } }).some(isStory);
  };
  return Array.from({ length: months }, (_, month) => {
    const stream = shuffled(rows, seededRandom(70_000 + month)).slice(0, days * daily.comments);
    return Array.from({ length: daily.looks }, (_, day) => hasStory(stream, day)).includes(true);
  }).filter(Boolean).length;
};

/** Compares a fifth of so many comments with the rest of them, once. */
const measureSpeed = (rows: readonly LabelledText[], comments: number): void => {
  const texts = Array.from(
    { length: comments },
    (_, place) => rows[place % rows.length] ?? outOfRange(place),
  );
  const cut = Math.round(comments * 0.8);
  const [start, startCpu] = [performance.now(), process.cpuUsage()];
  const issues = compareIssues(
    clausesOf(texts.slice(0, cut), 'earlier'),
    clausesOf(texts.slice(cut), 'week'),
  );
  const cpu = process.cpuUsage(startCpu);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const cpuSeconds = ((cpu.user + cpu.system) / 1_000_000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  console.log(
    `${comments} comments: ${issues.length} issues in ${seconds} s (${cpuSeconds} s of processor time), ${megabytes} MB at most`,
  );
};

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    finder: { type: 'string', default: 'issues' },
    sizes: { type: 'string', default: '48,24,10,5' },
    draws: { type: 'string', default: '1' },
    'quiet-weeks': { type: 'string', default: '100' },
    tune: { type: 'boolean', default: false },
    months: { type: 'string' },
    speed: { type: 'string' },
  },
});
const finder = finders[values.finder];
if (finder === undefined) throw new Error(`--finder is one of ${Object.keys(finders).join(', ')}`);
const sets = Object.entries(values.tune ? tuningSets : judgedSets).filter(
  ([name]) => name === (values.set ?? name),
);
for (const [name, set] of sets) {
  if (!existsSync(join(dataDirectory, `${set.file}.jsonl.gz`))) {
    console.log(`${name}: skipped, there is no ${set.file}.jsonl.gz in ${dataDirectory}`);
    continue;
  }
  const rows = readSet(set.file);
  console.log(name);
  if (values.speed !== undefined) measureSpeed(rows, Number(values.speed));
  else if (values.months !== undefined)
    console.log(
      `a story in ${falseMonths(rows, Number(values.months))} of ${values.months} months of daily looks without one`,
    );
  else
    measureSet(rows, set, {
      finder,
      sizes: values.sizes.split(',').map(Number),
      draws: Number(values.draws),
      weeks: Number(values['quiet-weeks']),
    });
}
