import { expect, test } from 'vitest';
import { billOf } from '../../lib/cost/bill.ts';
import { pricedRegions, pricesOf } from '../../lib/cost/prices.ts';
import { sumUsages, usageCounter, usageSince } from '../../lib/cost/usage.ts';

test('a million write units and a million requests of a queue are billed by the prices of the region', () => {
  const usage = { tableWriteUnits: { feedback: 1_000_000 }, queueRequests: { ingest: 1_000_000 } };
  const { lines, dollars } = billOf(usage, pricesOf('us-east-1'));
  expect(lines).toEqual([
    { meter: 'tableWriteUnits', of: 'feedback', amount: 1_000_000, dollars: 0.625 },
    { meter: 'queueRequests', of: 'ingest', amount: 1_000_000, dollars: 0.4 },
  ]);
  expect(dollars).toBeCloseTo(1.025);
});

test('nothing used costs nothing', () => {
  expect(billOf({}, pricesOf())).toEqual({ lines: [], dollars: 0 });
});

test('every price file is complete, and names its sources and its day', () => {
  for (const region of pricedRegions()) {
    const prices = pricesOf(region);
    expect(prices.region).toBe(region);
    expect(prices.sources.length).toBeGreaterThan(3);
  }
  expect(pricedRegions()).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
});

test('a region without a price file is refused, with those that have one', () => {
  expect(() => pricesOf('mars-1')).toThrow('no price file');
  expect(() => pricesOf('../package')).toThrow('no price file');
});

test('usages add up, and what was used between two readings is their difference', () => {
  const counter = usageCounter();
  counter.add('objectReads', 'config', 2);
  const before = counter.total();
  counter.add('objectReads', 'config', 3);
  counter.add('logBytes', 'ingest', 10);
  expect(usageSince(before, counter.total())).toEqual({
    objectReads: { config: 3 },
    logBytes: { ingest: 10 },
  });
  expect(sumUsages([before, counter.total()])).toEqual({
    objectReads: { config: 7 },
    logBytes: { ingest: 10 },
  });
});
