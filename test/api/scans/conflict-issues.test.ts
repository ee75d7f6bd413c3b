import { expect, test } from 'vitest';
import type { ConflictsAnswer } from '../../../lib/api/contract/scans.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { apiWorld } from '../world.ts';

test('GET /conflicts names the issues that promoters complain about', async () => {
  const world = apiWorld();
  const copies = spokenCopies(seededChance(5), { everydays: 400, rained: 30 });
  await world.store(copies.map((copy) => ({ ...copy, ratings: { 'nps:transactional': 10 } })));
  await findTouchpointIssues(world.effects, world.configuration, { kind: 'issues', touchpoint: 'delivery' });
  const answer = await world.get<ConflictsAnswer>('/conflicts?from=2026-05-04&to=2026-05-31');
  const [complaints] = 'conflicts' in answer ? answer.conflicts : [];
  expect(complaints?.kind).toBe('promoters-who-complain');
  const rain = complaints?.issues.find(({ name }) => name.includes('rain'));
  expect(rain).toMatchObject({ touchpoint: 'delivery', responses: 30 });
});
