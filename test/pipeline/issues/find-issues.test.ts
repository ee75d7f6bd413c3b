import { describe, expect, test } from 'vitest';
import type { RecordedIssues } from '../../../lib/insights/issues/recorded/recorded-issues.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { issuesItem } from '../../../lib/store/issue-store.ts';
import { itemBytes } from '../../../lib/store/items/item-size.ts';
import { limits } from '../../../lib/store/limits.ts';
import { seededChance } from '../../metrics/chance.ts';
import { analyzerOf, createWorld, firstTaxonomy, type World } from '../world.ts';
import { headerOfComments, linesOf } from './spoken-file.ts';

const searching = {
  metrics: async () => ({ dimensions: ['channel'] }),
  analyzer: async () => analyzerOf(firstTaxonomy),
};

const rained = 14;
const lines = linesOf(seededChance(7), { rained });
const fileOf = (some: readonly string[]): string => [headerOfComments, ...some].join('\n');

const loaded = async (files: readonly (readonly string[])[]): Promise<World> => {
  const world = createWorld();
  for (const [index, some] of files.entries()) await world.upload(`uploads/${index}.csv`, fileOf(some));
  await world.drain();
  return world;
};

const issuesIn = (world: World): RecordedIssues => {
  const [only] = world.issues.dump();
  if (only === undefined) throw new Error('no issues are stored');
  return only;
};

/** Without the ids, which are given once and kept, and what was found on the way. */
const contentOf = ({ touchpoint, from, to, source, issues }: RecordedIssues) => ({
  ...{ touchpoint, from, to, source },
  issues: issues.map(({ descriptor: { id: _id, ...descriptor }, ...issue }) => ({ ...issue, descriptor })),
});

describe('issues of a touchpoint', () => {
  test('are stored when its feedback is summarized, named in the words of customers, with every answer that mentions them', async () => {
    const { issues } = issuesIn(await loaded([lines]));
    const rain = issues.find(({ descriptor }) => descriptor.name.includes('rain'));
    expect(rain?.mentions.length).toBe(rained);
    expect(rain?.descriptor.firstSeen).toBe('2026-05-25');
    expect(rain?.change.direction).toBe('began');
    expect(new Set(rain?.mentions.map(([response, answer]) => `${response} ${answer}`)).size).toBe(rained);
  });

  test('hold no text of a comment', async () => {
    const stored = JSON.stringify(issuesIn(await loaded([lines])));
    const texts = lines.map((line) => line.split(',').at(-1) ?? '');
    expect(texts.filter((text) => stored.includes(text))).toEqual([]);
  });

  test('are the same in any order of rows and any split into files, but for their ids', async () => {
    const whole = contentOf(issuesIn(await loaded([lines])));
    const parts = [lines.slice(200).toReversed(), lines.slice(0, 90), lines.slice(90, 200)];
    expect(contentOf(issuesIn(await loaded(parts)))).toEqual(whole);
  });

  test('are found once: looking again writes nothing', async () => {
    const world = await loaded([lines]);
    const [stored] = world.issues.dump();
    await findTouchpointIssues(world.effects, searching, {
      kind: 'issues',
      touchpoint: 'delivery',
    });
    expect(world.issues.dump()).toEqual([stored]);
  });

  test('keep their ids when more is said, or are said to have become part of another', async () => {
    const world = await loaded([lines.slice(0, 200)]);
    const before = issuesIn(world).issues.map(({ descriptor }) => descriptor.id);
    await world.upload('uploads/more.csv', fileOf(lines.slice(200)));
    await world.drain();
    const { issues, merges } = issuesIn(world);
    const after = new Set([...issues.map(({ descriptor }) => descriptor.id), ...merges.map(({ id }) => id)]);
    expect(before.length).toBeGreaterThan(2);
    expect(before.filter((id) => !after.has(id))).toEqual([]);
  });

  test('are those of what is left when a file is undone, under the ids that they had', async () => {
    const world = await loaded([lines.slice(0, 200)]);
    const before = issuesIn(world);
    await world.upload('uploads/more.csv', fileOf(lines.slice(200)), '2026-06-02T00:00:00.000Z');
    await world.drain();
    const later = Object.values(world.batches.dump()).find(
      ({ objectKey }) => objectKey === 'uploads/more.csv',
    );
    await world.undo(later?.batchId ?? '');
    await world.drain();
    expect(issuesIn(world).issues).toEqual(before.issues);
    expect(issuesIn(world).source).toBe(before.source);
  });

  test('are none, and said to be none, when everything is undone', async () => {
    const world = await loaded([lines]);
    const [batch] = Object.values(world.batches.dump());
    await world.undo(batch?.batchId ?? '');
    await world.drain();
    expect(issuesIn(world).issues).toEqual([]);
  });

  test('are found again when feedback is analyzed again', async () => {
    const world = await loaded([lines]);
    const before = issuesIn(world);
    world.configure('themes: [{ id: weather, name: Weather, seeds: [rain] }]');
    await world.reanalyze();
    await world.drain();
    const rain = issuesIn(world).issues.find(({ descriptor }) => descriptor.name.includes('rain'));
    expect(issuesIn(world).source).not.toBe(before.source);
    expect(rain?.themes).toEqual(['weather']);
  });

  test('of fewer than five people are not stored', async () => {
    const world = await loaded([lines.filter((line) => line.includes('rain')).slice(0, 4)]);
    expect(issuesIn(world).issues).toEqual([]);
  });
});

test('issues that no item could hold are stored without the last ones', async () => {
  const issues = issuesIn(await loaded([lines]));
  const [first] = issues.issues;
  if (first === undefined) throw new Error('no issue was found');
  const chance = seededChance(3);
  const many = Array.from({ length: 50 }, () => ({
    ...first,
    mentions: Array.from({ length: 2_000 }, (_, index): (typeof first.mentions)[number] => [
      chance().toString(36).slice(2, 12),
      ...([0, index % 180, 'negative', index] as const),
    ]),
  }));
  expect(itemBytes(issuesItem({ ...issues, issues: many }, 1))).toBeLessThanOrEqual(limits.itemBytes);
});
