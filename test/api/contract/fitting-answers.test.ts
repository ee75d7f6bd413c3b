import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../lib/api/contract/operations.ts';
import { routes } from '../../../lib/api/contract/routes.ts';
import type { RecordedIssues } from '../../../lib/insights/issues/recorded/recorded-issues.ts';
import { writeErasure } from '../../../lib/pipeline/erase/erasure.ts';
import { exampleHeader } from '../../store/examples.ts';
import { answeredRoutes, checkAnswer } from '../fitting-answers.ts';
import { createReportApi } from '../report-api.ts';
import { scoredBy, shippedAnalyzer } from '../shipped-analyzer.ts';
import { apiWorld, responsesOn } from '../world.ts';

const journey = 'stages: [{ id: order, touchpoints: [{ id: delivery }, { id: checkout }] }]';

const noIssues: RecordedIssues = {
  ...{ touchpoint: 'delivery', method: 1, from: '2026-05-01', to: '2026-06-30', source: 'hash' },
  ...{ issues: [], unseen: [], splits: [], merges: [] },
};

const parking: RecordedIssues['issues'][number] = {
  descriptor: { id: 'i-1', name: 'parking', words: {}, meaning: '', sample: [] },
  ...{ keywords: ['parking'], themes: [], concentrations: [], quotes: [] },
  change: { direction: 'rose', errorRate: 0.01, doublingDays: { value: 7, low: 5, high: 12 } },
  loudSource: { kind: 'wording', share: 0.75 },
  mentions: Array.from({ length: 12 }, (_, index) => [`response-${index}`, 0, 3, 'negative', index]),
};

