import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInLanguages } from '../../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { writeEndpoints } from '../../../lib/local/cloud/holder.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { startObjectStore } from '../../../lib/local/emulators/s3.ts';
import { analyzeChunk } from '../../../lib/pipeline/analyze/analyze.ts';
import type { Effects } from '../../../lib/pipeline/effects.ts';
import { ingestUpload } from '../../../lib/pipeline/ingest/ingest.ts';
import { analyzeMessage } from '../../../lib/pipeline/messages.ts';
import { bucketConfiguration } from '../../../lib/runtime/configuration.ts';
import { dynamoBatchStore } from '../../../lib/store/batches/dynamo-batch-store.ts';
import { dynamoFeedbackStore } from '../../../lib/store/feedback-store.ts';
import { dynamoIssueStore } from '../../../lib/store/issue-store.ts';
import { s3ObjectStore } from '../../../lib/store/objects/s3-object-store.ts';
import { dynamoSummaryStore } from '../../../lib/store/summary-store.ts';
import { startTestTables, type TestTables } from '../../store/dynamo.ts';
import { memoryQueue } from '../../store/memory.ts';
import { directoryWith, runIn } from '../memory-shell.ts';

/** A team for whom a "ticket" is always trouble and a "glide" is always a joy; neutral is what it is for everybody. */
const labels = [
  'Comment,label',
  ...['Monday', 'May', 'the shop', 'my account', 'the north line', 'work', 'home'].flatMap((place) =>
    ['about', 'for', 'from', 'near'].flatMap((word) => [
      `A ticket ${word} ${place},negative`,
      `A glide ${word} ${place},positive`,
      `The office ${word} ${place},neutral`,
    ]),
  ),
].join('\n');

const directory = directoryWith({ 'labels.csv': labels });
let tables: TestTables;
let stopObjects: () => Promise<void>;
let effects: Effects;
let configuration: ReturnType<typeof bucketConfiguration>;

beforeAll(async () => {
  tables = await startTestTables();
  const bucket = { name: 'box', arn: 'arn:aws:s3:::box' };
  const store = await startObjectStore({
    directory: join(directory, 's3'),
    wish: { port: 0, flag: '' },
    buckets: [bucket],
    notify: async () => {},
    onError: () => {},
  });
  stopObjects = store.stop;
  const { endpoint } = store;
  writeEndpoints(join(directory, '.verbatim'), {
    pid: process.pid,
    endpoints: { api: endpoint, s3: endpoint, sqs: endpoint, dynamodb: endpoint },
    outputs: { Bucket: 'box' },
  });
  const objects = s3ObjectStore(new S3Client({ ...clientSettings, endpoint, forcePathStyle: true }), 'box');
  configuration = bucketConfiguration(objects);
  effects = {
    objects,
    feedback: dynamoFeedbackStore(tables.client, 'feedback'),
    summaries: dynamoSummaryStore(tables.client, 'summaries'),
    issues: dynamoIssueStore(tables.client, 'summaries'),
    batches: dynamoBatchStore(tables.client, 'batches'),
    ingestQueue: memoryQueue(),
    analyzeQueue: memoryQueue(),
    summarizeQueue: memoryQueue(),
    log: () => undefined,
  };
});
afterAll(async () => {
  await stopObjects();
  await tables.stop();
});

/** Loads one comment through the real steps and stores, and gives what is stored of it. */
const scored = async (touchpoint: string, comment: string) => {
  const key = `uploads/${touchpoint}/may.csv`;
  await effects.objects.write(key, `Comment\n${comment}\n`);
  const queue = memoryQueue<unknown>();
  const settings = { reportingTimeZone: 'UTC', phoneCountry: 'US', identityKey: Buffer.alloc(32, 7) };
  const loading = { ...effects, analyzeQueue: queue };
  await ingestUpload(
    { effects: loading, configuration, settings, remainingMs: () => 60_000 },
    { kind: 'ingest', key, uploadedAt: '2026-06-01T00:00:00.000Z' },
  );
  for (const message of queue.messages)
    await analyzeChunk(effects, await configuration.analyzer(), analyzeMessage.parse(message));
  const [copy] = (await effects.feedback.readCell(touchpoint, 'undated')).copies;
  const [answer] = copy?.answers ?? [];
  return {
    version: copy?.versions.sentiment,
    label: answer?.analysis.status === 'scored' ? answer.analysis.sentiment.label : undefined,
  };
};

