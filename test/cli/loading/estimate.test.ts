import { expect, test } from 'vitest';
import { generateCsv } from '../../../bench/feedback-file.ts';
import { directoryWith, runIn } from '../memory-shell.ts';

const csv = generateCsv(300, 5);

test('estimate says rows, time and cost of a file, and whose prices they are', async () => {
  const { exit, out } = await runIn(directoryWith({ 'may.csv': csv }), ['estimate', 'may.csv']);
  expect(exit).toBe(0);
  expect(out).toMatch(/may\.csv +300 +about 71 seconds +under \$0\.01/);
  expect(out).toContain('DynamoDB, writes');
  expect(out).toContain('List prices of us-east-1, 2026-11-30. Nothing was loaded.');
});

test('--json has the estimate of every file, and respondents cost more', async () => {
  const withPeople = csv
    .trimEnd()
    .split('\n')
    .map((line, index) => (index === 0 ? `${line},Email` : `${line},p${index}@example.org`))
    .join('\n');
  const directory = directoryWith({ 'may.csv': csv, 'june.csv': withPeople });
  const { out } = await runIn(directory, ['estimate', 'may.csv', 'june.csv', '--json']);
  const { tables } = JSON.parse(out) as {
    tables: { file: string; rows: number; hasRespondents: boolean; dollars: number }[];
  };
  expect(tables.map(({ file, rows, hasRespondents }) => [file, rows, hasRespondents])).toEqual([
    ['may.csv', 300, false],
    ['june.csv', 300, true],
  ]);
  expect(tables[1]?.dollars).toBeGreaterThan(tables[0]?.dollars ?? 0);
});

test('a region without a price file is refused, with those that have one', async () => {
  const directory = directoryWith({ 'may.csv': csv });
  const { exit, err } = await runIn(directory, ['estimate', 'may.csv', '--region', 'moon-1']);
  expect(exit).not.toBe(0);
  expect(err).toContain('eu-central-1, eu-west-1, us-east-1');
});
