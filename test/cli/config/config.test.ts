import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { apiWorld } from '../../api/world.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const journey = (owner: string): string =>
  `stages:\n  - id: buy\n    touchpoints:\n      - id: checkout # the tills\n        owner: ${owner}\n`;

/** The real API behind a port, and the command line that asks it. */
const serve = async () => {
  const { api, effects } = apiWorld();
  const { url, close } = await serveApi(api);
  stops.push(close);
  const directory = directoryWith({ 'journey.yaml': journey('Payments') });
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  const stored = async (): Promise<string | undefined> =>
    (await effects.objects.read('config/journey.yaml'))?.toString();
  return {
    stored,
    write,
    verbatim: (...args: string[]) => runIn(directory, ['config', ...args, '--api', url]),
  };
};

test('config put stores a file, and get prints it as it was', async () => {
  const { verbatim } = await serve();
  const put = await verbatim('put', 'journey.yaml');
  expect([put.exit, put.err]).toEqual([0, '']);
  expect(put.out).toContain('config/journey.yaml: stored, one change.');
  expect((await verbatim('get', 'journey')).out).toBe(journey('Payments'));
});

test('config check says what would change, and stores nothing', async () => {
  const { verbatim, write, stored } = await serve();
  await verbatim('put', 'journey.yaml');
  write('journey.yaml', journey('Digital'));
  expect((await verbatim('check', 'journey.yaml')).out).toBe(
    'stages.buy.touchpoints.checkout.owner\n  - Payments\n  + Digital\nconfig/journey.yaml: one change if stored. Nothing was stored.\n',
  );
  expect(await stored()).toBe(journey('Payments'));
});

test('config put refuses a file that the pipeline could not read, and names the file and the line', async () => {
  const { verbatim, write, stored } = await serve();
  write('journey.yaml', 'stages:\n  - id: buy\n    touchpoints: 5\n');
  const { exit, err } = await verbatim('put', 'journey.yaml');
  expect(exit).toBe(3);
  expect(err).toContain('journey.yaml: line 3, stages.0.touchpoints: expected a list');
  expect(err).not.toContain('config/journey.yaml');
  expect(await stored()).toBeUndefined();
});

test('config list shows every file, with who changed it and when', async () => {
  const { verbatim } = await serve();
  await verbatim('put', 'journey.yaml');
  const { out } = await verbatim('list');
  expect(out).toMatch(/journey +config\/journey\.yaml +2026-06-01T12:00:00\.000Z +local/);
  expect(out).toMatch(/alerts +config\/alerts\.yaml +not stored: defaults apply/);
});

test('a file of another name says what it is', async () => {
  const { verbatim, write } = await serve();
  write('ours.yml', 'minimumSample: 50\n');
  expect((await verbatim('put', 'ours.yml')).err).toContain('expected --as journey, metrics, calendar');
  expect((await verbatim('put', 'ours.yml', '--as', 'metrics')).out).toContain('config/metrics.yaml: stored');
});

test('what is not there is said, with the code', async () => {
  const { verbatim } = await serve();
  expect(await verbatim('get', 'alerts')).toMatchObject({
    exit: 4,
    err: expect.stringContaining('[not-found]'),
  });
  expect(await verbatim('put', 'nowhere.yaml', '--as', 'alerts')).toMatchObject({
    exit: 3,
    err: expect.stringContaining('[file-not-found]'),
  });
});
