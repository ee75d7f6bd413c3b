import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { bundling } from '../../lib/infra/bundle.ts';
import { repository } from './synthesized-stack.ts';

/** The most code, in KB, that a function may load at its start: what was measured, plus 5 %. */
const limits: Readonly<Record<string, number>> = {
  analyze: 1070,
  collect: 1030,
  'dead-letter': 1065,
  fetch: 1040,
  ingest: 1590,
  lake: 1260,
  query: 1590,
  report: 1450,
  summarize: 1270,
};

const neverAtStart = [
  'node_modules/eld/',
  'models/',
  'node_modules/react-dom/',
  'node_modules/d3-shape/',
  'node_modules/zod/v4/locales/de.js',
];

/** What a function must load only on demand: language data, charts, readers of files. */
const onDemand: Readonly<Record<string, readonly string[]>> = {
  query: ['hyparquet', 'sax', 'yauzl', 'csv-parse', 'libphonenumber-js', 'stdnum'].map(
    (name) => `node_modules/${name}/`,
  ),
  ingest: ['node_modules/hyparquet/'],
};

const steps = globSync('functions/*.ts', { cwd: repository })
  .filter((file) => readFileSync(join(repository, file), 'utf8').includes('export const handler'))
  .map((file) => basename(file, '.ts'));

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({ ...bundling(steps), outdir: 'bundle', write: false, metafile: true });
  outputs = metafile.outputs;
});

/** The modules that a function loads at its start, without those of `import()`. */
const loadedWith = (step: string): Metafile['outputs'][string][] => {
  const seen = new Set([`bundle/${step}.mjs`]);
  for (const file of seen)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(path);
  return [...seen].flatMap((file) => outputs[file] ?? []);
};

test('every function has a limit', () => {
  expect(Object.keys(limits).toSorted()).toEqual(steps.toSorted());
});

test.each(Object.entries(limits))('%s loads at most %i KB of code at its start', (step, limit) => {
  const bytes = loadedWith(step).reduce((sum, output) => sum + output.bytes, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(Math.ceil(bytes / 1000)).toBeLessThanOrEqual(limit);
});

test.each(steps)('%s does not load at its start what only some requests need', (step) => {
  const unwanted = [...neverAtStart, ...(onDemand[step] ?? [])];
  const inputs = loadedWith(step).flatMap((output) => Object.keys(output.inputs));
  expect(inputs.filter((input) => unwanted.some((part) => input.startsWith(part)))).toEqual([]);
});
