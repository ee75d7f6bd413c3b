import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundling } from '../../lib/infra/bundle.ts';

/** Shows the trace of an error that is thrown in lib. */
const contents = `
import './functions/stack-traces.ts';
import { outOfRange } from './lib/out-of-range.ts';
try { outOfRange(7); } catch (error) { console.log(error.stack); }`;

const directory = mkdtempSync(join(tmpdir(), 'verbatim-traces-'));
const bundle = join(directory, 'failing.mjs');

beforeAll(async () => {
  const { entryPoints: _, outExtension: __, splitting: ___, ...options } = bundling([]);
  await build({ ...options, outfile: bundle, stdin: { contents, resolveDir: options.absWorkingDir } });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const printed = async (): Promise<string> => (await promisify(execFile)(process.execPath, [bundle])).stdout;

test('the stack trace of a bundled function names files and lines of the source', async () => {
  expect(await printed()).toMatch(/^RangeError: .*\n {4}at .*lib\/out-of-range\.ts:\d+:\d+$/m);
});

test('a stack trace without its source map names the place in the bundle', async () => {
  rmSync(`${bundle}.map`);
  expect(await printed()).toMatch(/^RangeError: .*\n {4}at .*failing\.mjs:\d+:\d+\)?$/m);
});
