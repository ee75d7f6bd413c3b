import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiWorld } from '../../api/world.ts';
import { plantedCopies } from '../../insights/planted-copies.ts';
import { seededChance } from '../../metrics/chance.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

let served: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  const world = apiWorld();
  const copies = plantedCopies(seededChance(1), { n: 800, harm: 0.3, gated: true });
  await world.store(copies.map((copy, index) => ({ ...copy, channel: index % 2 === 0 ? 'web' : 'app' })));
  served = await serveApi(world.api);
});
afterAll(() => served.close());

const run = (...args: string[]) => runIn(directoryWith({}), [...args, '--api', served.url]);

describe('verbatim drivers', () => {
  test('shows themes with impact and interval, touchpoints, and questions left out', async () => {
    const { exit, out, err } = await run('drivers');
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatch(/^nps:transactional: [+-]\d+ \(.*\) n=800; [+-]\d+ for those with a comment n=\d+$/m);
    expect(out).toMatch(/^delivery +-\d+\.\d \(-.*\) +● .* fix-first$/m);
    expect(out).toMatch(/^store +-\d/m);
    expect(out).toContain('left out, asked only of score 3: "What went wrong?"');
    expect(out).toContain('association, not cause');
  });

  test('prints the whole answer as JSON', async () => {
    const { out } = await run('drivers', '--metric', 'sentiment', '--where', 'channel:web', '--json');
    expect(JSON.parse(out)).toMatchObject({ metric: 'sentiment', unit: 'mean', where: [{ value: 'web' }] });
  });

  test('names what is wrong with a metric', async () => {
    const { exit, err } = await run('drivers', '--metric', 'mood');
    expect(exit).toBe(2);
    expect(err).toContain('parameter "metric" is invalid');
  });
});

test('verbatim conflicts shows promoters who complain', async () => {
  const { exit, out } = await run('conflicts');
  expect(exit).toBe(0);
  expect(out).toMatch(
    /promoters who complain {2}nps:transactional\n\d+ responses, .* of those who commented\nabout delivery \d+/,
  );
});

test("verbatim consistency shows what differs across touchpoints, and that channels don't", async () => {
  const touchpoints = await run('consistency', '--by', 'touchpoint');
  expect(touchpoints.out).toMatch(
    /^all +nps:transactional +● +web [+-]\d+ \(\d+\) {2}store [+-]\d+ \(\d+\)$/m,
  );
  expect((await run('consistency')).out).toContain('0 of ');
});
