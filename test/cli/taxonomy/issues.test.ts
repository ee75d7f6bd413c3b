import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IssueList } from '../../../lib/api/contract/themes/issues.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { apiWorld } from '../../api/world.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const shop = 'id: shop\nthemes:\n  - id: delivery\n    seeds: [courier]\n';

const directory = directoryWith({ 'shop.yaml': shop });
let served: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  const { api, store, effects, configuration } = apiWorld({ metrics: { dimensions: ['channel'] } });
  await store(spokenCopies(seededChance(5), { everydays: 300, rained: 24 }));
  await findTouchpointIssues(effects, configuration, { kind: 'issues', touchpoint: 'delivery' });
  served = await serveApi(api);
});
afterAll(() => served.close());

const ran = (...args: string[]) => runIn(directory, ['issues', ...args, '--api', served.url]);

const issueOf = async (name: string): Promise<IssueList['issues'][number]> => {
  const { issues }: IssueList = JSON.parse((await ran('list', '--json')).out);
  const found = issues.find((issue) => issue.name.includes(name));
  if (found === undefined) throw new Error(`no issue is named ${name}`);
  return found;
};

describe('verbatim issues', () => {
  test('lists what customers name, with its share, since when, and where mostly', async () => {
    const { out, exit } = await ran('list', '--touchpoint', 'delivery');
    expect(exit).toBe(0);
    expect(out).toMatch(/i-\w+ +delivery +.*rain.* 24 +7% .* 100% +2026-05-25 +▲ new +channel courier 100%/);
  });

  test('renames an issue by its id alone, and undoes that', async () => {
    const { id } = await issueOf('rain');
    expect((await ran('rename', id, 'Wet parcels')).out).toBe(`${id}: named "Wet parcels"\n`);
    expect((await issueOf('Wet parcels')).id).toBe(id);
    expect((await ran('undo', id)).out).toBe(`${id}: no decision\n`);
  });

  test('merges issues, and undoes it by the id that is merged', async () => {
    const [one, other] = [await issueOf('parking'), await issueOf('invoice')];
    expect((await ran('merge', one.id, other.id)).out).toBe(`${one.id}: part of ${other.id}\n`);
    expect((await issueOf('invoice')).n).toBe(one.n + other.n);
    expect((await ran('undo', one.id)).out).toBe(`${one.id}: no decision\n`);
  });

  test('mutes an issue, lists it among the muted ones, and brings it back', async () => {
    const { id } = await issueOf('coffee');
    expect((await ran('mute', id)).out).toBe(`${id}: muted\n`);
    expect((await ran('list')).out).not.toContain(id);
    expect((await ran('list', '--muted')).out).toContain(id);
    expect((await ran('undo', id)).out).toBe(`${id}: no decision\n`);
  });

  test('adopts an issue as a theme of the taxonomy, with its words as seeds', async () => {
    const { id, keywords } = await issueOf('rain');
    const { exit, out } = await ran('adopt', id, '--parent', 'delivery', '--taxonomy', 'shop.yaml');
    expect(exit).toBe(0);
    const [, theme] = /theme (\S+)/.exec(out) ?? [];
    const taxonomy = readFileSync(join(directory, 'shop.yaml'), 'utf8');
    expect(taxonomy).toContain(`id: ${theme}`);
    for (const keyword of keywords) expect(taxonomy).toContain(keyword);
    expect((await issueOf('rain')).themes[0]).toBe(theme);
  });

  test('says that an issue is not found, and where ids are listed', async () => {
    const { exit, err } = await ran('mute', 'i-none');
    expect(exit).toBe(4);
    expect(err).toContain('verbatim issues list');
  });
});
