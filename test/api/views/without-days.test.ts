import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { listIssues } from '../../../lib/api/contract/themes/issues.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { apiWorld } from '../world.ts';

type Issues = AnswerOf<typeof listIssues>;
type Comments = AnswerOf<typeof listComments>;

const rained = 30;

/** Feedback that knows less of its dates: April and May in months alone, or nothing. */
const worldOf = async (less: (copy: Copy) => Copy) => {
  const world = apiWorld();
  await world.store(spokenCopies(seededChance(5), { everydays: 300, rained }).map(less));
  await findTouchpointIssues(world.effects, world.configuration, { kind: 'issues', touchpoint: 'delivery' });
  return world;
};

const monthOnly = ({ submittedAt: _, ...copy }: Copy): Copy => ({ ...copy, cell: copy.cell.slice(0, 7) });
const undated = ({ submittedAt: _, ...copy }: Copy): Copy => ({ ...copy, cell: 'undated' });

const aboutRain = <Each extends { readonly name: string }>(issues: readonly Each[]): Each | undefined =>
  issues.find(({ name }) => name.includes('rain'));

describe('feedback of months without a day', () => {
  test('has issues, counted in the months that are asked for', async () => {
    const { get } = await worldOf(monthOnly);
    const { issues } = await get<Issues>('/issues?touchpoint=delivery&from=2026-05&to=2026-05');
    expect(aboutRain(issues)).toMatchObject({ n: rained, firstSeen: '2026-05', weeks: [] });
    expect(aboutRain(issues)?.quotes).toHaveLength(3);
    const april = await get<Issues>('/issues?touchpoint=delivery&from=2026-04&to=2026-04');
    expect(aboutRain(april.issues)).toBeUndefined();
  });

  test('has findings of an issue that begins', async () => {
    const { get } = await worldOf(monthOnly);
    const { findings } = await get<FindingsAnswer>('/findings');
    expect(findings[0]).toMatchObject({
      ...{
        kind: 'issue',
        verdict: 'worse',
        certainty: 'significant',
        what: { name: expect.stringContaining('rain') },
      },
      evidence: { comments: rained },
    });
  });
});

describe('feedback without dates', () => {
  test('has issues with their quotes', async () => {
    const { get } = await worldOf(undated);
    const { issues } = await get<Issues>('/issues?touchpoint=delivery');
    expect(aboutRain(issues)).toMatchObject({ n: rained, people: rained });
    expect(aboutRain(issues)?.quotes).toHaveLength(3);
  });

  test('is reported as ongoing problems, each with the comments that it counts', async () => {
    const { get } = await worldOf(undated);
    const { period, coverage, compared, findings, ongoing, text } = await get<FindingsAnswer>('/findings');
    expect(period).toMatchObject({ from: 'undated', to: 'undated' });
    expect({ compared, findings, responses: coverage.responses }).toEqual({
      ...{ compared: 0, findings: [] },
      responses: 300 + rained,
    });
    expect(text.heading).toBe('What customers complain about');
    expect(text.detail).toContain('There is no earlier feedback to compare with.');
    expect(ongoing.length).toBeGreaterThan(1);
    for (const { evidence, n } of ongoing) {
      const { total } = await get<Comments>(evidence.path);
      expect([evidence.comments, total?.comments]).toEqual([n, n]);
    }
  });

  test('is read in German too', async () => {
    const { get } = await worldOf(undated);
    const { text } = await get<FindingsAnswer>('/findings?lang=de');
    expect(text.heading).toBe('Worüber Kunden klagen');
  });
});
