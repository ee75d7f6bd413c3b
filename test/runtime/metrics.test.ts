import { expect, test } from 'vitest';
import { countsOf, metricNames } from '../../lib/runtime/metrics.ts';
import { createWorld } from '../pipeline/world.ts';

/** The metrics of a world whose log is measured as that of the functions. */
const measured = async (file: string): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {};
  const world = createWorld({
    log: (event, facts) => {
      for (const [name, value] of Object.entries(countsOf(event, facts)))
        counts[name] = (counts[name] ?? 0) + value;
    },
  });
  await world.upload('uploads/may.csv', file);
  await world.drain();
  return counts;
};

test('count every row and every answer of a file once, zeros included', async () => {
  const rows = [
    'delivery,2026-05-01,9,Fast',
    'delivery,2026-05-01,12,Slow',
    'delivery,2026-05-02,3,',
    'delivery,2026-05-02,3,n/a',
  ];
  expect(await measured(['Touchpoint,Date,NPS,Comment', ...rows].join('\n'))).toEqual({
    ...{ RowsRead: 4, RowsAccepted: 3, RowsDuplicate: 0, RowsUpdated: 0, RowsExcluded: 0, RowsRejected: 1 },
    ...{ AnswersAsked: 3, AnswersScored: 1, AnswersNoContent: 1, AnswersNoComment: 1, AnswersUnsupported: 0 },
    ...{ BatchesComplete: 1, BatchesIncomplete: 0 },
  });
});

test('have names of their own, and nothing is measured of other events', () => {
  expect(new Set(metricNames).size).toBe(metricNames.length);
  expect(countsOf('touchpoint summarized', { cells: 3 })).toEqual({});
});
