import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { BatchView } from '../../../lib/api/contract/batches.ts';
import type { FeedbackPage } from '../../../lib/api/contract/comments/feedback.ts';
import type { StagedUpload } from '../../../lib/api/contract/uploads.ts';
import type { LocalCloud } from '../../../lib/local/cloud/cloud.ts';
import { directoryWith, runIn } from '../../cli/memory-shell.ts';
import { getFrom, putInto } from '../of-cloud.ts';

/** The main ways of the product, by its API and its bucket, as teams and operators go them. */

/** Asks the API; the answer must be a success. */
export const asking =
  ({ endpoints }: LocalCloud) =>
  async <Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${endpoints.api}${path}`, { method, headers, ...sent });
    const text = await answer.text();
    expect([method, path, answer.ok, answer.ok || text]).toEqual([method, path, true, true]);
    return JSON.parse(/json/.test(answer.headers.get('content-type') ?? '') ? text : 'null') as Answer;
  };

const day = (index: number): string => `2026-05-${String(1 + (index % 28)).padStart(2, '0')}`;
const said = ['The parcel came late and wet', 'Quick and friendly courier', 'The box was damaged', 'Fine'];

/** Rows with ids, respondents and a segment, some of them not readable. */
export const exportedRows = (count: number, moved = 0): string =>
  [
    'Response ID,Email,Date,Touchpoint,Segment,NPS,Comment',
    ...Array.from({ length: count }, (_, index) => {
      const date = index < moved ? '2026-06-02' : day(index);
      const place = index % 2 === 0 ? 'delivery' : 'checkout';
      const segment = index % 3 === 0 ? 'new' : 'known';
      return `R-${index}e,person${index % 20}@example.org,${date},${place},${segment},${index % 11},${said[index % said.length]} ${index}`;
    }),
    'R-bad,someone@example.org,not a date,delivery,new,9,When was it?',
  ].join('\n');

export const batchOf = async (cloud: LocalCloud, key: string): Promise<BatchView | undefined> =>
  (await asking(cloud)<{ batches: BatchView[] }>('GET', `/batches?object=${encodeURIComponent(key)}`))
    .batches[0];

const put = async (cloud: LocalCloud, key: string, text: string): Promise<void> => {
  await putInto(cloud, key, text);
  await cloud.idle();
};

/** Configuration, stored by the API. */
export const configure = async (cloud: LocalCloud): Promise<void> => {
  const ask = asking(cloud);
  const files = {
    calendar: 'schedules: [{ id: daily, kind: digest, every: day, at: 0 }]',
    alerts:
      'rules: [{ id: urgent, kind: signal, signal: urgency, days: 1, atLeast: 10 }, { id: silent, kind: silence, of: folders }]',
  };
  for (const [file, text] of Object.entries(files))
    await ask('PUT', `/config/${file}`, { text }, { 'if-none-match': '*' });
};

/** Two exports of one survey: the second has moved rows. */
export const load = async (cloud: LocalCloud): Promise<void> => {
  await put(cloud, 'uploads/survey/may.csv', exportedRows(120));
  await put(cloud, 'uploads/survey/june.csv', exportedRows(120, 12));
  expect(await batchOf(cloud, 'uploads/survey/june.csv')).toMatchObject({
    status: 'complete',
    rows: { updated: 12, duplicate: 108 },
  });
};

/** From the page: announced, uploaded by a presigned URL, previewed, confirmed. */
export const uploadByPage = async (cloud: LocalCloud): Promise<void> => {
  const ask = asking(cloud);
  const csv = 'Date,Comment,NPS\n2026-05-03,The parcel came late,7\n2026-05-04,Friendly,9\n';
  const announced = { name: 'größe.csv', bytes: csv.length, touchpoint: 'page' };
  const { uploadId, url = '', object } = await ask<StagedUpload>('POST', '/uploads', announced);
  expect((await fetch(url, { method: 'PUT', body: csv })).status).toBe(200);
  await ask('POST', `/uploads/${uploadId}/preview`);
  await ask('POST', `/uploads/${uploadId}/confirm`, {});
  await cloud.idle();
  expect(await batchOf(cloud, object)).toMatchObject({ status: 'complete', rows: { accepted: 2 } });
};

/** What the rule of every minute starts. */
export const runMinute = async ({ invoke, idle }: LocalCloud): Promise<void> => {
  expect(await invoke('collect', scheduled(new Date().toISOString()))).toMatchObject({ ok: true });
  await idle();
};

/** By an application: two requests, one of them sent again when its responses were already collected. */
export const sendResponses = async (cloud: LocalCloud): Promise<void> => {
  const ask = asking(cloud);
  const send = (key: string, scores: readonly number[]): Promise<unknown> =>
    ask(
      'POST',
      '/responses',
      {
        source: 'shop-app',
        touchpoint: 'app',
        responses: scores.map((nps) => ({
          submittedAt: '2026-05-03T10:20:00Z',
          comment: 'Quick',
          ratings: { nps },
        })),
      },
      { 'idempotency-key': key },
    );
  expect(await send('order-1', [9, 10, 10])).toEqual({ accepted: 3 });
  await runMinute(cloud);
  await send('order-2', [2, 3]);
  await send('order-1', [9, 10, 10]);
  await runMinute(cloud);
  const { summaries } = await ask<{ summaries: { tally: { responses: number; ratings: object } }[] }>(
    'GET',
    '/touchpoints/app/summaries?grain=month',
  );
  expect(summaries.map(({ tally }) => tally.responses)).toEqual([5]);
  expect(summaries[0]?.tally.ratings).toEqual({ 'nps:transactional': { 2: 1, 3: 1, 9: 1, 10: 2 } });
};

const may = 'from=2026-05-01&to=2026-05-31';

/** Every view that reads. */
export const look = async (cloud: LocalCloud): Promise<void> => {
  const ask = asking(cloud);
  const one = await batchOf(cloud, 'uploads/survey/may.csv');
  const { feedback } = await ask<FeedbackPage>('GET', '/touchpoints/delivery/feedback?limit=10');
  for (const path of [
    ...['/touchpoints', '/touchpoints/delivery/summaries', '/personas', '/journey', `/scorecard?${may}`],
    ...[`/trends?touchpoint=delivery&${may}`, `/findings?${may}`, '/issues?touchpoint=delivery'],
    ...[
      '/comments',
      '/corrections',
      `/drivers?touchpoint=delivery&${may}`,
      `/scores?touchpoint=delivery&${may}`,
    ],
    ...[
      `/bursts?touchpoint=delivery&${may}`,
      `/conflicts?touchpoint=delivery&${may}`,
      `/carry-over?touchpoint=checkout&${may}`,
    ],
    ...['/export?view=touchpoints', '/export?view=feedback&touchpoint=delivery', '/themes', '/taxonomy'],
    ...['/digests', '/alerts', '/actions', '/config', '/config/calendar', '/digests/delivery/month/latest'],
    ...[
      `/batches/${one?.batchId}`,
      `/batches/${one?.batchId}/rejects`,
      `/batches/${one?.batchId}/undo-preview`,
    ],
    `/touchpoints/delivery/feedback/${feedback[0]?.responseId}/explanation`,
  ])
    await ask('GET', path);
};

const taxonomy = 'themes: [{ id: speed, name: Speed, seeds: [late, quick] }]';

/** What analysts and administrators write. */
export const decide = async (cloud: LocalCloud): Promise<void> => {
  const ask = asking(cloud);
  const { feedback } = await ask<FeedbackPage>('GET', '/touchpoints/delivery/feedback?limit=10');
  const { responseId, written = '' } = feedback[0] ?? {};
  await ask('PUT', `/touchpoints/delivery/feedback/${responseId}/review?written=${written}`, {
    revision: 0,
    corrections: [{ answer: 0, label: 'negative' }],
    followUp: { status: 'open' },
  });
  await ask('POST', '/actions', { date: '2026-05-01', touchpoint: 'delivery', text: 'New courier' });
  const { etag } = await ask<{ etag: string }>('GET', '/taxonomy');
  await ask('POST', '/taxonomy', { text: taxonomy }, { 'if-match': etag });
  await ask('POST', '/reanalyses');
  await cloud.idle();
};

const scheduled = (time: string) => ({
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  detail: {},
  time,
});

/** What the hourly rule starts. */
export const runHourly = async ({ invoke, idle }: LocalCloud): Promise<void> => {
  const event = scheduled(new Date().toISOString());
  expect(await invoke('summarize', event)).toMatchObject({ ok: true });
  expect(await invoke('report', event)).toMatchObject({ ok: true });
  await idle();
};

/** The tables for analysis, and once more when nothing changed: the same files as the command line exports from the API. */
export const runNightly = async (cloud: LocalCloud): Promise<void> => {
  const event = scheduled(new Date().toISOString());
  for (let run = 0; run < 2; run += 1) expect(await cloud.invoke('lake', event)).toMatchObject({ ok: true });
  const directory = directoryWith({});
  const args = ['export', 'parquet', '--out', 'lake', '--api', cloud.endpoints.api];
  expect(await runIn(directory, args)).toMatchObject({ exit: 0 });
  const keys = globSync('lake/*/*/*.parquet', { cwd: directory });
  expect(keys.length).toBeGreaterThan(4);
  for (const key of keys) {
    const stored = await getFrom(cloud, key);
    expect([key, stored.equals(readFileSync(join(directory, key)))]).toEqual([key, true]);
  }
};

/** Years later everything is old enough to be removed: one hour closes the months, the next one empties them. */
export const removeByAge = async (cloud: LocalCloud): Promise<void> => {
  const text = 'feedbackMonths: 12\nfileMonths: 12\ndigestMonths: 12';
  await asking(cloud)('PUT', '/config/retention', { text }, { 'if-none-match': '*' });
  const day = `${new Date().getUTCFullYear() + 4}-01-15`;
  for (const time of [`${day}T03:00:00Z`, `${day}T04:00:00Z`]) {
    expect(await cloud.invoke('summarize', scheduled(time))).toMatchObject({ ok: true });
    await cloud.idle();
  }
  const { feedback } = await asking(cloud)<FeedbackPage>('GET', '/touchpoints/delivery/feedback?limit=10');
  expect(feedback.length).toBe(0);
  // The night after it removes the files of comments.
  expect(await cloud.invoke('lake', scheduled(`${day}T05:00:00Z`))).toMatchObject({ ok: true });
};

/** A chunk that fails five times becomes a dead letter, is marked with its reason, and is tried again by a command. */
export const failAndRedrive = async (cloud: LocalCloud): Promise<void> => {
  const key = 'uploads/broken/may.csv';
  const api = ['--api', cloud.endpoints.api];
  await putInto(cloud, 'config/taxonomy.yaml', 'themes: [{ id: speed, name: Speed }');
  try {
    await putInto(cloud, key, 'date,comment,nps\n2026-05-01,Quick,9\n2026-05-02,Late,2\n');
    await untilIdle(cloud);
    const failed = await batchOf(cloud, key);
    expect(failed).toMatchObject({ status: 'incomplete', failures: [{ part: 'chunk', chunk: 0, rows: 2 }] });
    const shown = await runIn('.', ['batches', failed?.batchId ?? '', ...api]);
    expect(shown.out).toMatch(/incomplete: chunk 0, 2 rows, .+ \(taxonomy-invalid\)/);
  } finally {
    await putInto(cloud, 'config/taxonomy.yaml', taxonomy);
  }
  expect(await runIn('.', ['redrive', ...api])).toMatchObject({ exit: 0, err: '' });
  await cloud.idle();
  const finished = await batchOf(cloud, key);
  expect(finished).toMatchObject({ status: 'complete', answers: { scored: 2 } });
  expect(finished?.failures).toBeUndefined();
};

/** Lets the pauses of messages pass: a minute at a time. */
const untilIdle = async ({ idle }: LocalCloud): Promise<void> => {
  const finished = idle().then(() => true);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  try {
    while (!(await Promise.race([finished, wait(150, false)]))) vi.setSystemTime(Date.now() + 60_000);
  } finally {
    vi.useRealTimers();
  }
};

export const undo = async (cloud: LocalCloud): Promise<void> => {
  const june = await batchOf(cloud, 'uploads/survey/june.csv');
  await asking(cloud)('DELETE', `/batches/${june?.batchId}`);
  await cloud.idle();
  expect(await batchOf(cloud, 'uploads/survey/june.csv')).toMatchObject({ status: 'undone' });
  // The undo removed files of comments: the next night writes them.
  expect(await cloud.invoke('lake', scheduled(new Date().toISOString()))).toMatchObject({ ok: true });
};

/** A person is erased by a command: searched for, confirmed, certified. */
export const erase = async (cloud: LocalCloud): Promise<void> => {
  const api = ['--api', cloud.endpoints.api];
  const preview = await runIn('.', ['erase', '--respondent', 'Person3@example.org', ...api]);
  expect(preview.out).toMatch(/rows? of (an )?uploaded files?\n/);
  const [, id = ''] = /--confirm (\S+)/.exec(preview.out) ?? [];
  const certificate = await runIn('.', ['erase', '--confirm', id, ...api]);
  expect(certificate).toMatchObject({ exit: 0, err: '' });
  expect(certificate.out).toContain('A second search found nothing.');
  await cloud.idle();
  expect(await batchOf(cloud, 'uploads/survey/may.csv')).toMatchObject({ status: 'complete' });
  const again = await runIn('.', ['erase', '--respondent', 'person3@example.org', ...api]);
  expect(again.out).toMatch(/^Nothing of this person is stored/);
};
