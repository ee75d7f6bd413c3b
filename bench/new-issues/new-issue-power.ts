import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { seededRandom } from '../../examples/random.ts';
import { compareIssues } from '../../lib/insights/issues/find-issues.ts';
import { outOfRange } from '../../lib/out-of-range.ts';
import { clausesOf, type Finder, finders, isNewIssue } from './finders.ts';
import {
  dataDirectory,
  defaultEarlierSize,
  judgedSets,
  type LabelledText,
  type PowerSet,
  plant,
  readSet,
  seedOf,
  shuffled,
  type Trial,
  tuningSets,
  weekSize,
} from './trials.ts';

/*
 * Does it see a new issue begin? An earlier period of 2,000 comments of all labels but one, and a week of 500 of which some are of that label. Found
 * is a new issue that is named among the first three and whose comments are the planted ones with F1 of at least 0.5.
 *
 *   node bench/new-issues/new-issue-power.ts [--set banking] [--finder issues|discover] [--sizes 24,10] [--draws 1] [--quiet-weeks 100] [--tune]
 *   node bench/new-issues/new-issue-power.ts --set banking --months 20 [--days 1] [--first-month 0]    a check every so many days for a month in which nothing begins
 *   node bench/new-issues/new-issue-power.ts --set banking --speed 10000   time and memory
 */

const firstNamed = 3;
const foundFrom = 0.5;

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
  { earlier: earlierSize = defaultEarlierSize }: PowerSet,
  { finder: find, weeks }: PowerOptions,
): number => {
  let newIssues = 0;
  for (let week = 0; week < weeks; week += 1) {
    const drawn = shuffled(rows, seededRandom(90_000 + week)).slice(0, earlierSize + weekSize);
    newIssues += find({
      earlier: drawn.slice(0, earlierSize),
      week: drawn.slice(earlierSize),
      planted: 0,
    }).length;
  }
  return newIssues;
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
      const earlierSize = set.earlier ?? defaultEarlierSize;
      return judge(finder, plant(rows, { label, planted, earlierSize, seed }));
    }),
  );

const measureSet = (rows: readonly LabelledText[], set: PowerSet, options: PowerOptions): void => {
  const table = new Table({
    head: ['planted', 'share', 'found', ...lengthGroups.map((group) => group.name), 'other new issues'],
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
    console.log(`${quietWeeks(rows, set, options)} new issues in ${options.weeks} weeks without one\n`);
};

/** Days looked at one after the other: a week against the four weeks before it, every day for a month. */
const daily = { comments: 30, week: 7, before: 28, looks: 30 };

/** Whether a check of the week that begins on a day, against the four weeks before it, names a new issue. */
const hasNewIssue = (stream: readonly LabelledText[], day: number, daysBetweenLooks: number): boolean => {
  const cut = (from: number, to: number) => stream.slice(from * daily.comments, to * daily.comments);
  const earlier = clausesOf(cut(day, day + daily.before), 'earlier');
  const week = clausesOf(cut(day + daily.before, day + daily.before + daily.week), 'week');
  return compareIssues(earlier, week, { looks: { daysBetweenLooks } }).some(isNewIssue);
};

interface Months {
  readonly first: number;
  readonly count: number;
  /** 1 for a check each day, 7 for one a week. */
  readonly daysBetweenLooks: number;
}

/** Of so many months in which nothing begins, those in which a check named a new issue: printed one by one, for each takes a while. */
const measureMonths = (rows: readonly LabelledText[], { first, count, daysBetweenLooks }: Months): void => {
  const days = daily.before + daily.week + daily.looks - 1;
  const looks = Array.from({ length: daily.looks }, (_, day) => day).filter(
    (day) => day % daysBetweenLooks === 0,
  );
  let withNewIssue = 0;
  for (let month = first; month < first + count; month += 1) {
    const stream = shuffled(rows, seededRandom(70_000 + month)).slice(0, days * daily.comments);
    const named = looks.filter((day) => hasNewIssue(stream, day, daysBetweenLooks));
    if (named.length > 0) withNewIssue += 1;
    console.log(`month ${month}: a new issue on ${named.length} of ${looks.length} checks`);
  }
  console.log(
    `a new issue in ${withNewIssue} of ${count} months without one, a check every ${daysBetweenLooks} days`,
  );
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
    'first-month': { type: 'string', default: '0' },
    days: { type: 'string', default: '1' },
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
    measureMonths(rows, {
      first: Number(values['first-month']),
      count: Number(values.months),
      daysBetweenLooks: Number(values.days),
    });
  else
    measureSet(rows, set, {
      finder,
      sizes: values.sizes.split(',').map(Number),
      draws: Number(values.draws),
      weeks: Number(values['quiet-weeks']),
    });
}
