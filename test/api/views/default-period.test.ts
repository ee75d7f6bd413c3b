import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { ChangesView, TrendView } from '../../../lib/api/contract/changes.ts';
import type { readScores } from '../../../lib/api/contract/drivers.ts';

import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { apiWorld, responsesOn } from '../world.ts';

const undated = { cell: 'undated', submittedAt: undefined } as const;

describe('without a requested period', () => {
  test('changes and findings compare the same days', async () => {
    const { store, get } = apiWorld();
    const [april, may, june] = [
      responsesOn('2026-04-10', 40),
      responsesOn('2026-05-10', 40),
      responsesOn('2026-06-01', 10),
    ];
    await store(april, may, june);
    const { period, against } = await get<FindingsAnswer>('/findings');
    const { before, after } = await get<ChangesView>('/changes');
    expect([before.from, before.to, after.from, after.to]).toEqual([
      ...[against.from, against.to, period.from, period.to],
    ]);
  });

  test('a touchpoint without any date is shown with all of its responses', async () => {
    const { store, get } = apiWorld();
    await store(
      responsesOn('2026-05-10', 40),
      responsesOn('2026-05-11', 40, { ...undated, touchpoint: 'advice' }),
    );
    const { period, coverage } = await get<FindingsAnswer>('/findings?touchpoint=advice');
    expect([period.from, coverage.responses]).toEqual(['undated', 40]);
    const { after } = await get<ChangesView>('/changes?touchpoint=advice');
    expect(after).toMatchObject({ from: 'undated', responses: 40 });
    const scores = await get<AnswerOf<typeof readScores>>('/scores?touchpoint=advice');
    expect(scores.from).toBeUndefined();
    expect(JSON.stringify(scores)).toContain('"n":40');
  });

  test('a touchpoint without feedback in the months of the journey has its own', async () => {
    const { store, get } = apiWorld();
    const old = responsesOn('2026-01-11', 40, { touchpoint: 'advice' });
    await store(responsesOn('2026-06-10', 40), old, responsesOn('2025-12-11', 40, { touchpoint: 'advice' }));
    const { period } = await get<FindingsAnswer>('/findings?touchpoint=advice');
    expect(period).toMatchObject({ from: '2026-01-01', to: '2026-01-31', responses: 40 });
    const scores = await get<AnswerOf<typeof readScores>>('/scores?touchpoint=advice');
    expect(scores).toMatchObject({ from: '2025-11-01', to: '2026-01-31' });
    const trend = await get<TrendView>('/trends?touchpoint=advice');
    expect([trend.from, trend.to, trend.points.length]).toEqual(['2025-11-01', '2026-01-31', 5]);
  });
});

describe('a period that begins after the last feedback, without an end', () => {
  test.each(['/trends', '/scores', '/conflicts', '/consistency?by=channel', '/themes', '/journey'])(
    'is empty, and does not end before it begins: %s',
    async (path) => {
      const { store, get } = apiWorld();
      await store(responsesOn('2026-06-10', 40, { channel: 'web' }));
      const from = `${path.includes('?') ? '&' : '?'}from=2027-02-03`;
      const answer = await get<Partial<Record<string, unknown>>>(`${path}${from}`);
      const { from: first, to: last } = (answer['after'] ?? answer) as Partial<Record<string, string>>;
      expect(first).toMatch(/^2027-02/);
      expect([first?.slice(0, 7), last?.slice(0, 7)]).toEqual(['2027-02', '2027-02']);
    },
  );
});

describe('a week with few responses', () => {
  test('is too small to compare, and not without earlier feedback', async () => {
    const { store, get } = apiWorld();
    await store(responsesOn('2026-05-20', 47), responsesOn('2026-05-27', 28));
    const week = 'from=2026-05-25&to=2026-05-31';
    const { text, scores } = await get<FindingsAnswer>(`/findings?${week}`);
    expect(text.heading).toBe('Too few responses to compare in the week of 25 May');
    expect(text.detail).toContain('Too few to compare with the week of 18 May (47 responses).');
    for (const score of scores) expect(score.text).not.toContain('no significant change');
    const { text: german } = await get<FindingsAnswer>(`/findings?${week}&lang=de`);
    expect(german.heading).toBe('In der Woche vom 25. Mai zu wenige Antwortbögen für einen Vergleich');
    expect(german.detail).toContain(
      'Zu wenige für einen Vergleich mit der Woche vom 18. Mai (47 Antwortbögen).',
    );
  });

  test('has no earlier feedback where nothing came before', async () => {
    const { store, get } = apiWorld();
    await store(responsesOn('2026-05-27', 28));
    const { text } = await get<FindingsAnswer>('/findings?from=2026-05-25&to=2026-05-31');
    expect(text.heading).toBe('No earlier feedback to compare with in the week of 25 May');
  });

  test('comes after a suppressed period, and not after none', async () => {
    const { store, get } = apiWorld();
    await store(responsesOn('2026-04-20', 2), responsesOn('2026-05-27', 28));
    const { text } = await get<FindingsAnswer>('/findings?period=2026-05');
    expect(text.detail).toContain('The feedback of April is below the minimum group size.');
  });
});

test('a quarter says which months of it and of the one before have no feedback', async () => {
  const { store, get } = apiWorld();
  await store(...['2026-03-20', '2026-04-20', '2026-05-20'].map((day) => responsesOn(day, 40)));
  const quarter = '/findings?from=2026-04-01&to=2026-06-30';
  const { text } = await get<FindingsAnswer>(quarter);
  expect(text.detail).toContain('No feedback in January 2026, February 2026 and June 2026.');
  const { text: german } = await get<FindingsAnswer>(`${quarter}&lang=de`);
  expect(german.detail).toContain('Kein Feedback im Januar 2026, Februar 2026 und Juni 2026.');
  const { text: ofMonth } = await get<FindingsAnswer>('/findings?period=2026-05');
  expect(ofMonth.detail).not.toContain('No feedback');
});
