import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsFromContext } from '../../lib/infra/settings.ts';
import { readSettingsFile } from '../../lib/infra/settings-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'verbatim-settings-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const written = (content: string): string => {
  const file = join(directory, 'verbatim.config.yaml');
  writeFileSync(file, content);
  return file;
};

test('a setting of the file holds for every deployment, unless the command line says otherwise', () => {
  const file = readSettingsFile(written('reportingTimeZone: Europe/Berlin\nconcurrency: 40\npage: false\n'));
  const given: Record<string, unknown> = { phoneCountry: 'DE' };
  expect(settingsFromContext({ ...file, ...given })).toMatchObject({
    reportingTimeZone: 'Europe/Berlin',
    phoneCountry: 'DE',
    concurrency: 40,
    page: false,
  });
});

test('without a file, or with an empty one, the defaults hold', () => {
  expect(readSettingsFile(join(directory, 'none.yaml'))).toEqual({});
  expect(readSettingsFile(written(''))).toEqual({});
});

test.each([
  ['reportingTimezone: UTC', /unknown setting \(expected reportingTimeZone, got reportingTimezone\)/],
  ['concurrency: many', /"concurrency" is invalid/],
  ['- a', /"the file" is invalid/],
  ['a: [', /the file can't be used: line 1 \(expected YAML/],
])('%j is refused, with the key that is wrong', (content, message) => {
  const refusal = (): unknown => {
    try {
      return readSettingsFile(written(content));
    } catch (error) {
      return String(error);
    }
  };
  expect(refusal()).toMatch(message);
});

test('the example in the repository is valid', () => {
  const example = readSettingsFile(join(import.meta.dirname, '../../examples/verbatim.config.yaml'));
  expect(settingsFromContext(example).reportingTimeZone).toBe('Europe/Berlin');
});
