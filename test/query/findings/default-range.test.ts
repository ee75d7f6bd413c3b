import { describe, expect, test } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { defaultFindingsRange } from '../../../lib/query/findings/default-range.ts';
import { apiWorld, responsesOn } from '../../api/world.ts';

const rangeIn = async (...copies: readonly (readonly Copy[])[]) => {
  const { effects, store } = apiWorld();
  await store(...copies);
  return defaultFindingsRange(effects.summaries, '2026-07-15');
};

describe('without a requested period findings are of', () => {
  test('the latest month with enough responses, because one that has just begun says little', async () => {
    const [april, may] = [responsesOn('2026-04-10', 40), responsesOn('2026-05-10', 40)];
    const june = responsesOn('2026-06-01', 10);
    expect(await rangeIn(april, may, june)).toEqual({ from: '2026-05-01', to: '2026-05-31' });
  });

  test('the latest month where none has enough', async () => {
    const [april, may] = [responsesOn('2026-04-10', 4), responsesOn('2026-05-10', 4)];
    expect(await rangeIn(april, may)).toEqual({ from: '2026-05-01', to: '2026-05-31' });
  });

  test('January where December is the month before', async () => {
    const [december, january] = [responsesOn('2025-12-10', 40), responsesOn('2026-01-10', 40)];
    expect(await rangeIn(december, january)).toEqual({ from: '2026-01-01', to: '2026-01-31' });
  });

  test('the latest week where nothing is before its month', async () => {
    const days = ['16', '17', '18', '19', '20', '21', '22', '23', '24'];
    const copies = days.map((day) => responsesOn(`2026-02-${day}`, 20));
    expect(await rangeIn(...copies)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  });

  test('the later half of the days where all are of one week', async () => {
    const copies = ['16', '17', '18', '19', '20'].map((day) => responsesOn(`2026-02-${day}`, 20));
    expect(await rangeIn(...copies)).toEqual({ from: '2026-02-18', to: '2026-02-20' });
  });

  test('the month where all is of one day', async () => {
    expect(await rangeIn(responsesOn('2026-02-16', 40))).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  test('feedback that is older than ten years, if there is no other', async () => {
    const [may, june] = [responsesOn('2011-05-10', 40), responsesOn('2011-06-10', 40)];
    expect(await rangeIn(may, june)).toEqual({ from: '2011-06-01', to: '2011-06-30' });
  });

  test('all responses where none has a date', async () => {
    const copies = responsesOn('2026-05-10', 40, { cell: 'undated', submittedAt: undefined });
    expect(await rangeIn(copies)).toEqual({ from: 'undated', to: 'undated' });
  });

  test('this month where nothing is stored', async () => {
    expect(await rangeIn()).toEqual({ from: '2026-07-01', to: '2026-07-31' });
  });
});
