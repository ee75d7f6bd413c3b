import { expect, test } from 'vitest';
import { createWorld, type World } from '../world.ts';

const comments = [
  'Das Zimmer war sehr sauber',
  'Das Personal war sehr freundlich',
  'Wir kommen gerne wieder',
  'Die Lage ist gut und es war nicht teuer',
  'Wir haben uns sehr wohl gefühlt',
  'Leider war es zu laut',
  'Das Frühstück könnte besser sein',
  'Super',
];
const file = [
  'Response ID,Date,Touchpoint,Comment',
  ...comments.map((text, row) => `R_${row},2026-05-0${1 + row}T10:00:00Z,stay,${text}`),
].join('\n');

const last = comments.at(-1);

const analysisOfLast = (world: World) =>
  Object.values(world.feedback.dump())
    .flatMap((copy) => ('answers' in copy ? copy.answers : []))
    .find(({ text }) => text === last)?.analysis;

const loaded = async (): Promise<World> => {
  const world = createWorld();
  await world.upload('uploads/stay.csv', file);
  await world.drain();
  return world;
};

test('the languages of a file are stored with its batch, and decide what a few words leave open', async () => {
  const world = await loaded();

  expect((await world.effects.batches.list(1)).batches[0]?.languages?.['de']).toBeGreaterThan(0.5);
  expect(analysisOfLast(world)).toMatchObject({ language: 'de' });
});

test('a reanalysis reads a comment in the languages of the file that it came in', async () => {
  const world = await loaded();
  world.configure('themes: [{ id: staff, name: Staff, seeds: [staff] }]');
  await world.reanalyze({});
  await world.drain();

  expect(analysisOfLast(world)).toMatchObject({ language: 'de' });
});
