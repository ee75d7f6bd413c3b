import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
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
  expect(out).toMatch(/journey +config\/journey\.yaml +2026-06-01 12:00 +local/);
  expect(out).toMatch(/taxonomy +config\/taxonomy\.yaml +not stored: the general themes apply/);
  expect(out).toMatch(/alerts +config\/alerts\.yaml +not stored: defaults apply/);
});

test('a file of another name says what it is', async () => {
  const { verbatim, write } = await serve();
  write('ours.yml', 'minimumSample: 50\n');
  expect((await verbatim('put', 'ours.yml')).err).toContain(
    'expected --as with one of journey, metrics, calendar',
  );
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

test('an added part is shown as it is written in the file', async () => {
  const { verbatim } = await serve();
  expect((await verbatim('check', 'journey.yaml')).out).toBe(
    'stages.buy\n  + id: buy\n  + touchpoints:\n  +   - id: checkout\n  +     owner: Payments\nconfig/journey.yaml: one change if stored. Nothing was stored.\n',
  );
});

describe('the taxonomy', () => {
  const showers = 'themes:\n  - id: showers\n    name: Showers\n    seeds: [shower, hot water]\n';

  test('is printed, changed and put back like the other files', async () => {
    const { verbatim, write } = await serve();
    const general = (await verbatim('get', 'taxonomy')).out;
    expect(general).toContain('id: delivery');
    write('taxonomy.yaml', `${general}${showers.slice('themes:\n'.length)}`);
    const check = await verbatim('check', 'taxonomy.yaml');
    expect(check.out).toBe(
      'themes.showers\n  + Showers: 2 seeds\nconfig/taxonomy.yaml: one change if stored. Nothing was stored.\n',
    );
    expect((await verbatim('put', 'taxonomy.yaml')).out).toContain(
      'config/taxonomy.yaml: stored, one change.',
    );
    expect((await verbatim('get', 'taxonomy')).out).toContain('id: showers');
    expect((await verbatim('list')).out).toMatch(
      /taxonomy +config\/taxonomy\.yaml +\d{4}-\d\d-\d\d \d\d:\d\d\n/,
    );
    expect(JSON.parse((await verbatim('list', '--json')).out)).toMatchObject({
      taxonomy: { file: 'taxonomy', key: 'config/taxonomy.yaml', configured: true },
    });
  });

  test('says before it is stored how many themes a file removes', async () => {
    const { verbatim, write } = await serve();
    write('own.yaml', showers);
    const { out, err } = await verbatim('check', 'own.yaml', '--as', 'taxonomy');
    expect(out).toContain('themes.delivery\n  - Delivery: ');
    expect(err).toMatch(/A taxonomy file replaces all themes: \d+ themes would be removed/);
  });

  test('with an error is refused with its line, and keeps the themes', async () => {
    const { verbatim, write } = await serve();
    write('own.yaml', 'themes:\n  - id: showers\n    seed: [shower]\n');
    const { exit, err } = await verbatim('put', 'own.yaml', '--as', 'taxonomy');
    expect([exit, err]).toEqual([3, expect.stringContaining('line 3, themes[0].seed')]);
    expect((await verbatim('list')).out).toContain('the general themes apply');
  });
});
