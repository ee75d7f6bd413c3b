import fc from 'fast-check';
import { mapValues, omit } from 'remeda';
import { describe, expect, test } from 'vitest';
import { disclosedInRange, rangeOf } from '../../../lib/disclosure/series.ts';
import type { Figure } from '../../../lib/metrics/figures/figure.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import type { Tally } from '../../../lib/metrics/tally/tally.ts';
import { sweep } from '../../../lib/pipeline/summarize/sweep.ts';
import { feedbackIn, readJourney } from '../../../lib/query/journey-reader.ts';
import type { ReanalysisScope } from '../../../lib/store/batches/batch.ts';
import { batchOf, uploadWithIds } from '../undo/uploaded.ts';
import { analyzerOf, createWorld, firstTaxonomy, type World, type WorldOptions } from '../world.ts';

const header = 'Response ID,Date,Touchpoint,NPS,Comment';
const comments = ['Slow and late', 'The staff were rude', 'Friendly staff and fast', '', 'n/a'];

/** Two touchpoints, three days, a row without any text among them. */
const fileOf = (rows: number): string =>
  [
    header,
    ...Array.from({ length: rows }, (_, row) =>
      [
        `R_${row}x`,
        `2026-05-0${1 + (row % 3)}T10:00:00Z`,
        row % 2 === 0 ? 'delivery' : 'checkout',
        row % 11,
        comments[row % comments.length],
      ].join(','),
    ),
  ].join('\n');

const secondTaxonomy = 'themes: [{ id: staff, name: Staff, seeds: [staff, rude, friendly] }]';
const thirdTaxonomy = 'themes: [{ id: mood, name: Mood, seeds: [rude, friendly] }]';

const loaded = async (options: WorldOptions = {}, rows = 30): Promise<World> => {
  const world = createWorld({ findsIssues: false, ...options });
  await world.upload('uploads/may.csv', fileOf(rows));
  await world.drain();
  return world;
};

/** The tables as they are where the second taxonomy was there from the start. */
const freshUnder = async (taxonomy: string, rows?: number): Promise<unknown> => {
  const world = createWorld({ findsIssues: false });
  world.configure(taxonomy);
  await world.upload('uploads/may.csv', fileOf(rows ?? 30));
  await world.drain();
  return world.state();
};

const reanalyzed = async (
  options: WorldOptions = {},
  scope: ReanalysisScope = {},
  rows?: number,
): Promise<World> => {
  const world = await loaded(options, rows);
  world.configure(secondTaxonomy);
  await world.reanalyze(scope);
  await world.drain();
  return world;
};

const themeVersions = (world: World): string[] =>
  Object.values(world.feedback.dump())
    .filter((item) => 'versions' in item)
    .map(({ cell, touchpoint, versions }) => `${touchpoint} ${cell} ${versions.theme}`);

const progressOf = (world: World, id = 'reanalysis-1') => world.batches.read(id);

/** Forty people who each rate and comment on three days. */
const repeated = [
  'Response ID,Customer ID,Date,Touchpoint,NPS,Comment',
  ...Array.from({ length: 120 }, (_, row) =>
    [
      `R_${row}x`,
      `C-${((row % 40) * 379) % 1009}`,
      `2026-05-0${1 + Math.floor(row / 40)}T10:00:00Z`,
      'delivery',
      row % 40 < 20 ? 9 : 2,
      comments[row % 3],
    ].join(','),
  ),
].join('\n');

const withoutSamples = ({ clusters: _clusters, ...tally }: Tally): Tally => tally;

/** Before samples of respondents ended with `below`. */
const withoutEnds = ({ clusters = {}, ...tally }: Tally): Tally => ({
  ...tally,
  clusters: mapValues(clusters, ({ below: _below, ...sample }) => sample),
});

