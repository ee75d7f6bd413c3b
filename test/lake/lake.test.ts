import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { chunk } from 'remeda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import {
  type FeedbackRow,
  feedbackColumns,
  feedbackRows,
  writtenMonth,
} from '../../lib/lake/feedback-table.ts';
import { parquetOf } from '../../lib/lake/parquet.ts';
import { summaryColumns } from '../../lib/lake/summaries-table.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { copyKey } from '../../lib/store/keys.ts';
import { apiWorld, responsesOn } from '../api/world.ts';
import { runIn } from '../cli/memory-shell.ts';
import { serveApi } from '../cli/served-api.ts';
import { exampleCopy, scoredAnswer } from '../store/examples.ts';
import { dictionaryOf } from './dictionary.ts';
import { type OpenLake, openLake } from './duckdb.ts';

/** What an analyst reads from the exported files with DuckDB, by the queries of docs/lake.md. */

const page = readFileSync(fileURLToPath(new URL('../../docs/lake.md', import.meta.url)), 'utf8');
const queries = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql.trim());

const tableOf = (name: string): string =>
  `read_parquet('lake/${name}/*/*.parquet', hive_partitioning = true, hive_types = {'month': VARCHAR})`;
const feedback = `(FROM ${tableOf('feedback')})`;
const summaries = `(FROM ${tableOf('summaries')})`;

const late = scoredAnswer('Came late', {
  label: 'negative',
  score: -0.6,
  themes: [{ id: 'speed', confidence: 1, sentiment: { label: 'negative', score: -0.6 }, spans: [[5, 9]] }],
});

const rated = (nps: number, changes: Partial<Copy> = {}) => ({
  ratings: { 'nps:transactional': nps },
  ...changes,
});

const directory = mkdtempSync(join(tmpdir(), 'verbatim-lake-'));
const folder = join(directory, 'lake');
let served: Awaited<ReturnType<typeof serveApi>>;
let world: ReturnType<typeof apiWorld>;
let lake: OpenLake;

const exported = async (): Promise<string> => {
  const { exit, err } = await runIn(directory, ['export', 'parquet', '--out', 'lake', '--api', served.url]);
  expect(exit).toBe(0);
  return err;
};
const files = (): string[] =>
  globSync('**/*', { cwd: folder })
    .filter((path) => /\.\w+$/.test(path))
    .toSorted();

beforeAll(async () => {
  world = apiWorld({ today: '2026-07-15' });
  await world.store(
    responsesOn('2026-05-04', 12, rated(10)),
    responsesOn('2026-05-05', 40, rated(0, { answers: [late], asked: 2 })),
    responsesOn('2026-06-01', 3, rated(9, { answers: [] })),
    responsesOn('2026-06-02', 9, rated(9, { answers: [] })),
    responsesOn('2026-06-03', 3, { touchpoint: 'checkout', ...rated(1) }),
  );
  served = await serveApi(world.api);
  expect(await exported()).toBe('Written: lake, 155 rows in 5 files\n');
  lake = await openLake(folder);
});
afterAll(async () => {
  lake.close();
  await served.close();
});

describe('the data dictionary', () => {
  test.each([
    ['feedback', feedbackColumns],
    ['summaries', summaryColumns],
  ])('of %s on the page is that of the code', (_, columns) => {
    expect(page).toContain(dictionaryOf(columns));
  });

  test('has meanings that fit into the comment of a column in Glue', () => {
    const all = [...Object.values(feedbackColumns), ...Object.values(summaryColumns)];
    expect(Math.max(...all.map(({ meaning }) => meaning.length))).toBeLessThanOrEqual(255);
  });
});

