import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../../api/world.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

/** The commands that show views, against the API over stores in memory. */
const directory = directoryWith({});
const journey = `
targets: { "nps:transactional": 95 }
stages:
  - id: order
    name: Ordering
    touchpoints: [{ id: checkout, name: Checkout, owner: web team }, { id: delivery, name: Delivery }]
  - id: after
    name: Afterwards
    touchpoints: [{ id: renewal, name: Renewal }]
`;
let served: Awaited<ReturnType<typeof serveApi>>;

const rated = (day: string, count: number, nps: number, touchpoint: string, channel: string) =>
  responsesOn(day, count, (index) => ({
    touchpoint,
    channel,
    responseId: `${index}.${channel}${day}${touchpoint}`.padStart(9, '0'),
    ratings: { 'nps:transactional': nps },
  }));

beforeAll(async () => {
  const metrics = {
    dimensions: ['channel'],
    personas: [{ id: 'mobile', where: { channel: ['app'] } }],
    weights: { by: 'channel', shares: { web: 0.5, app: 0.5 } },
  };
  const { api, store } = apiWorld({ journey, metrics });
  await store(
    rated('2026-04-14', 60, 10, 'delivery', 'web'),
    rated('2026-05-05', 40, 0, 'delivery', 'web'),
    rated('2026-05-12', 40, 10, 'delivery', 'app'),
    rated('2026-05-12', 3, 10, 'checkout', 'app'),
  );
  served = await serveApi(api);
});
afterAll(() => served.close());

const out = async (...args: string[]): Promise<string> => {
  const ran = await runIn(directory, [...args, '--api', served.url]);
  expect([ran.exit, ran.err]).toEqual([0, '']);
  return ran.out;
};

describe('verbatim journey', () => {
  test('shows stages and touchpoints in order, what is suppressed, and blind spots', async () => {
    const text = await out('journey');
    expect(text).toMatch(/Ordering\n +Checkout +·\n +Delivery +140/);
    expect(text).toContain('Blind spots: checkout (too few responses), renewal (no responses)');
    expect(text).toContain('· suppressed: below the minimum group size');
    expect(text).toMatch(/Delivery .* –\s*$/m);
    expect(text).toContain('; – = no theme, or below the minimum group size');
    expect(text).toMatch(/nps:transactional weighted: \+60 \(.*\) n=140, effective 114, by channel/);
  });
});

describe('verbatim scorecard', () => {
  test('shows targets with their status, and trends', async () => {
    const text = await out('scorecard', '--from', '2026-05', '--to', '2026-05');
    expect(text).toMatch(/The journey +nps:transactional +\+95 +0 \(.*\) +80 +missed +▼ -100 points\*/);
  });
});

describe('verbatim trends', () => {
  test('shows a line for each period, with bars and a sparkline', async () => {
    const text = await out('trends', '--metric', 'nps:transactional', '--from', '2026-05');
    expect(text).toMatch(/2026-05-04 +40 +-100 \(/);
    expect(text).toContain('nps:transactional  ▁█');
  });
});

describe('verbatim changes', () => {
  test('shows significant changes, and how much of each is mix', async () => {
    const text = await out('changes', '--period', '2026-05', '--touchpoint', 'delivery');
    expect(text).toMatch(/delivery +nps:transactional +▼ -100/);
    expect(text).toMatch(/nps:transactional +-100 points +-150 points +\+50 points +channel/);
  });
});

describe('verbatim summary', () => {
  test.each([
    [['delivery', '--by', 'channel'], /app +40 +\+100/],
    [['--stage', 'order', '--grain', 'month'], /2026-05 +80/],
    [['--persona', 'mobile'], /2026-05 +40/],
    [['checkout', '--grain', 'month'], /2026-05 +·/],
  ])('%j shows its figures', async (args, pattern) => {
    expect(await out('summary', ...args)).toMatch(pattern);
  });
});

describe('verbatim export', () => {
  test('writes CSV to standard output', async () => {
    const text = await out('export', 'summaries', '--touchpoint', 'delivery', '--grain', 'month');
    expect(text.split('\r\n')[1]).toBe('delivery,,2026-04,volume,60,,,60,,false,false,false');
  });

  test('pages through all feedback', async () => {
    expect((await out('export', 'feedback', '--touchpoint', 'delivery')).trim().split('\r\n')).toHaveLength(
      141,
    );
  });

  test('writes a chart to a file', async () => {
    const args = ['export', 'trends', '--metric', 'volume', '--format', 'png', '--out', 'volume.png'];
    const { exit, err } = await runIn(directory, [...args, '--api', served.url]);
    expect([exit, err]).toEqual([0, 'Written: volume.png\n']);
    expect(readFileSync(join(directory, 'volume.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('rejects a chart on standard output, and feedback without a touchpoint', async () => {
    const png = await runIn(directory, ['export', 'trends', '--format', 'png', '--api', served.url]);
    const feedback = await runIn(directory, ['export', 'feedback', '--api', served.url]);
    expect([png.exit, feedback.exit]).toEqual([2, 2]);
  });
});
