import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Measured, measureLoad } from './measure.ts';
import { type Bottleneck, type Load, type Outcome, type ServiceTimes, simulate } from './model.ts';
import { deployed, inAws } from './setups.ts';

/**
 * How long a deployment takes for many comments, and what to set: `npx node bench/scale/scale.ts`. With `--measure` the service times are measured here
 * first, and written to measured.json.
 */

const file = new URL('measured.json', import.meta.url);
const rowsPerFile = 100_000;
const touchpoints = 50;

export const loadOf = (rows: number): Load => ({
  rows,
  rowsPerFile: Math.min(rows, rowsPerFile),
  touchpoints,
});

export const readMeasured = (): Measured => JSON.parse(readFileSync(file, 'utf8')) as Measured;

/** @example timeText(5400) // '1.5 h' */
const timeText = (seconds: number): string => {
  if (seconds < 600) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
};

const words: Readonly<Record<Bottleneck, string>> = {
  read: 'reading files',
  score: 'scoring',
  summarize: 'figures',
  'table writes': 'writes to the table',
  'partition writes': 'writes to a partition',
};

const cellOf = ({ seconds, bottleneck }: Outcome): string => `${timeText(seconds)}, ${words[bottleneck]}`;

const volumes = [1e6, 1e7, 1e8];
const settings = [10, 100, 1000];

const counted = (rows: number): string => `${rows / 1e6} million`;

const table = (title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${title} | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');

/** The tables of docs/scale.md. */
export const tablesOf = (measured: ServiceTimes): string => {
  const times = inAws(measured);
  const names = settings.map((concurrency) => `\`concurrency: ${concurrency}\``);
  const rowsWith = (writes: Parameters<typeof deployed>[1], names_ = volumes) =>
    names_.map((rows) => [
      counted(rows),
      ...settings.map((concurrency) => cellOf(simulate(loadOf(rows), times, deployed(concurrency, writes)))),
    ]);
  return [
    table('new tables', names, rowsWith({})),
    table('tables warmed to 40,000 write units', names, rowsWith({ tableUnits: 40_000 })),
    table('warmed, 7 partitions at a time', names, rowsWith({ tableUnits: 40_000, partitions: 7 })),
  ].join('\n\n');
};

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(3)) : value;

const measure = async (): Promise<void> => {
  const measured = await measureLoad(20_000, 20_000);
  writeFileSync(file, `${JSON.stringify(measured, rounded, 2)}\n`);
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { measure: { type: 'boolean' } } });
  if (values.measure) await measure();
  console.log(tablesOf(readMeasured().times.processor));
}
