import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAssembly, synthesizedTemplate, withOwnBundles } from '../../../lib/local/cloud/synthesize.ts';

// An app as the cache sees one: it writes an assembly where it is told, and counts how often it was asked.
const app = `
import { appendFileSync, writeFileSync } from 'node:fs';
import { words } from '../lib/words.ts';
appendFileSync('runs', 'x');
const out = process.env.CDK_OUTDIR;
const template = { Resources: {}, Outputs: { Words: { Value: words } } };
writeFileSync(out + '/App.template.json', JSON.stringify(template));
writeFileSync(out + '/App.assets.json', JSON.stringify({ files: {
  a: { source: { path: 'asset.a', packaging: 'zip' }, destinations: { here: { objectKey: 'a.zip' } } },
} }));
`;

let repository: string;
const write = (path: string, content: string): void => {
  mkdirSync(join(repository, path, '..'), { recursive: true });
  writeFileSync(join(repository, path), content);
};
const runs = (): number => readFileSync(join(repository, 'runs'), 'utf8').length;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'verbatim-repository-'));
  write('package.json', '{"type":"module"}');
  write('cdk.json', '{"context":{}}');
  write('bin/app.ts', app);
  write('lib/words.ts', "export const words = 'one';");
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

test('the app runs once for the same sources', async () => {
  const first = await synthesizedTemplate(repository);
  expect(await synthesizedTemplate(repository)).toEqual(first);
  expect(runs()).toBe(1);
});

test('the app runs again when a source changes, and the old assembly is removed', async () => {
  await synthesizedTemplate(repository);
  write('lib/words.ts', "export const words = 'two';");
  const { template } = await synthesizedTemplate(repository);
  expect([template.Outputs['Words']?.Value, runs()]).toEqual(['two', 2]);
});

test('the app does not run again for a change of the local cloud or the command line', async () => {
  await synthesizedTemplate(repository);
  write('lib/local/cloud.ts', '');
  write('lib/cli/start.ts', '');
  await synthesizedTemplate(repository);
  expect(runs()).toBe(1);
});

test('bundles are found next to the template', async () => {
  const { bundles } = await synthesizedTemplate(repository);
  expect(bundles.get('a.zip')).toMatch(/cloud-[0-9a-f]+\/asset\.a$/);
});

test('an app that fails reports the error in one line, and leaves no files', async () => {
  write('bin/app.ts', "throw new Error('no stack today');");
  await expect(synthesizedTemplate(repository)).rejects.toMatchObject({
    code: 'internal',
    details: { got: expect.stringContaining('Error') },
  });
  write('bin/app.ts', app);
  await expect(synthesizedTemplate(repository)).resolves.toBeDefined();
});

test('bundles in use survive the removal of the cache', async () => {
  write(
    'bin/app.ts',
    `${app}
import { mkdirSync } from 'node:fs';
mkdirSync(out + '/asset.a');
writeFileSync(out + '/asset.a/index.mjs', 'first');`,
  );
  const own = withOwnBundles(await synthesizedTemplate(repository), join(repository, '.verbatim/bundles'));
  rmSync(join(repository, 'node_modules'), { recursive: true });
  expect(readFileSync(join(own.bundles.get('a.zip') ?? '', 'index.mjs'), 'utf8')).toBe('first');
});

test('a directory without a template is not an assembly', () => {
  expect(() => readAssembly(repository)).toThrow(expect.objectContaining({ code: 'file-not-found' }));
});
