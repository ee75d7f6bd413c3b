import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/finding.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { apiWorld } from '../world.ts';

type Comments = AnswerOf<typeof listComments>;

const period = 'from=2026-05-04&to=2026-05-31';

/** Four weeks after four others, with so many parcels in the rain in the last one. */
const worldOf = async (rained: number) => {
  const world = apiWorld();
  await world.store(spokenCopies(seededChance(5), { everydays: 400, rained }));
  await findTouchpointIssues(world.effects, world.configuration, { kind: 'issues', touchpoint: 'delivery' });
  return world;
};

describe('GET /findings', () => {
  test('tells of an issue that begins, once: it explains its theme', async () => {
    const { get } = await worldOf(30);
    const { findings } = await get<FindingsAnswer>(`/findings?${period}`);
    const aboutRain = findings.filter(
      ({ what, causes }) => what.name.includes('rain') || causes.some(({ name }) => name.includes('rain')),
    );
    const aboutParcels = findings.filter(({ what }) => what.theme === 'parcels');
    expect([aboutRain.length, aboutParcels.length]).toEqual([1, 0]);
    expect(aboutRain[0]).toMatchObject({
      ...{ kind: 'issue', verdict: 'worse', certainty: 'proven' },
      where: { touchpoint: { id: 'delivery' } },
      before: { value: 0 },
      after: { value: 30 / 226, n: 226 },
    });
    expect(aboutRain[0]?.alsoExplains.map(({ what }) => what.series)).toContain('theme:parcels:share');
  });

  test('opens exactly the comments that a finding of an issue counts', async () => {
    const { get } = await worldOf(30);
    const { findings } = await get<FindingsAnswer>(`/findings?${period}`);
    const [finding] = findings.filter(({ kind }) => kind === 'issue');
    expect(finding?.evidence).toMatchObject({ responses: 30, comments: 30 });
    expect(finding?.evidence.parameters['issue']).toBe(finding?.what.issue);
    const { total } = await get<Comments>(finding?.evidence.path ?? '');
    expect(total).toEqual({ responses: 30, comments: 30 });
  });

  test('tells of no issue where nothing changed', async () => {
    const { get } = await worldOf(0);
    const { findings } = await get<FindingsAnswer>(`/findings?${period}`);
    expect(findings.filter(({ certainty, what }) => certainty === 'proven' && what.issue)).toEqual([]);
  });

  test('lists no issue within chance among all figures', async () => {
    const { get } = await worldOf(30);
    const { unchanged } = await get<FindingsAnswer>(`/findings?${period}`);
    const listed = unchanged.filter(({ what }) => what.issue !== undefined).map(({ status }) => status);
    expect(listed.filter((status) => status === 'unchanged' || status === 'too-few')).toEqual([]);
  });

  test('looks at no issue in periods that began before issues were looked for', async () => {
    const { get } = await worldOf(30);
    const { findings, unchanged } = await get<FindingsAnswer>('/findings?from=2025-06&to=2026-05');
    expect([...findings, ...unchanged].filter(({ what }) => what.issue !== undefined)).toEqual([]);
  });
});
