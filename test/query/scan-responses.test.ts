import { describe, expect, test } from 'vitest';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { planScan, type ScanScope } from '../../lib/query/plan-scan.ts';
import { scanCopies, scanCounted } from '../../lib/query/scan-responses.ts';
import { exampleCopy } from '../store/examples.ts';
import { startStores } from './stored.ts';

const storeOf = async (...copies: Copy[]) => {
  const { effects, summarize } = startStores();
  await effects.feedback.put(copies);
  for (const { touchpoint, cell } of copies) await summarize(touchpoint, [cell]);
  return effects;
};

const said = (responseId: string, cell: string, changes: Partial<Copy> = {}): Copy =>
  exampleCopy({ responseId, cell, submittedAt: `${cell}T10:00:00Z`, ...changes });

const idsIn = async (effects: Awaited<ReturnType<typeof storeOf>>, scope: ScanScope) => {
  const plan = await planScan(effects, scope, { minRespondents: 0 });
  const ids: string[] = [];
  for await (const copies of scanCounted(effects, plan))
    ids.push(...copies.map(({ responseId }) => responseId));
  return ids;
};

describe('a scan', () => {
  const some = () =>
    storeOf(
      said('a', '2026-04-30'),
      said('b', '2026-05-01', { channel: 'web' }),
      said('c', '2026-05-31', { channel: 'store' }),
      said('d', '2026-06-01', { touchpoint: 'checkout' }),
      exampleCopy({ responseId: 'm', cell: '2026-05', submittedAt: '2026-05', datePrecision: 'month' }),
      exampleCopy({ responseId: 'u', cell: 'undated' }),
    );

  test('reads the days of a scope, both ends included, and month-only responses where the whole month is in it', async () => {
    const effects = await some();
    expect(await idsIn(effects, { from: '2026-05', to: '2026-05' })).toEqual(['b', 'c', 'm']);
    expect(await idsIn(effects, { from: '2026-05-02', to: '2026-06-30' })).toEqual(['d', 'c']);
    expect(await idsIn(effects, { touchpoint: 'delivery' })).toEqual(['a', 'b', 'c', 'm', 'u']);
  });

  test('reads each response once, as in its latest upload', async () => {
    const first = said('a', '2026-05-01');
    const later = {
      ...first,
      batchId: 'later',
      uploadedAt: '2026-07-01T00:00:00.000Z',
      fingerprint: 'said-2',
    };
    const effects = await storeOf(first, later);
    const found: Copy[] = [];
    for await (const copies of scanCopies(effects, await planScan(effects, {}, { minRespondents: 0 })))
      found.push(...copies);
    expect(found).toEqual([expect.objectContaining({ responseId: 'a', batchId: 'later' })]);
  });

  test('keeps responses that meet every condition; a missing value counts as empty', async () => {
    const effects = await some();
    const channel = (value: string) => ({ where: [{ dimension: 'channel', value }], from: '2026-05' });
    expect(await idsIn(effects, channel('web'))).toEqual(['b']);
    expect(await idsIn(effects, channel(''))).toEqual(['d', 'm']);
    const both = [
      { dimension: 'channel', value: 'web' },
      { dimension: 'voice', value: 'employee' },
    ];
    expect(await idsIn(effects, { where: both })).toEqual([]);
  });

  test('refuses to read more than its limit, before it reads anything', async () => {
    const effects = await some();
    await expect(planScan(effects, {}, { limit: 5, minRespondents: 0 })).rejects.toMatchObject({
      code: 'scan-too-large',
      details: { got: '6' },
    });
    expect((await planScan(effects, {}, { limit: 6, minRespondents: 0 })).responses).toBe(6);
  });

  test('fails when a cell cannot be read, without waiting for the others', async () => {
    const effects = await some();
    const broken = { ...effects.feedback, countCell: () => Promise.reject(new Error('no answer')) };
    const plan = await planScan(effects, {}, { minRespondents: 0 });
    const read = async () => {
      for await (const _copies of scanCounted({ ...effects, feedback: broken }, plan));
    };
    await expect(read()).rejects.toThrow('no answer');
  });

  test('leaves out days below the minimum group size, and says so', async () => {
    const many = Array.from({ length: 9 }, (_, index) => said(`${index}-of-nine`, '2026-05-20'));
    const effects = await storeOf(said('a', '2026-05-04'), ...many);
    expect(await planScan(effects, { from: '2026-05-01', to: '2026-05-10' })).toMatchObject({
      cells: [],
      outcome: { partial: true, found: false },
    });
    const month = await planScan(effects, { from: '2026-05', to: '2026-05' });
    expect([month.responses, month.outcome.partial]).toEqual([10, false]);
  });

  test('without responses gives an empty result', async () => {
    expect(await idsIn(await storeOf(), {})).toEqual([]);
  });

  test.each([
    {},
    { touchpoint: 'delivery' },
    { from: '2026-05', to: '2026-05' },
    { from: '2026-05-01', to: '2026-05-31' },
    { from: '2026-05' },
    { to: '2026-06-30' },
  ])('%j is refused for its size before its summaries are read', async (scope) => {
    const effects = await storeOf(...['a', 'b', 'c'].map((id) => said(id, '2026-05-10')));
    const summaries = { ...effects.summaries, readSeries: () => Promise.reject(new Error('read')) };
    await expect(
      planScan({ ...effects, summaries }, scope, { limit: 1, minRespondents: 0 }),
    ).rejects.toMatchObject({ code: 'scan-too-large' });
  });
});
