import { availableParallelism, cpus } from 'node:os';
import { measure as analysis } from './analysis.ts';
import { measure as analyzeCommand } from './analyze-command.ts';
import { measure as day } from './day.ts';
import { measure as intake } from './intake.ts';
import { measure as memory } from './memory.ts';
import { measure as pipeline } from './pipeline.ts';
import { measure as reading } from './reading.ts';
import { measure as reanalysis } from './reanalysis.ts';
import { type Figure, figureOf, keepReport, keptReport, type Part } from './report/report.ts';
import { measure as views } from './views.ts';

/**
 * All measurements, one after the other, into the report that is kept in `bench/results`: `npm run bench`. With names of parts only those are
 * measured again: `npm run bench -- analysis reading`.
 */

/** What runs in processes of its own is measured so often. */
const runs = 3;

const repeated = async <Measured>(work: () => Promise<Measured>): Promise<Measured[]> => {
  const all: Measured[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await work());
  return all;
};

const memoryOf = async (rows: number): Promise<Figure[]> =>
  Object.entries((await memory(rows)).peakMegabytes).map(([step, megabytes]) =>
    figureOf(`peak memory of ${step}, a file of ${rows} rows`, 'MB', [megabytes]),
  );

const parts: Readonly<Record<string, () => Promise<Part>>> = {
  analysis: async () => analysis(),
  reading: async () => ({
    title: 'Reading CSV by processor time, as a share of the speed of bare csv-parse',
    figures: (await reading()).map(({ rows, ratio }) => figureOf(`a file of ${rows} rows`, 'ratio', [ratio])),
  }),
  intake: async () => ({
    title: 'Intake: mapping, checks, redaction and ids',
    figures: [
      figureOf(
        'rows a second of processor time',
        'rows/s',
        (await repeated(() => intake())).map(({ rowsPerSecond }) => rowsPerSecond),
      ),
    ],
  }),
  analyze: async () => {
    const rows = 100_000;
    const { ratios } = await analyzeCommand(rows);
    return {
      title: '`verbatim analyze`, from its start to its end',
      figures: [
        figureOf(`${rows} short comments, times the seconds of the word list sentiment`, 'ratio', ratios),
      ],
    };
  },
  pipeline: async () => ({
    title: 'The whole local pipeline, as a share of the speed of bare BatchWrites of the same items',
    figures: [
      figureOf(
        'a file of 50000 rows',
        'ratio',
        (await repeated(() => pipeline(50_000))).map(({ ratio }) => ratio),
      ),
    ],
  }),
  reanalysis: async () => ({
    title: 'Analyzing stored comments again',
    figures: [
      figureOf(
        '20000 comments',
        's',
        (await repeated(() => reanalysis(20_000))).map(({ seconds }) => seconds),
      ),
    ],
  }),
  day: async () => {
    const all = await repeated(() => day());
    return {
      title: 'Figures of one day of one touchpoint with 100000 responses',
      figures: [
        figureOf(
          'processor time',
          's',
          all.map(({ cpuSeconds }) => cpuSeconds),
        ),
        figureOf(
          'peak memory',
          'MB',
          all.map(({ peakMegabytes }) => peakMegabytes),
        ),
      ],
    };
  },
  views: async () => ({
    title: 'Views from the local API, each the median of nine requests',
    figures: Object.entries(await views()).map(([view, milliseconds]) =>
      figureOf(view, 'ms', [milliseconds]),
    ),
  }),
  memory: async () => ({
    title: 'Memory of the functions',
    figures: [...(await memoryOf(10_000)), ...(await memoryOf(100_000))],
  }),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no part is named ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.versions.node,
};

for (const [name, measurePart] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`measuring ${name}`);
  const measured = await measurePart();
  console.table(measured.figures);
  // Kept after each part: a run that is ended loses only what it had begun.
  const kept = keptReport();
  const inOrder = Object.keys(parts).flatMap((one) => {
    const part = one === name ? measured : kept.parts[one];
    return part === undefined ? [] : [[one, part] as const];
  });
  keepReport({ machine, parts: Object.fromEntries(inOrder) });
}
