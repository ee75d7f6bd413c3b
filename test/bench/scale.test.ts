import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Load, type ServiceTimes, type Setup, simulate } from '../../bench/scale/model.ts';
import { readMeasured, tablesOf } from '../../bench/scale/scale.ts';
import { deployed, inAws } from '../../bench/scale/setups.ts';
import { startWrites } from '../../bench/scale/write-limit.ts';

/** The model of a deployment, by hand and by its laws. */

const times: ServiceTimes = {
  readRow: 0.001,
  scoreChunk: 4,
  rowsPerChunk: 1000,
  writeUnitsPerRow: 1,
  summarizeRow: 0.002,
  issueRow: 0,
  issueRows: 0,
};
const endless = {
  tableUnits: 1e9,
  tableQuota: 1e9,
  doublingSeconds: 1800,
  partitionUnits: 1e9,
  partitions: 1,
};
const setup: Setup = {
  atOnce: { read: 1, score: 2, summarize: 1 },
  firstCalls: 100,
  addedCalls: 0,
  batchingSeconds: 60,
  writes: endless,
};
const load: Load = { rows: 3000, rowsPerFile: 3000, touchpoints: 2 };

describe('the model', () => {
  test('one file of three chunks by hand: read 3 s, scored two at a time 8 s, collected 60 s, two touchpoints 3 s each', () => {
    expect(simulate(load, times, setup)).toMatchObject({
      seconds: 3 + 8 + 60 + 6,
      alone: { read: 3, score: 6, summarize: 6 },
    });
  });

  test('touchpoints that wait already are counted once for two files', () => {
    const two = { ...load, rows: 6000 };
    // Read by 3 and 6 s; scored by 11 and 15 s: the second file comes while the first one waits.
    expect(simulate(two, times, { ...setup, atOnce: { read: 1, score: 3, summarize: 1 } })).toMatchObject({
      alone: { summarize: 2 * 3000 * 0.002 },
    });
  });

  test('issues are looked for in so many rows of a touchpoint, and no more', () => {
    const some = { ...times, issueRow: 0.001, issueRows: 500 };
    expect(simulate(load, some, setup).alone.summarize).toBe(6 + 2 * 0.5);
  });

  test('writes wait for the table, in order: 1,000 units a second take three chunks in three seconds', () => {
    const writes = { ...endless, tableUnits: 1000 };
    expect(simulate(load, { ...times, scoreChunk: 0.1 }, { ...setup, writes }).seconds).toBe(3 + 3 + 66);
  });

  test('functions are added by and by: one at once, then one every ten seconds', () => {
    const slow = { ...setup, atOnce: { read: 1, score: 3, summarize: 1 }, firstCalls: 1, addedCalls: 0.1 };
    // Scored one after the other: the next function would come when the last chunk has begun.
    expect(simulate(load, times, slow).seconds).toBe(3 + 12 + 60 + 6);
  });
});

describe('a table on demand', () => {
  test('takes at most its first rate, and after half an hour twice the rate that it had', () => {
    const writes = startWrites({ ...endless, tableUnits: 4000, tableQuota: 40_000 });
    expect(writes.write(0, 4000 * 1800)).toBe(1800);
    expect(writes.write(1800, 8000 * 60)).toBe(1860);
  });

  test('never takes more than a partition does, times those that are written', () => {
    const writes = startWrites({ ...endless, partitionUnits: 1000, partitions: 7 });
    expect(writes.write(0, 14_000)).toBe(2);
  });
});

describe('a deployment', () => {
  const aws = inAws(readMeasured().times.processor);
  const secondsOf = (rows: number, concurrency: number, writes = {}): number =>
    simulate({ rows, rowsPerFile: 100_000, touchpoints: 50 }, aws, deployed(concurrency, writes)).seconds;

  test('is never slower with more functions', () => {
    for (const rows of [1e5, 1e6, 1e7]) {
      const seconds = [10, 30, 100, 300, 1000].map((concurrency) => secondsOf(rows, concurrency));
      expect(seconds).toEqual(seconds.toSorted((left, right) => right - left));
    }
  });

  test('takes about twice as long for twice the rows where scoring is saturated', () => {
    const scoring = { ...aws, summarizeRow: 0, issueRow: 0 };
    const secondsFor = (rows: number): number =>
      simulate({ rows, rowsPerFile: 100_000, touchpoints: 50 }, scoring, deployed(10, { tableUnits: 40_000 }))
        .seconds;
    const ratio = secondsFor(2e7) / secondsFor(1e7);
    expect(ratio).toBeGreaterThan(1.9);
    expect(ratio).toBeLessThan(2.1);
  });

  test('gives the same answer every time', () => {
    expect(secondsOf(1e6, 100)).toBe(secondsOf(1e6, 100));
  });

  test('has the tables of the page', () => {
    const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
    for (const table of tablesOf(readMeasured().times.processor).split('\n\n')) expect(page).toContain(table);
  });
});