const asked = async () => {
  const { ask, store, effects } = apiWorld({
    journey,
    analyzer: shippedAnalyzer(),
    metrics: {
      dimensions: ['channel'],
      personas: [{ id: 'online', where: { channel: ['web'] } }],
      weights: { by: 'channel', shares: { web: 0.5, shop: 0.5 } },
    },
  });
  const explained = scoredBy(shippedAnalyzer(), 'The courier was lovely');
  await store(
    responsesOn('2026-06-05', 40, (index) => ({
      ...explained,
      touchpoint: 'checkout',
      responseId: `${index}-explained`,
    })),
    responsesOn('2026-05-04', 40, (index) => ({ channel: index % 2 === 0 ? 'web' : 'shop' })),
    responsesOn('2026-06-04', 40, (index) => ({ channel: index % 2 === 0 ? 'web' : 'shop' })),
  );
  await effects.batches.begin(exampleHeader());
  await effects.batches.park(exampleHeader({ batchId: 'held' }), { questions: [] });
  const post = (path: string, body?: unknown) =>
    ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const upload = await post('/uploads', { name: 'may.csv', bytes: 31 });
  const uploadId = String(upload.body['uploadId']);
  await effects.objects.write(`staging/${uploadId}/file`, 'Comment,NPS\nThe courier was,7\n\n');
  const { body: reanalysis } = await post('/reanalyses?touchpoint=delivery');
  for (const path of [
    '/touchpoints',
    '/touchpoints/delivery/summaries?grain=week',
    '/touchpoints/delivery/summaries?by=channel',
    '/stages/order/summaries?grain=month',
    '/config',
    '/config/metrics',
    '/personas',
    '/personas/online/summaries',
    '/journey',
    '/scorecard',
    '/trends?metric=nps',
    '/changes?period=2026-06',
    '/findings?period=2026-06',
    '/touchpoints/delivery/feedback',
    '/touchpoints/checkout/feedback/7-explained/explanation',
    '/comments?where=channel:web',
    '/drivers',
    '/scores',
    '/bursts',
    '/conflicts',
    '/consistency',
    '/carry-over?from=2026-06',
    '/batches',
    '/batches/batch-1',
    '/batches/batch-1/rejects?cells=true',
    '/batches/held/undo-preview',
    '/themes',
    '/themes/delivery-speed',
    '/themes/discovered?touchpoint=delivery',
    '/taxonomy',
    '/corrections',
    `/reanalyses/${reanalysis['reanalysisId']}`,
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  expect((await ask(`/uploads/${uploadId}/parts`)).status).toBe(200);
  expect((await post(`/uploads/${uploadId}/join`)).status).toBe(200);
  const { comments } = (
    await ask<{ comments: { responseId: string; written: string }[] }>('/comments?touchpoint=delivery')
  ).body;
  const [{ responseId, written } = { responseId: '', written: '' }] = comments;
  const review = {
    revision: 0,
    corrections: [{ answer: 0, label: 'positive' }],
    followUp: { status: 'open' },
  };
  const reviewed = await ask(
    `/touchpoints/delivery/feedback/${encodeURIComponent(responseId)}/review?written=${encodeURIComponent(written)}`,
    { method: 'PUT', body: JSON.stringify(review) },
  );
  expect(reviewed.status).toBe(200);
  const step = { edit: { kind: 'rename', theme: 'staff', name: 'People' } };
  expect((await post('/taxonomy/preview', step)).status).toBe(200);
  const { body: taxonomy } = await ask('/taxonomy');
  const headers = { 'if-match': String(taxonomy['etag']) };
  const changed = await ask('/taxonomy', { method: 'POST', headers, body: JSON.stringify(step) });
  expect(changed.status).toBe(200);
  const change = { method: 'PUT', body: '{"text":"minimumSample: 50"}', headers: { 'if-none-match': '*' } };
  expect((await ask('/config/metrics', change)).status).toBe(200);
  expect((await post(`/uploads/${uploadId}/preview`)).status).toBe(200);
  expect((await post(`/uploads/${uploadId}/confirm`)).status).toBe(202);
  await effects.issues.replace({ ...noIssues, issues: [parking] }, undefined);
  expect((await ask('/issues')).status).toBe(200);
  const decisions = '/touchpoints/delivery/issues/i-1/decisions';
  expect((await post(decisions, { kind: 'mute' })).status).toBe(201);
  expect((await ask(decisions, { method: 'DELETE' })).status).toBe(200);
  await effects.objects.write(exampleHeader().objectKey, 'Comment,NPS\n');
  expect((await post('/batches/batch-1/mapping', { source: 'crm' })).status).toBe(202);
  expect((await post('/batches/batch-1/redrive')).status).toBe(202);
  expect((await post('/redrive')).status).toBe(202);
  const erasure = await post('/erasures', { respondent: 'jo@example.org' });
  const erasureId = String(erasure.body['id']);
  expect((await ask(`/erasures/${erasureId}`)).status).toBe(200);
  await writeErasure(effects.objects, { id: erasureId, status: 'preview', askedAt: '2026-06-01T00:00:00Z' });
  expect((await post(`/erasures/${erasureId}/confirmation`)).status).toBe(202);
  expect((await ask('/batches/batch-1', { method: 'DELETE' })).status).toBe(202);
};

const askedOfStreams = async () => {
  const { ask, effects } = apiWorld({ webhookSecrets: { kiosk: 'k3y' } });
  const kiosk = '{ scheme: hmac, touchpoint: store, signature: { header: x-signature } }';
  await effects.objects.write('config/webhooks.yaml', `sources: { kiosk: ${kiosk} }`);
  const responses = [{ id: '1', submittedAt: '2026-06-30' }];
  const send = (path: string, headers: Record<string, string>, body: string) =>
    ask(path, { method: 'POST', headers, body });
  const own = JSON.stringify({ source: 'shop-app', touchpoint: 'delivery', responses });
  expect((await send('/responses', { 'idempotency-key': 'order-1' }, own)).status).toBe(202);
  const body = JSON.stringify({ responses });
  const signature = createHmac('sha256', 'k3y').update(body).digest('hex');
  expect((await send('/webhooks/kiosk', { 'x-signature': signature }, body)).status).toBe(202);
};

const askedOfReports = async () => {
  const { ask, issue } = await createReportApi();
  await issue();
  for (const path of ['/digests', '/digests/_all/week/latest', '/alerts?now=true', '/actions'])
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  const rules = { rules: [{ id: 'nps', kind: 'below-target', series: 'nps:transactional', target: 100 }] };
  const tried = await ask('/alerts/try', { method: 'POST', body: JSON.stringify(rules) });
  expect([tried.status, tried.text]).toEqual([200, expect.stringContaining('"rule":"nps"')]);
  const body = JSON.stringify({ date: '2026-05-18', touchpoint: 'delivery', text: 'New courier' });
  expect((await ask('/actions', { method: 'POST', body })).status).toBe(201);
};

describe('answers match their schemas', () => {
  test('on every route that does not return a file', async () => {
    await asked();
    await askedOfStreams();
    await askedOfReports();
    const files = ['exportView', 'readJourneyReport'];
    expect([...answeredRoutes].toSorted()).toEqual(
      Object.keys(routes)
        .filter((name) => !files.includes(name))
        .toSorted(),
    );
  });

  test('and a missing field is noticed', () => {
    expect(() => checkAnswer(operations.listPersonas, { personas: [{ id: 'online' }] })).toThrow(
      /GET \/personas answers otherwise[\s\S]*where/,
    );
  });

  test('and an additional field is noticed', () => {
    expect(() => checkAnswer(operations.listPersonas, { personas: [], more: [{ cell: 1 }] })).toThrow(
      'GET /personas answers more than its schema says: .more',
    );
  });
});