describe('the exported tables', () => {
  test('answer the queries of the page', async () => {
    const [views = '', nps = '', negative = '', respondents = '', themes = ''] = queries;
    await lake.ask(views);
    expect(await lake.ask(nps)).toMatchObject([
      { period: '2026-05', n: 52, suppressed: false },
      { period: '2026-06', value: 100, n: 12, suppressed: false },
    ]);
    const worst = { written_from: '2026-05-05', score: -0.6, text: 'Came late' };
    expect(await lake.ask(negative)).toEqual(Array.from({ length: 20 }, () => worst));
    expect(await lake.ask(respondents)).toMatchObject([
      { respondents: 'detractor', responses: '40' },
      { respondents: 'promoter', responses: '24', mean_score: 0.5 },
    ]);
    expect(await lake.ask(themes)).toMatchObject([
      { theme: 'speed', mentions: '40' },
      { theme: 'delivery', mentions: '12' },
    ]);
  });

  test('have the types of the dictionary', async () => {
    const types = await lake.ask(`DESCRIBE FROM ${tableOf('feedback')}`);
    expect(types.map(({ column_name: name }) => name)).toEqual([...Object.keys(feedbackColumns), 'month']);
    expect(types.find(({ column_name: name }) => name === 'ratings')?.['column_type']).toBe(
      'MAP(VARCHAR, DOUBLE)',
    );
    expect(types.find(({ column_name: name }) => name === 'themes')?.['column_type']).toBe(
      'STRUCT(theme VARCHAR, confidence DOUBLE, sentiment VARCHAR, score DOUBLE)[]',
    );
    expect(types.find(({ column_name: name }) => name === 'written_to')?.['column_type']).toBe('DATE');
  });

  test('list days with few respondents together, and a touchpoint with too few in total not at all', async () => {
    const spans = `SELECT touchpoint, written_from, written_to, count(*) AS n FROM ${feedback} GROUP BY ALL ORDER BY 2`;
    expect(await lake.ask(spans)).toEqual([
      { touchpoint: 'delivery', written_from: '2026-05-04', written_to: '2026-05-04', n: '12' },
      { touchpoint: 'delivery', written_from: '2026-05-05', written_to: '2026-05-05', n: '40' },
      { touchpoint: 'delivery', written_from: '2026-06-01', written_to: '2026-06-02', n: '12' },
    ]);
  });

  test('say what is suppressed, without a number', async () => {
    const hidden = `SELECT * EXCLUDE (period_from, period_to) FROM ${summaries} WHERE touchpoint = 'checkout' AND grain = 'month'`;
    const nothing = { value: null, low: null, high: null, n: null, enough: null };
    expect(await lake.ask(hidden)).toEqual([
      {
        ...{ touchpoint: 'checkout', grain: 'month', period: '2026-06', month: '2026-06', series: 'volume' },
        ...nothing,
        ...{ suppressed: true, partial: false },
      },
    ]);
  });

  test('keep missing apart from neutral and 0', async () => {
    const empty = `SELECT DISTINCT comment, text, status, sentiment, score, themes FROM ${feedback} WHERE month = '2026-06'`;
    const nothing = { comment: null, text: null, status: null, sentiment: null, score: null, themes: null };
    expect(await lake.ask(empty)).toEqual([nothing]);
  });

  test('have nothing that identifies a respondent or the file', async () => {
    const names = (await lake.ask(`DESCRIBE FROM ${tableOf('feedback')}`)).map(({ column_name: name }) =>
      String(name),
    );
    expect(
      names.filter((name) => /respondent|account|source|batch|row|attribute|submitted/.test(name)),
    ).toEqual([]);
  });
});

describe('a second export', () => {
  const hashes = () =>
    Object.fromEntries(
      files().map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ]),
    );

  test('of the same feedback has the same bytes', async () => {
    const before = hashes();
    await exported();
    expect(hashes()).toEqual(before);
  });

  test('removes files whose rows are gone, and nothing else', async () => {
    const own = join(folder, 'feedback', 'notes.txt');
    writeFileSync(own, 'of the team');
    const { effects, configuration } = world;
    const { copies } = await effects.feedback.readCell('checkout', '2026-06-03');
    await effects.feedback.remove(copies.map(copyKey));
    await summarizeTouchpoint(effects, configuration, { touchpoint: 'checkout', cells: ['2026-06-03'] });
    await exported();
    expect(files().filter((path) => path.includes('checkout'))).toEqual([]);
    expect(files()).toContain('feedback/notes.txt');
  });

  test('needs a folder', async () => {
    const { exit, err } = await runIn(directory, ['export', 'parquet', '--api', served.url]);
    expect([exit, err]).toEqual([2, expect.stringContaining('--out <folder>')]);
  });
});

describe('a file', () => {
  const written = async (columns: typeof feedbackColumns, batches: readonly FeedbackRow[][]) => {
    const pieces = await Array.fromAsync(parquetOf(columns, Readable.from(batches)));
    return { pieces: pieces.length, bytes: Buffer.concat(pieces) };
  };
  const rows = Array.from({ length: 45_000 }, (_, index) =>
    feedbackRows({
      ...exampleCopy({ responseId: `r${index}` }),
      written: '2026-05-31',
    }),
  );

  test('is the same however its rows are batched, and is written group by group', async () => {
    const whole = await written(feedbackColumns, [rows.flat()]);
    const batched = await written(feedbackColumns, chunk(rows.flat(), 999));
    expect(whole.pieces).toBe(4);
    expect(batched.bytes.equals(whole.bytes)).toBe(true);
  });

  test('without rows does not exist', async () => {
    expect((await written(feedbackColumns, [[]])).pieces).toBe(0);
  });
});

test.each([
  ['2026-05-31', '2026-05', '2026-05-31', '2026-05-31'],
  ['2026-05-31/2026-06-02', '2026-06', '2026-05-31', '2026-06-02'],
  ['2026-02', '2026-02', '2026-02-01', '2026-02-28'],
  ['2026-05/2026-05-03', '2026-05', '2026-05-01', '2026-05-31'],
  ['undated', 'undated', undefined, undefined],
  ['undated/2026-01-01', '2026-01', undefined, undefined],
])('a response written %s is in the partition %s, from %s to %s', (written, month, from, to) => {
  expect(writtenMonth(written)).toBe(month);
  expect(feedbackRows({ ...exampleCopy(), written })[0]).toMatchObject({
    written_from: from,
    written_to: to,
  });
});
