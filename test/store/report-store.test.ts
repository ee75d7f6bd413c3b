import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertState } from '../../lib/reports/alerts/alert-state.ts';
import { dynamoReportStore, type IssuedDigest, type ReportStore } from '../../lib/store/report-store.ts';
import { dynamoSummaryStore } from '../../lib/store/summary-store.ts';
import { startTestTables, type TestTables } from './dynamo.ts';
import { memoryReportStore } from './memory-reports.ts';

/** One contract for both stores; each test uses names of its own. */

let tables: TestTables;
beforeAll(async () => {
  tables = await startTestTables();
});
afterAll(() => tables.stop());

const digest = (changes: Partial<IssuedDigest> = {}): IssuedDigest => ({
  scope: '_all',
  grain: 'week',
  period: '2026-05-25',
  title: 'The whole journey, the week of 25 May 2026',
  suppressed: false,
  issuedAt: '2026-06-01T07:00:00.000Z',
  schedule: 'weekly',
  ...changes,
});

const alert = (changes: Partial<AlertState> = {}): AlertState => ({
  rule: 'nps',
  subject: 'delivery',
  raised: true,
  since: '2026-06-01T06:00:00.000Z',
  told: false,
  text: 'NPS is low',
  evidence: '/touchpoints',
  ...changes,
});

describe.each([
  ['in memory', () => memoryReportStore()],
  ['in DynamoDB', () => dynamoReportStore(tables.client, 'summaries')],
] as const)('reports %s', (_name, create) => {
  let store: ReportStore;
  beforeAll(() => {
    store = create();
  });
  const at = (minute: number): Date => new Date(Date.parse('2026-06-01T07:00:00Z') + minute * 60_000);
  const leaseSeconds = 20 * 60;

  test('a run is claimed once, and not again when it is done', async () => {
    const run = { schedule: 'weekly', period: '2026-05-25' };
    expect(await store.claimRun(run, at(0), leaseSeconds)).toBe(true);
    expect(await store.claimRun(run, at(1), leaseSeconds)).toBe(false);
    await store.finishRun(run);
    expect(await store.claimRun(run, at(60), leaseSeconds)).toBe(false);
    expect((await store.lastDone()).get('weekly')).toBe('2026-05-25');
    expect(await store.claimRun({ ...run, period: '2026-06-01' }, at(60), leaseSeconds)).toBe(true);
  });

  test('when many claim a run at once, one gets it', async () => {
    const run = { schedule: 'crowded', period: '2026-05-25' };
    const got = await Promise.all(Array.from({ length: 8 }, () => store.claimRun(run, at(0), leaseSeconds)));
    expect(got.filter(Boolean)).toHaveLength(1);
  });

  test('a run whose worker died is claimed by another after its lease', async () => {
    const run = { schedule: 'died', period: '2026-05-25' };
    expect(await store.claimRun(run, at(0), leaseSeconds)).toBe(true);
    expect(await store.claimRun(run, at(20), leaseSeconds)).toBe(false);
    expect(await store.claimRun(run, at(21), leaseSeconds)).toBe(true);
  });

  test('a failed run is free at once', async () => {
    const run = { schedule: 'failed', period: '2026-05-25' };
    await store.claimRun(run, at(0), leaseSeconds);
    await store.releaseRun(run);
    expect((await store.lastDone()).has('failed')).toBe(false);
    expect(await store.claimRun(run, at(1), leaseSeconds)).toBe(true);
  });

  test('a late worker does not overwrite the record', async () => {
    await store.finishRun({ schedule: 'late', period: '2026-06-01' });
    await store.finishRun({ schedule: 'late', period: '2026-05-25' });
    expect((await store.lastDone()).get('late')).toBe('2026-06-01');
  });

  test('digests are listed by year, the latest period first, each once', async () => {
    await store.putDigest(digest());
    await store.putDigest(digest({ title: 'issued again' }));
    await store.putDigest(digest({ scope: 'delivery', grain: 'month', period: '2026-06' }));
    await store.putDigest(digest({ period: '2025-12-29' }));
    const listed = await store.digestsOf('2026');
    expect(listed.map(({ scope, period, title }) => [scope, period, title])).toEqual([
      ['delivery', '2026-06', 'The whole journey, the week of 25 May 2026'],
      ['_all', '2026-05-25', 'issued again'],
    ]);
    expect(await store.digestsOf('2024')).toEqual([]);
    await store.removeDigest({ scope: 'delivery', grain: 'month', period: '2026-06' });
    expect((await store.digestsOf('2026')).map(({ scope }) => scope)).toEqual(['_all']);
  });

  test('an alert is replaced only over the state that was read', async () => {
    expect(await store.replaceAlert(alert(), undefined)).toBe(true);
    expect(await store.replaceAlert(alert({ told: true }), undefined)).toBe(false);
    expect(await store.replaceAlert(alert({ told: true }), 1)).toBe(true);
    expect(await store.replaceAlert(alert({ raised: false }), 1)).toBe(false);
    expect(await store.alerts()).toEqual([{ ...alert({ told: true }), revision: 2 }]);
  });

  test('an action is entered once under its id', async () => {
    const action = { id: 'new-courier', date: '2026-05-01', touchpoint: 'delivery', text: 'New courier' };
    expect([await store.putAction(action), await store.putAction({ ...action, text: 'Other' })]).toEqual([
      true,
      false,
    ]);
    expect(await store.actions()).toEqual([action]);
  });
});

test('report records are in no series of a touchpoint', async () => {
  const summaries = dynamoSummaryStore(tables.client, 'summaries');
  expect(await summaries.readHeadlines('week', '2026-01-01', '2026-12-31')).toEqual([]);
});
