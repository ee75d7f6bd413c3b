import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One report of all measurements, as JSON for programs and as Markdown for people. Kept in git: what later versions are compared with. */

const figure = z.object({
  /** What is measured, and against what. */
  name: z.string(),
  /** `ratio` compares two things of one run; anything else holds for one machine only. */
  unit: z.string(),
  median: z.number(),
  low: z.number(),
  high: z.number(),
  /** How often it was measured. */
  rounds: z.int().positive(),
});
export type Figure = Readonly<z.infer<typeof figure>>;

const part = z.object({ title: z.string(), figures: z.array(figure) });
export type Part = Readonly<z.infer<typeof part>>;

const report = z.object({
  machine: z.object({ processor: z.string(), cores: z.int(), node: z.string() }),
  /** By its name on the command line. */
  parts: z.record(z.string(), part),
});
export type Report = Readonly<z.infer<typeof report>>;

const folder = join(import.meta.dirname, '../results');
const jsonFile = join(folder, 'report.json');

const significant = (value: number): number => Number(value.toPrecision(3));

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const [below = Number.NaN, above = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (below + above) / 2;
};

/**
 * The median of several runs, with the least and the most of them.
 *
 * @example figureOf('speed', 'ratio', [3, 1, 2]) // { name: 'speed', unit: 'ratio', median: 2, low: 1, high: 3, rounds: 3 }
 */
export const figureOf = (name: string, unit: string, values: readonly number[]): Figure => ({
  name,
  unit,
  median: significant(medianOf(values)),
  low: significant(Math.min(...values)),
  high: significant(Math.max(...values)),
  rounds: values.length,
});

const rowOf = ({ name, unit, median, low, high, rounds }: Figure): string =>
  `| ${name} | ${median} | ${rounds === 1 ? '' : `${low} to ${high}`} | ${unit} | ${rounds} |`;

const headOfTable = '| what | median | least to most | unit | runs |\n|---|---|---|---|---|';

/** The report as a page. */
export const pageOf = ({ machine, parts }: Report): string =>
  [
    '# Measurements',
    'Written by `npm run bench`; [what they mean](../../docs/speed.md). Compare ratios: seconds and megabytes hold for one machine on one day.',
    `${machine.cores} cores, ${machine.processor}, Node ${machine.node}.`,
    ...Object.entries(parts).map(
      ([name, { title, figures }]) =>
        `## ${title}\n\n\`npm run bench -- ${name}\`\n\n${[headOfTable, ...figures.map(rowOf)].join('\n')}`,
    ),
    '',
  ].join('\n\n');

/** The report that is kept. */
export const keptReport = (): Report => report.parse(JSON.parse(readFileSync(jsonFile, 'utf8')));

/** Writes both files. */
export const keepReport = (written: Report): void => {
  writeFileSync(jsonFile, `${JSON.stringify(written, null, 2)}\n`);
  writeFileSync(join(folder, 'report.md'), pageOf(written).trimEnd().concat('\n'));
};