/** What is stored, as an earlier release wrote it: months without their days, copies without a group. */
const storedAsBefore = async (world: World, older: (tally: Tally) => Tally): Promise<void> => {
  for (const { revision, ...summary } of Object.values(world.summaries.dump()))
    await world.summaries.replace(
      'facets' in summary
        ? {
            ...summary,
            facets: summary.facets === 'too-many' ? 'too-many' : mapValues(summary.facets, older),
          }
        : { ...omit(summary, ['cells']), tally: older(summary.tally) },
      revision,
    );
  const copies = Object.values(world.feedback.dump()).filter((item) => 'answers' in item);
  await world.feedback.put(copies.map((copy) => omit(copy, ['sampleGroup'])));
};

const may = rangeOf('2026-05', '2026-05');

/** The NPS of May: from the series, and from the map by weeks. */
const npsOfMay = async ({ summaries }: World): Promise<Figure[]> => {
  const [month] = await summaries.readSeries('delivery', 'month');
  const read = await readJourney(summaries, { range: may, grain: 'week' });
  const map = feedbackIn(read, may, 5).get('delivery')?.months ?? [];
  return [month?.tally, disclosedInRange(map, may).tally].map((tally) => {
    const figures = tally && figuresOf(tally).ratings['nps:transactional'];
    if (figures?.metric !== 'nps') throw new Error('expected an NPS');
    return figures.nps;
  });
};

const widthOf = ({ low, high }: Figure): number => high - low;

describe('tables of an earlier release', () => {
  const storedNow = async (): Promise<World> => {
    const world = createWorld({ findsIssues: false });
    await world.upload('uploads/may.csv', repeated);
    await world.drain();
    return world;
  };

  test.each([
    ['without samples of respondents', withoutSamples, 0.7],
    ['with samples without their ends', withoutEnds, 1],
  ])('%s are read, with their values and n', async (_name, older, width) => {
    const world = await storedNow();
    const now = await npsOfMay(world);
    await storedAsBefore(world, older);
    const before = await npsOfMay(world);
    expect(before.map(({ value, n }) => [value, n])).toEqual(now.map(({ value, n }) => [value, n]));
    for (const [at, figure] of before.entries())
      expect(widthOf(figure) / widthOf(now[at] ?? figure)).toBeLessThanOrEqual(width);
  });

  test.each([
    ['under the same taxonomy', firstTaxonomy],
    ['under another', secondTaxonomy],
  ])('have samples again once they are reanalyzed %s', async (_name, taxonomy) => {
    const world = await storedNow();
    const now = await npsOfMay(world);
    await storedAsBefore(world, withoutSamples);
    world.configure(taxonomy);
    await world.reanalyze();
    await world.drain();
    expect(await npsOfMay(world)).toEqual(now);
  });
});