const verbatim = (...args: string[]) => runIn(directory, args);

test('adapt, calibrate and rollback affect the next batch, never what is stored', async () => {
  // Labels are English: a deployment that scores other languages can't save a calibration.
  const others = builtInLanguages.map((language) => `${language}: none`);
  await effects.objects.write('config/languages.yaml', `engines: { ${others.join(', ')} }`);
  const before = await scored('first', 'A ticket from the north office');
  expect(before.label).not.toBe('negative');

  const adapted = await verbatim('adapt', 'labels.csv', '--json');
  expect([adapted.exit, adapted.err]).toEqual([0, '']);
  const { version, helps } = JSON.parse(adapted.out);
  expect([version.startsWith(`${before.version}/`), helps]).toEqual([true, true]);

  expect(await scored('second', 'A ticket from the north office')).toEqual({ version, label: 'negative' });
  expect((await effects.feedback.readCell('first', 'undated')).copies[0]?.versions.sentiment).toBe(
    before.version,
  );

  const saved = await verbatim('calibrate', 'labels.csv', '--save', '--json');
  expect(saved.exit).toBe(0);
  const stored = JSON.parse((await effects.objects.read('config/calibration.json'))?.toString() ?? '');
  expect(stored).toMatchObject({ version, labelled: 84, savedAt: '2026-06-01T12:00:00.000Z' });

  const listed = await verbatim('adapt', '--list');
  expect(listed.out).toMatch(new RegExp(`now +${version.replace('+', '\\+')} +2026-06-01 +84`, 'u'));

  const rolledBack = await verbatim('adapt', '--rollback');
  expect(rolledBack.out).toBe(`From the next batch on: sentiment ${before.version}\n`);
  expect(await scored('third', 'A ticket from the north office')).toEqual(before);

  const again = await verbatim('adapt', '--rollback');
  expect([again.exit, again.err]).toEqual([
    4,
    expect.stringContaining('there is no earlier version [conflict]'),
  ]);
}, 60_000);

test('missing weights stop the scoring, and a rollback fixes it', async () => {
  await verbatim('adapt', 'labels.csv');
  const { version } = JSON.parse((await effects.objects.read('config/sentiment.json'))?.toString() ?? '');
  await effects.objects.remove(`config/sentiment/${version.replaceAll(/[^\w.-]/g, '_')}.bin`);
  await expect(bucketConfiguration(effects.objects).analyzer()).rejects.toMatchObject({ code: 'not-found' });
  await verbatim('adapt', '--rollback');
  await expect(bucketConfiguration(effects.objects).analyzer()).resolves.toBeDefined();
}, 60_000);

test('a calibration of English is not saved if other engines score too', async () => {
  await effects.objects.write('config/languages.yaml', 'engines: { de: comprehend }');
  const { exit, err } = await verbatim('calibrate', 'labels.csv', '--save');
  await effects.objects.remove('config/languages.yaml');
  expect(exit).toBe(4);
  expect(err).toContain('other languages');
}, 60_000);

test('weights in a file score without a server', async () => {
  writeFileSync(join(directory, 'survey.csv'), 'Comment\nA ticket from the north office\n');
  const { out } = await verbatim('adapt', 'labels.csv', '--out', 'own.bin', '--json');
  const analyzed = await verbatim('analyze', 'survey.csv', '--sentiment', 'own.bin', '--json');
  const report = JSON.parse(analyzed.out);
  expect(report.analyzer.sentiment.split('+languages')[0]).toBe(JSON.parse(out).version);
  expect(report.total.figures.sentiment.negative.value).toBe(1);
}, 60_000);
