import { expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

test.each([
  ['no name', []],
  ['two names', ['--name', 'waiting', '--outcome', 'churn']],
  ['a name that is a path', ['--name', '../journey']],
])('import-series refuses %s', async (_what, args) => {
  const { exit, err } = await runIn(directoryWith({ 'in.csv': 'date,touchpoint,value\n' }), [
    'import-series',
    'in.csv',
    ...args,
  ]);
  expect(exit).toBe(2);
  expect(err).toContain('of letters, digits and hyphens');
});

test('import-series without a server says how to start one', async () => {
  const { exit, err } = await runIn(directoryWith({}), ['import-series', 'in.csv', '--name', 'waiting']);
  expect(exit).toBe(5);
  expect(err).toContain('verbatim start');
});
