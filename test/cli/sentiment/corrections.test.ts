import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../../api/world.ts';
import { exampleReview } from '../../store/examples.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

let served: Awaited<ReturnType<typeof serveApi>>;
let directory: string;

beforeAll(async () => {
  const world = apiWorld();
  const copies = responsesOn('2026-05-31', 12);
  await world.store(copies);
  const [first, second] = copies.map(({ responseId }) => responseId);
  await world.effects.feedback.writeReview(exampleReview({ responseId: first ?? '' }), undefined);
  const [correction] = exampleReview().corrections;
  if (correction === undefined) throw new Error('the example has no correction');
  const { themes: _themes, ...labelOnly } = correction;
  await world.effects.feedback.writeReview(
    exampleReview({ responseId: second ?? '', corrections: [{ ...labelOnly, label: 'neutral' }] }),
    undefined,
  );
  served = await serveApi(world.api);
  directory = directoryWith({});
});
afterAll(() => served.close());

const run = (...args: string[]) => runIn(directory, ['corrections', '--api', served.url, ...args]);

test('corrected labels are a file that adapt reads', async () => {
  const { exit, out } = await run('--for', 'adapt', '--out', 'labels.csv');
  expect([exit, out]).toEqual([0, 'labels.csv: 2 corrected comments\n']);
  expect(readFileSync(join(directory, 'labels.csv'), 'utf8').split('\r\n').toSorted()).toEqual([
    '',
    'Quick,delivery,negative',
    'Quick,delivery,neutral',
    '\uFEFFcomment,touchpoint,label',
  ]);
});

test('corrected themes are a file for teach; a comment without corrected themes is not in it', async () => {
  await run('--for', 'teach', '--out', 'themes.csv');
  expect(readFileSync(join(directory, 'themes.csv'), 'utf8')).toBe('\uFEFFcomment,theme\r\nQuick,speed\r\n');
});

test('without corrections says where they come from', async () => {
  const { exit, err } = await run(
    '--for',
    'teach',
    '--touchpoint',
    'delivery',
    '--from',
    '2026-04',
    '--to',
    '2026-04',
  );
  expect([exit, err]).toEqual([4, expect.stringContaining('comments corrected on the page')]);
});
