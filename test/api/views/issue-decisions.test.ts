import { beforeEach, describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { decideIssue, listIssues } from '../../../lib/api/contract/themes/issues.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { apiWorld } from '../world.ts';

type Issues = AnswerOf<typeof listIssues>;
type Decided = AnswerOf<typeof decideIssue>;
type Comments = AnswerOf<typeof listComments>;

const copies = spokenCopies(seededChance(5), { everydays: 400, rained: 30 });

let world: ReturnType<typeof apiWorld>;
beforeEach(async () => {
  world = apiWorld({ callerOf: () => ({ role: 'analyst', name: 'analyst@example.com' }) });
  await world.store(copies);
  await find();
});

const find = () =>
  findTouchpointIssues(world.effects, world.configuration, { kind: 'issues', touchpoint: 'delivery' });

const listed = async (query = ''): Promise<Issues['issues']> =>
  (await world.get<Issues>(`/issues?touchpoint=delivery${query}`)).issues;

const named = async (name: string) => {
  const found = (await listed()).find((issue) => issue.name.includes(name));
  if (found === undefined) throw new Error(`no issue is named ${name}`);
  return found;
};

const pathOf = (issue: string): string => `/touchpoints/delivery/issues/${issue}/decisions`;
const decide = (issue: string, edit: object) =>
  world.ask<Decided>(pathOf(issue), { method: 'POST', body: JSON.stringify(edit) });
const undo = (issue: string) => world.ask<Decided>(pathOf(issue), { method: 'DELETE' });

describe('what people decide about an issue', () => {
  test('is remembered with who and when', async () => {
    const { id } = await named('rain');
    const { status, body } = await decide(id, { kind: 'rename', name: 'Wet parcels' });
    expect([status, body]).toEqual([
      201,
      {
        ...{ touchpoint: 'delivery', issue: id, decision: { name: 'Wet parcels' } },
        edits: [
          {
            edit: { kind: 'rename', name: 'Wet parcels' },
            at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
            by: 'analyst@example.com',
          },
        ],
      },
    ]);
    expect((await named('Wet parcels')).id).toBe(id);
  });

  test('names it in findings as well', async () => {
    const { id } = await named('rain');
    await decide(id, { kind: 'rename', name: 'Wet parcels' });
    const { findings } = await world.get<FindingsAnswer>('/findings?from=2026-05-04&to=2026-05-31');
    expect(findings.map(({ what }) => what.name)).toContain('Wet parcels');
  });

  test('is undone, the latest first', async () => {
    const { id, name } = await named('rain');
    await decide(id, { kind: 'rename', name: 'Wet' });
    await decide(id, { kind: 'rename', name: 'Wet parcels' });
    expect((await undo(id)).body.decision).toEqual({ name: 'Wet' });
    expect((await undo(id)).body.decision).toEqual({});
    expect((await undo(id)).status).toBe(409);
    expect((await named('rain')).name).toBe(name);
  });

  test('is kept when comments are added, and when all issues are found again', async () => {
    const { id } = await named('rain');
    await decide(id, { kind: 'rename', name: 'Wet parcels' });
    await world.store(
      spokenCopies(seededChance(9), { everydays: 60, rained: 6 }).map((copy) => ({
        ...copy,
        responseId: `Z${copy.responseId.slice(1)}`,
      })),
    );
    const stored = await world.effects.issues.read('delivery');
    if (stored === undefined) throw new Error('no issues are stored');
    const { revision, ...found } = stored;
    await world.effects.issues.replace({ ...found, source: 'lost', issues: [], unseen: [] }, revision);
    await find();
    expect(await named('Wet parcels')).toMatchObject({ id, n: 36 });
  });

  test('merges two issues: their comments are counted and opened together, each once', async () => {
    const [one, other] = [await named('parking'), await named('invoice')];
    await decide(one.id, { kind: 'merge', into: other.id });
    const issues = await listed();
    const both = issues.find(({ id }) => id === other.id);
    expect(issues.map(({ id }) => id)).not.toContain(one.id);
    expect(both).toMatchObject({ n: one.n + other.n, mergedFrom: [one.id] });
    expect((await world.get<Comments>(both?.evidence ?? '')).total?.comments).toBe(one.n + other.n);
    const opened = await world.get<Comments>(`/comments?touchpoint=delivery&issue=${one.id}`);
    expect(opened.total?.comments).toBe(one.n + other.n);
    await undo(one.id);
    expect((await named('parking')).n).toBe(one.n);
  });

  test('merges no issue into itself, or into one that is part of it', async () => {
    const [one, other] = [await named('parking'), await named('invoice')];
    expect((await decide(one.id, { kind: 'merge', into: one.id })).status).toBe(409);
    await decide(one.id, { kind: 'merge', into: other.id });
    expect((await decide(other.id, { kind: 'merge', into: one.id })).status).toBe(409);
  });

  test('mutes an issue: it is listed among the muted ones, and is in no finding', async () => {
    const { id } = await named('rain');
    await decide(id, { kind: 'mute' });
    expect((await listed()).map((issue) => issue.id)).not.toContain(id);
    expect((await listed('&muted=true')).map((issue) => issue.id)).toEqual([id]);
    const { findings } = await world.get<FindingsAnswer>('/findings?from=2026-05-04&to=2026-05-31');
    expect(findings.filter(({ what }) => what.issue === id)).toEqual([]);
  });

  test('adopts an issue as a theme: it is an issue of that theme first', async () => {
    const { id } = await named('rain');
    await decide(id, { kind: 'adopt', theme: 'wet-parcels' });
    expect(await named('rain')).toMatchObject({ id, themes: ['wet-parcels', 'parcels'] });
  });

  test('is refused about an issue that is not there, and with a name of blanks', async () => {
    const { id } = await named('rain');
    expect((await decide('i-none', { kind: 'mute' })).status).toBe(404);
    expect((await undo('i-none')).status).toBe(404);
    expect((await decide(id, { kind: 'rename', name: '  ' })).status).toBe(400);
  });
});