describe('a reanalysis', () => {
  test('leaves the tables as if the new taxonomy had been used from the start', async () => {
    const world = await reanalyzed();
    expect(world.state()).toEqual(await freshUnder(secondTaxonomy));
    expect(await progressOf(world)).toMatchObject({ status: 'complete', reanalysis: {} });
  });

  test('gives the same result when split into many messages', async () => {
    const world = await reanalyzed({}, {}, 2400);
    expect((await progressOf(world))?.chunksDone.length).toBeGreaterThan(2);
    expect(world.state()).toEqual(await freshUnder(secondTaxonomy, 2400));
  });

  test('accounts for every answer that it processed', async () => {
    expect((await progressOf(await reanalyzed()))?.answers).toEqual({
      asked: 30,
      scored: 18,
      'no-content': 6,
      'no-comment': 6,
      'unsupported-language': 0,
    });
  });

  test('of one touchpoint and some days leaves other touchpoints and days unchanged', async () => {
    const before = new Set(themeVersions(await loaded()));
    const scope = { touchpoint: 'delivery', from: '2026-05-02', to: '2026-05-02' };
    const changed = themeVersions(await reanalyzed({}, scope)).filter((version) => !before.has(version));
    expect(new Set(changed.map((version) => version.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set(['delivery 2026-05-02']),
    );
  });

  test('of a month includes its days', async () => {
    const world = await reanalyzed({}, { from: '2026-05', to: '2026-05' });
    expect(world.state()).toEqual(await freshUnder(secondTaxonomy));
  });

  test('without responses is complete at once', async () => {
    const world = createWorld({ findsIssues: false });
    await world.reanalyze();
    expect(await progressOf(world)).toMatchObject({ status: 'complete', chunksTotal: 0 });
  });

  test('writes no copy when the stored versions are already current', async () => {
    let writes = 0;
    const world = await loaded();
    const before = world.state();
    const { rewrite } = world.feedback;
    world.feedback.rewrite = async (rewrites) => {
      writes += rewrites.length;
      return rewrite(rewrites);
    };
    await world.reanalyze();
    await world.drain();
    expect(writes).toBe(0);
    expect(world.state()).toEqual(before);
  });

  test('requested twice at once gives the same tables', async () => {
    const world = await loaded();
    world.configure(secondTaxonomy);
    await world.reanalyze({}, 'one');
    await world.reanalyze({}, 'other');
    await world.drain();
    expect(world.state()).toEqual(await freshUnder(secondTaxonomy));
    expect([await progressOf(world, 'one'), await progressOf(world, 'other')]).toMatchObject([
      { status: 'complete' },
      { status: 'complete' },
    ]);
  });

  test('stops when it finds a newer taxonomy', async () => {
    const world = await loaded();
    world.configure(secondTaxonomy);
    const { rewrite } = world.feedback;
    let met = false;
    world.feedback.rewrite = async (rewrites) => {
      if (!met) {
        met = true;
        world.configure(thirdTaxonomy);
        await world.reanalyze({}, 'newer');
        await world.drain();
      }
      return rewrite(rewrites);
    };
    await world.reanalyze({}, 'older');
    await world.drain();
    expect(world.state()).toEqual(await freshUnder(thirdTaxonomy));
  });

  test('with one message that fails permanently is incomplete, and the rest is summarized', async () => {
    const world = await loaded();
    world.configure(secondTaxonomy);
    const { readCell } = world.feedback;
    world.feedback.readCell = async (touchpoint, cell) => {
      if (touchpoint === 'checkout') throw new Error('poison');
      return readCell(touchpoint, cell);
    };
    await world.reanalyze();
    await world.drain();
    expect(await progressOf(world)).toMatchObject({ status: 'incomplete', chunksFailed: [0] });
    expect(world.summaries.dump()).toMatchObject({
      'delivery|all all': { tally: { themes: { staff: {} } } },
      'checkout|all all': { tally: { themes: { speed: {} } } },
    });
  });
});

describe('a batch undone during its reanalysis', () => {
  test('does not return when undone between reading and writing', async () => {
    const world = await loaded();
    const [batch] = await world.batches.ofObject('uploads/may.csv');
    world.configure(secondTaxonomy);
    const { rewrite } = world.feedback;
    let isGone = false;
    world.feedback.rewrite = async (rewrites) => {
      if (!isGone) {
        isGone = true;
        await world.undo(batch?.batchId ?? '');
        await world.drain();
      }
      return rewrite(rewrites);
    };
    await world.reanalyze();
    await world.drain();
    expect(world.feedback.dump()).toEqual({});
    expect(world.summaries.dump()).toEqual({});
  });

  test('and uploaded again keeps the time of the new upload', async () => {
    const world = await loaded();
    const [batch] = await world.batches.ofObject('uploads/may.csv');
    world.configure(secondTaxonomy);
    const { rewrite } = world.feedback;
    let isGone = false;
    world.feedback.rewrite = async (rewrites) => {
      if (!isGone) {
        isGone = true;
        await world.undo(batch?.batchId ?? '');
        await world.drain();
        await world.upload('uploads/may.csv', fileOf(30), '2026-06-05T00:00:00.000Z');
        await world.drain();
      }
      return rewrite(rewrites);
    };
    await world.reanalyze();
    await world.drain();
    const uploads = Object.values(world.feedback.dump()).map(({ uploadedAt }) => uploadedAt);
    expect(new Set(uploads)).toEqual(new Set(['2026-06-05T00:00:00.000Z']));
  });

  test('leaves nothing, in any order of the messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 }), async (choices) => {
        let turn = 0;
        const world = await loaded({ pick: (waiting) => (choices[turn++ % choices.length] ?? 0) % waiting });
        const [batch] = await world.batches.ofObject('uploads/may.csv');
        world.configure(secondTaxonomy);
        await world.reanalyze();
        await world.undo(batch?.batchId ?? '');
        await world.drain();
        expect(world.feedback.dump()).toEqual({});
        expect(world.summaries.dump()).toEqual({});
      }),
      { seed: 5, numRuns: 20 },
    );
  });
});

