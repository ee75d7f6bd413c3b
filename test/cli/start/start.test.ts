import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateExample } from '../../../examples/generate.ts';
import type { TouchpointEntry } from '../../../lib/query/touchpoint-list.ts';
import { directoryWith, type Ran, runIn } from '../memory-shell.ts';

/** The whole product on this machine: bundled functions in child processes, reached by commands alone. */
const directory = directoryWith({
  'may.csv':
    'Date,Comment,NPS\n2025-06-02,The courier was friendly and quick.,10\n2025-06-03,My parcel never came.,0\n',
  'held.csv': 'Date,Comment,NPS\n03/04/2025,The parcel was late,3\n05/06/2025,All fine here,9\n',
});
const example = generateExample();
const interruption = new AbortController();
let running: Promise<Ran>;

const json = async <Answer>(...args: string[]): Promise<Answer> => {
  const { exit, out, err } = await runIn(directory, [...args, '--json']);
  expect([exit, err]).toEqual([0, '']);
  return JSON.parse(out) as Answer;
};

beforeAll(async () => {
  await new Promise<void>((up, failed) => {
    running = runIn(directory, ['start', '--port', '0', '--json'], {
      onPrint: () => up(),
      interrupted: interruption.signal,
    });
    running.then(({ err }) => failed(new Error(err)), failed);
  });
}, 400_000);

afterAll(async () => {
  interruption.abort();
  await running;
}, 60_000);

test('the first start loads the example: every touchpoint has the true figures', async () => {
  const { touchpoints } = await json<{ touchpoints: TouchpointEntry[] }>('touchpoints');
  expect(touchpoints.map(({ id }) => id)).toEqual([
    'website',
    'mobile-app',
    'store-visit',
    'checkout',
    'delivery',
    'product',
    'returns',
    'support',
    'loyalty',
  ]);
  for (const { id, responses, figures } of touchpoints) {
    const truth = example.truth[id];
    expect([id, responses]).toEqual([id, truth?.responses]);
    for (const rating of Object.values(figures?.ratings ?? {})) {
      const { found, told } = {
        nps: () => ({ found: rating.metric === 'nps' ? rating.nps : undefined, told: truth?.nps }),
        csat: () => ({ found: rating.metric === 'csat' ? rating.satisfied : undefined, told: truth?.csat }),
        ces: () => ({ found: rating.mean, told: truth?.ces }),
        rating: () => ({ found: rating.mean, told: truth?.stars }),
      }[rating.metric]();
      expect([id, rating.metric, found?.n]).toEqual([id, rating.metric, told?.n]);
      expect(found?.value).toBeCloseTo(told?.value ?? Number.NaN, 9);
    }
  }
});

test('a second start with the same data names the process that uses it', async () => {
  const { exit, err } = await runIn(directory, ['start', '--port', '0']);
  expect(exit).toBe(4);
  expect(err).toContain('[conflict]');
});

test('an upload is followed to its ledger, counted, and undone', async () => {
  const { exit, out } = await runIn(directory, ['upload', 'may.csv', '--touchpoint', 'garden']);
  expect(exit).toBe(0);
  expect(out).toContain('garden/may.csv  complete');
  expect(out).toContain('2 rows = accepted 2');
  const { batches } = await json<{ batches: { batchId: string; objectKey: string }[] }>('batches');
  const uploaded = batches.find(({ objectKey }) => objectKey === 'uploads/garden/may.csv');
  const undone = await runIn(directory, ['batches', 'undo', uploaded?.batchId ?? '']);
  expect(undone.out).toContain('Undoing');
}, 120_000);

test('a file with an open question is held with exit code 4, and loaded once it is answered', async () => {
  const held = await runIn(directory, ['upload', 'held.csv', '--touchpoint', 'garden']);
  expect(held.exit).toBe(4);
  expect(held.out).toContain("--map 'submittedAt=Date:day-first'");
  const args = ['upload', 'held.csv', '--touchpoint', 'garden', '--map', 'submittedAt=Date:day-first'];
  const answered = await runIn(directory, args);
  expect([answered.exit, answered.err]).toEqual([0, '']);
  expect(answered.out).toContain('2 rows = accepted 2');
}, 120_000);

test('a file put into the inbox is loaded and moved to .done', async () => {
  mkdirSync(join(directory, 'inbox', 'cellar'));
  writeFileSync(
    join(directory, 'cellar.csv'),
    `Date,Comment,NPS\n${[7, 4, 9, 8, 0].map((nps) => `2025-06-04,Cold and dark but ${nps} of ten.,${nps}\n`).join('')}`,
  );
  renameSync(join(directory, 'cellar.csv'), join(directory, 'inbox', 'cellar', 'june.csv'));
  await expect
    .poll(
      async () =>
        (await json<{ touchpoints: { id: string; responses: number }[] }>('touchpoints')).touchpoints.find(
          ({ id }) => id === 'cellar',
        )?.responses,
      {
        timeout: 90_000,
        interval: 500,
      },
    )
    .toBe(5);
  expect(existsSync(join(directory, 'inbox', '.done', 'cellar', 'june.csv'))).toBe(true);
}, 120_000);

test('summary and feedback show what customers wrote', async () => {
  const summary = await runIn(directory, ['summary', 'delivery', '--grain', 'month']);
  expect(summary.out).toMatch(/2025-03 +\d+/u);
  const page = await json<{ feedback: { touchpoint: string }[] }>('feedback', 'delivery', '--limit', '3');
  expect(page.feedback.map(({ touchpoint }) => touchpoint)).toEqual(['delivery', 'delivery', 'delivery']);
});

test('a later start has all data and ends by saying what changed', async () => {
  interruption.abort();
  await running;
  const again = new AbortController();
  let printed = '';
  const { exit, out, err } = await runIn(directory, ['start', '--port', '0'], {
    onPrint: (line) => {
      printed = line;
      if (line.includes('changed in')) again.abort();
    },
    interrupted: again.signal,
  });
  expect(exit).toBe(0);
  expect(err).not.toContain('failed');
  expect(out).toMatch(/Delivery +795 /);
  expect(printed).toContain('Five things changed in May\n  ▲ Support: 93% satisfied, after 73% in April\n');
}, 120_000);
