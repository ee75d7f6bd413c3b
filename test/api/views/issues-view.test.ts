import { beforeAll, describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { JourneyView } from '../../../lib/api/contract/journey.ts';
import type { listIssues } from '../../../lib/api/contract/themes/issues.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { apiWorld } from '../world.ts';

type Issues = AnswerOf<typeof listIssues>;
type Comments = AnswerOf<typeof listComments>;

const rained = 24;
const { ask, get, store, effects, configuration } = apiWorld({ metrics: { dimensions: ['channel'] } });

beforeAll(async () => {
  await store(spokenCopies(seededChance(5), { everydays: 300, rained }));
  await findTouchpointIssues(effects, configuration, { kind: 'issues', touchpoint: 'delivery' });
});

const named = async (path: string, name: string) => {
  const { issues } = await get<Issues>(path);
  const found = issues.find((issue) => issue.name.includes(name));
  if (found === undefined) throw new Error(`no issue is named ${name}: ${issues.map((issue) => issue.name)}`);
  return found;
};

describe('GET /issues', () => {
  test('names what customers say, with n, people, share, sentiment, and since when', async () => {
    expect(await named('/issues?touchpoint=delivery', 'rain')).toMatchObject({
      ...{ touchpoint: 'delivery', n: rained, people: rained, firstSeen: '2026-05-25' },
      share: { value: rained / 324, n: 324, enough: true },
      sentiment: { negative: rained, neutral: 0, positive: 0 },
      change: { direction: 'began' },
      evidence: expect.stringMatching(/^\/comments\?touchpoint=delivery&issue=i-/),
    });
  });

  test('says where an issue is concentrated', async () => {
    const { concentrations } = await named('/issues?touchpoint=delivery', 'rain');
    expect(concentrations).toMatchObject([{ dimension: 'channel', value: 'courier', said: rained }]);
  });

  test('quotes three comments, each the words that it says', async () => {
    const { quotes } = await named('/issues?touchpoint=delivery', 'rain');
    expect(quotes).toHaveLength(3);
    for (const { text, span } of quotes) expect(text.slice(...span)).toMatch(/rain/);
    expect(new Set(quotes.map(({ text }) => text)).size).toBe(3);
  });

  test('counts the days that are asked for, and lists nothing that is not said on them', async () => {
    const { issues } = await get<Issues>('/issues?touchpoint=delivery&from=2026-04-06&to=2026-05-24');
    expect(issues.map(({ name }) => name).filter((name) => name.includes('rain'))).toEqual([]);
    const week = await named('/issues?touchpoint=delivery&from=2026-05-25&to=2026-05-31', 'rain');
    expect(week.weeks).toEqual([{ week: '2026-05-25', n: week.n, of: week.share.n }]);
    expect(week.n / week.share.n).toBeGreaterThan(0.3);
  });

  test('opens exactly the comments that it counts, on any days', async () => {
    for (const days of ['', '&from=2026-04-20&to=2026-05-24', '&from=2026-05']) {
      const { issues } = await get<Issues>(`/issues?touchpoint=delivery${days}`);
      const opened = await Promise.all(issues.map(({ evidence }) => get<Comments>(evidence)));
      expect(issues.length).toBeGreaterThan(3);
      expect(opened.map(({ total }) => total?.comments)).toEqual(
        issues.map(({ n, people }) => (people < 10 ? undefined : n)),
      );
      const names = issues.map(({ id }) => `issue:${id}`);
      const { counted = {} } = await get<Comments>(
        `/comments?touchpoint=delivery${days}&counted=${names.join(',')}`,
      );
      expect(names.map((name) => counted[name])).toEqual(opened.map(({ total }) => total?.comments));
    }
  });

  test('has weeks of five people or none, and what is suppressed of them is of five together', async () => {
    const { issues } = await get<Issues>('/issues?touchpoint=delivery');
    for (const { n, weeks } of issues) {
      const shown = weeks.map((week) => week.n ?? 0);
      const hidden = n - shown.reduce((sum, count) => sum + count, 0);
      expect([hidden, ...shown].filter((count) => count > 0 && count < 5)).toEqual([]);
    }
  });

  test('the journey names the issue that most complain about, with the same count', async () => {
    const { issues } = await get<Issues>('/issues?touchpoint=delivery');
    const complaints = issues
      .filter(({ sentiment, people }) => people >= 10 && sentiment.negative > sentiment.positive)
      .toSorted((one, other) => other.sentiment.negative - one.sentiment.negative);
    const { stages, others } = await get<JourneyView>('/journey?from=2026-03&to=2026-06');
    const delivery = [...stages.flatMap(({ touchpoints }) => touchpoints), ...others].find(
      ({ id }) => id === 'delivery',
    );
    const [sharpest] = complaints;
    expect(delivery?.painIssue).toMatchObject({ id: sharpest?.id, mentions: sharpest?.n });
    expect(delivery?.praiseIssue?.id).not.toBe(sharpest?.id);
  });

  test('says on which days issues were looked for', async () => {
    const { lookedAt } = await get<Issues>('/issues');
    expect(lookedAt).toEqual([{ touchpoint: 'delivery', from: '2025-12-01', to: '2026-05-31' }]);
  });

  test('has none, and no days that were looked at, before any were looked for', async () => {
    expect(await apiWorld().get<Issues>('/issues')).toEqual({ issues: [], lookedAt: [] });
  });
});

describe('GET /comments of an issue', () => {
  test('asks for the touchpoint as well', async () => {
    expect(await ask('/comments?issue=i-1')).toMatchObject({ status: 400 });
  });

  test('is not found where the touchpoint has no such issue', async () => {
    expect(await ask('/comments?touchpoint=delivery&issue=i-1')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found', got: 'i-1' } },
    });
  });
});
