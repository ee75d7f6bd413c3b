import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VerbatimError } from '../../../lib/errors.ts';
import { prepareDirectory, problemOf } from '../../../lib/local/cloud/problem.ts';

test.each([
  ['a write that finds no space', Object.assign(new Error('write failed'), { code: 'ENOSPC' })],
  ['a journal that finds no space', new Error('database or disk is full')],
  ['tables that find no space', new Error('the tables stopped: IO error: No space left on device')],
])('%s is a full disk, named with its directory', (_what, error) => {
  expect(problemOf(error, '/data')).toMatchObject({ code: 'disk-full', details: { file: '/data' } });
});

test('an error with a code keeps it', () => {
  const error = new VerbatimError('port-in-use', 'taken');
  expect(problemOf(error, '/data')).toBe(error);
});

test('any other error is internal, with its cause', () => {
  const cause = new Error('surprise');
  expect(problemOf(cause, '/data')).toMatchObject({ code: 'internal', cause });
});

test('a missing directory is created', () => {
  const base = mkdtempSync(join(tmpdir(), 'verbatim-problem-'));
  expect(() => prepareDirectory(join(base, 'a/b'))).not.toThrow();
  rmSync(base, { recursive: true });
});
