import { afterEach, describe, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../../api/world.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const serve = async (journey?: string) => {
  const world = apiWorld(journey === undefined ? {} : { journey });
  const { url, close } = await serveApi(world.api);
  stops.push(close);
  return { ...world, run: (...args: string[]) => runIn(directoryWith({}), [...args, '--api', url]) };
};

const views = [
  ...['touchpoints', 'journey', 'scorecard', 'findings', 'changes', 'trends', 'summary'],
  ...['drivers', 'conflicts', 'consistency', 'scores', 'bursts', 'carry-over'],
];

describe('where nothing is loaded', () => {
  test.each(views)('%s says so and what comes next', async (view) => {
    const { run } = await serve();
    expect(await run(view)).toMatchObject({
      exit: 0,
      out: 'No feedback yet. Next: verbatim upload FILE\n',
      err: '',
    });
  });

  test.each(['scorecard', 'findings'])('%s says so also with a journey', async (view) => {
    const { run } = await serve('stages: [{ id: all, touchpoints: [{ id: pool }] }]');
    expect((await run(view)).out).toBe('No feedback yet. Next: verbatim upload FILE\n');
  });
});

test('a journey without feedback is shown with its blind spots', async () => {
  const { run } = await serve('stages: [{ id: all, touchpoints: [{ id: pool }] }]');
  const { out } = await run('journey');
  expect(out).toContain('Blind spots: pool (no responses)');
  expect(out).toMatch(/^net sentiment by week/m);
});

test('a period without feedback is named where other feedback is loaded', async () => {
  const { run, store } = await serve();
  await store(responsesOn('2026-05-10', 40));
  expect((await run('findings', '--period', '2026-01')).out).toContain('January');
});

test('a touchpoint that is given without its option is suggested with it', async () => {
  const { run } = await serve();
  expect(await run('trends', 'delivery')).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/^verbatim: too many arguments .* Did you mean --touchpoint 'delivery'\?\n$/),
  });
});

test('an error of the API is repeated as it is, without its status', async () => {
  const { run } = await serve();
  const { err } = await run('drivers', '--where', 'channel');
  expect(err).toMatch(/"where" is invalid \(expected dimension:value/);
  expect(err).not.toContain('status');
});

test('a touchpoint without any date is said to have none, for every grain', async () => {
  const { run, store } = await serve();
  await store(
    responsesOn('2026-05-10', 40, () => ({
      ...{ touchpoint: 'advice', cell: 'undated', submittedAt: undefined, datePrecision: undefined },
    })),
  );
  for (const grain of ['week', 'month'])
    expect((await run('summary', 'advice', '--grain', grain)).out).toMatch(
      /^None of the 40 responses of advice has a date/,
    );
});
