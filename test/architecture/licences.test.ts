import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** What every package is licensed under: licences that ask for a notice only, or (MPL) that changes of their own files are published: none is changed here. */

const repository = join(import.meta.dirname, '../..');

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

const allowed =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|Unlicense|CC0-1\.0|CC-BY-3\.0|CC-BY-4\.0|BlueOak-1\.0\.0|Python-2\.0|WTFPL|Zlib|MPL-2\.0|OFL-1\.1)(?: (?:OR|AND) .+)?\)?$/;

/** With other words for it, or a licence of their own, and why that is fine. */
const others: Readonly<Record<string, string>> = {
  '@react-aria/optimize-locales-plugin': 'Apache-2.0 by its repository; used at build only',
  'humanize-number': 'MIT by its README; of the local emulators',
  'dejavu-fonts-ttf': 'Bitstream Vera and public domain: may be embedded and distributed',
  '@cloud-copilot/iam-policy': 'AGPL-3.0; of iam-simulate',
  '@cloud-copilot/iam-simulate':
    'AGPL-3.0; as it is, by tests alone: nothing that is shipped or started imports it',
  '@cloud-copilot/iam-utils': 'AGPL-3.0; of iam-simulate',
  ibantools: 'MIT or MPL-2.0, the licensee chooses',
};

const packageFile = z.object({ license: z.unknown().optional(), licenses: z.unknown().optional() });

const licenceOf = (path: string, noted: string | undefined): string => {
  if (noted !== undefined) return noted;
  const file = join(repository, path, 'package.json');
  if (!existsSync(file)) return 'not installed';
  const { license, licenses } = packageFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (typeof license === 'string') return license;
  const [, named] = /"type":"([^"]+)"/.exec(JSON.stringify(license ?? licenses ?? '')) ?? [];
  return named ?? 'none';
};

test('every package has a licence that may be used, or a reason', () => {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')));
  const unknown = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { license }]) => [path.replace(/^.*node_modules\//, ''), licenceOf(path, license)] as const)
    .filter(
      ([name, licence]) =>
        !allowed.test(licence) && licence !== 'not installed' && others[name] === undefined,
    );
  expect(unknown).toEqual([]);
});

test('what is shipped or started imports no package under the AGPL', () => {
  const files = globSync('{lib,functions,bin,dashboard}/**/*.{ts,tsx}', { cwd: repository });
  const importing = files.filter((file) =>
    readFileSync(join(repository, file), 'utf8').includes("from '@cloud-copilot/"),
  );
  expect([files.length > 500, importing]).toEqual([true, []]);
});

test('the word lists whose licence must be kept are named in the notice', () => {
  const notice = readFileSync(join(repository, 'models/NOTICE'), 'utf8');
  expect(notice).toMatch(/language-words\.bin[\s\S]+FrequencyWords[\s\S]+licensed under CC BY-SA 4\.0/);
});
