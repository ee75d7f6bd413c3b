import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Figure, figureOf, keptReport, pageOf } from '../../bench/report/report.ts';

/** The kept measurements, and a short run against them. */

test('the median of an even number of runs is between the two in the middle', () => {
  expect(figureOf('speed', 'ratio', [4, 1, 3, 2])).toEqual({
    name: 'speed',
    unit: 'ratio',
    median: 2.5,
    low: 1,
    high: 4,
    rounds: 4,
  });
});

test('the page has a line for each figure of the kept report', () => {
  const report = keptReport();
  const lines = pageOf(report).split('\n');
  for (const { figures } of Object.values(report.parts))
    for (const { name } of figures)
      expect(lines.filter((line) => line.startsWith(`| ${name} |`))).toHaveLength(1);
});

const keptFigure = (begins: string): Figure => {
  const found = keptReport().parts['analysis']?.figures.find(
    ({ name }) => name.startsWith(begins) && name.endsWith('own phrases'),
  );
  if (found === undefined) throw new Error(`the kept report has no figure of ${begins}`);
  return found;
};

/** A busy machine takes a third off the ratio of a short run; a loop that became quadratic takes most of it. */
const slowest = 0.45;

// In a process of its own: the test runner rewrites our modules, not those of the rival.
test('analysis is about as fast as the kept report says, as a share of the speed of wink-sentiment', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/short.ts']);
  const ratios = z.record(z.string(), z.number()).parse(JSON.parse(stdout));
  expect(Object.keys(ratios).length).toBe(2);
  for (const [name, ratio] of Object.entries(ratios))
    expect(ratio / keptFigure(name).median, name).toBeGreaterThan(slowest);
});
