import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { bundling } from '../../lib/infra/bundle.ts';
import { repository } from './synthesized-stack.ts';

/** What a function reads and compiles before its first answer, in KB at most: measured, and a twentieth more. */
const limits: Readonly<Record<string, number>> = {
  analyze: 1410,
  collect: 1365,
  'dead-letter': 1410,
  fetch: 1375,
  ingest: 1960,
  lake: 1615,
  query: 1975,
  report: 1825,
  summarize: 1625,
};

const everywhere = ['node_modules/eld/', 'models/', 'node_modules/react-dom/', 'node_modules/d3-shape/'];

/** What a function loads only when it is asked for: letters and words of languages, what draws, what reads files. */
const whenAsked: Readonly<Record<string, readonly string[]>> = {
  query: ['hyparquet', 'sax', 'yauzl', 'csv-parse', 'libphonenumber-js', 'stdnum'].map(
    (name) => `node_modules/${name}/`,
  ),
  ingest: ['node_modules/hyparquet/'],
};

const steps = globSync('functions/*.ts', { cwd: repository })
  .filter((file) => readFileSync(join(repository, file), 'utf8').includes('export const handler'))
  .map((file) => basename(file, '.ts'));

let outputs: Metafile['outputs'];

beforeAll(() => {
  outputs = buildSync({ ...bundling(steps), outdir: 'bundle', write: false, metafile: true }).metafile
    .outputs;
});

/** The modules that are loaded with a function: not those of `import()`. */
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

test.each(Object.entries(limits))('%s starts with at most %i KB of code', (step, limit) => {
  const bytes = loadedWith(step).reduce((sum, output) => sum + output.bytes, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(Math.ceil(bytes / 1000)).toBeLessThanOrEqual(limit);
});

test.each(steps)('%s starts without what it needs only for some of its work', (step) => {
  const unasked = [...everywhere, ...(whenAsked[step] ?? [])];
  const inputs = loadedWith(step).flatMap((output) => Object.keys(output.inputs));
  expect(inputs.filter((input) => unasked.some((part) => input.startsWith(part)))).toEqual([]);
});