describe('a crash of a reanalysis', () => {
  test('at any point, before or after any write, gives the same tables in the end', async () => {
    const expected = await freshUnder(secondTaxonomy);
    let point = 1;
    let reached = true;
    for (; reached; point += 1) {
      let changes = 0;
      let isOn = false;
      const world = await loaded({
        beforeChange: () => {
          if (isOn && ++changes === point) throw new Error('crash');
        },
      });
      world.configure(secondTaxonomy);
      isOn = true;
      // Anyone who asks is told of the crash, and asks again.
      await world.reanalyze().catch(() => world.reanalyze({}, 'asked again'));
      await world.drain();
      expect(world.state(), `crash at change ${point}`).toEqual(expected);
      reached = changes >= point;
    }
    expect(point).toBeGreaterThan(30);
  }, 60_000);

  test('with every message delivered twice gives the same tables', async () => {
    expect((await reanalyzed({ deliverTwice: () => true })).state()).toEqual(
      await freshUnder(secondTaxonomy),
    );
  });
});

test('a reanalysis whose last message was lost is completed by the hourly job', async () => {
  const world = await loaded();
  world.configure(secondTaxonomy);
  const { send } = world.effects.summarizeQueue;
  let isLost = true;
  Object.assign(world.effects.summarizeQueue, {
    send: async (messages: Parameters<typeof send>[0]) => (isLost ? undefined : send(messages)),
  });
  await world.reanalyze();
  await world.drain();
  expect(await progressOf(world)).toMatchObject({ status: 'analyzing' });
  isLost = false;
  await sweep(world.effects);
  await world.drain();
  expect(await progressOf(world)).toMatchObject({ status: 'complete' });
  expect(world.state()).toEqual(await freshUnder(secondTaxonomy));
});

test('a copy that an undo brings back to a cell that all responses had left has the current analysis', async () => {
  const world = createWorld({ findsIssues: false });
  const csvOn = (day: number, nps: number): string =>
    `${header}\nR_1x,2026-05-0${day},delivery,${nps},Slow and rude`;
  const [earlier, later] = [
    { key: 'uploads/earlier.csv', uploadedAt: '2026-06-01T00:00:00.000Z' },
    { key: 'uploads/later.csv', uploadedAt: '2026-06-02T00:00:00.000Z' },
  ];
  await uploadWithIds(world, earlier, csvOn(1, 9));
  await world.drain();
  await uploadWithIds(world, later, csvOn(2, 8));
  await world.drain();
  world.configure(secondTaxonomy);
  await world.reanalyze();
  await world.drain();
  await world.undo((await batchOf(world, later)).batchId);
  await world.drain();
  const [copy, ...others] = Object.values(world.feedback.dump()) as { versions: unknown }[];
  expect([copy?.versions, others]).toEqual([analyzerOf(secondTaxonomy).versions, []]);
});
