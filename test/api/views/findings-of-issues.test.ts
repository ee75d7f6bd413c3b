import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';
import { spokenCopies } from '../../pipeline/issues/spoken-copies.ts';
import { exampleCopy } from '../../store/examples.ts';
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
  test('reports a new issue once: it explains its theme', async () => {
    const { get } = await worldOf(30);
    const { findings } = await get<FindingsAnswer>(`/findings?${period}`);
    const aboutRain = findings.filter(
      ({ what, causes }) => what.name.includes('rain') || causes.some(({ name }) => name.includes('rain')),
    );
    const aboutParcels = findings.filter(({ what }) => what.theme === 'parcels');
    expect([aboutRain.length, aboutParcels.length]).toEqual([1, 0]);
    expect(aboutRain[0]).toMatchObject({
      ...{ kind: 'issue', verdict: 'worse', certainty: 'significant' },
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

  test('reports no issue if nothing changed', async () => {
    const { get } = await worldOf(0);
    const { findings } = await get<FindingsAnswer>(`/findings?${period}`);
    expect(findings.filter(({ certainty, what }) => certainty === 'significant' && what.issue)).toEqual([]);
  });

  test('lists no issue without a significant change', async () => {
    const { get } = await worldOf(30);
    const { unchanged } = await get<FindingsAnswer>(`/findings?${period}`);
    const listed = unchanged.filter(({ what }) => what.issue !== undefined).map(({ status }) => status);
    expect(listed.filter((status) => status === 'unchanged' || status === 'too-few')).toEqual([]);
  });

  test('says what was not checked because reading took too long', async () => {
    let milliseconds = 0;
    const world = apiWorld({
      milliseconds: () => {
        milliseconds += 20_000;
        return milliseconds;
      },
    });
    await world.store(spokenCopies(seededChance(5), { everydays: 400, rained: 30 }));
    const { notLookedAt, text } = await world.get<FindingsAnswer>(`/findings?${period}`);
    expect(notLookedAt.map(({ reason }) => reason)).toEqual(Array(3).fill('scan-too-slow'));
    expect(text.detail).toContain(
      'Not checked, because reading all responses takes too long: whether scores and comments agree, single sources that weigh heavily and what scores are associated with.',
    );
  });

  test('looks at no issue in periods that began before issues were looked for', async () => {
    const { get } = await worldOf(30);
    const { findings, unchanged } = await get<FindingsAnswer>('/findings?from=2025-06&to=2026-05');
    expect([...findings, ...unchanged].filter(({ what }) => what.issue !== undefined)).toEqual([]);
  });
});

/** Thirteen weeks of a checkout: on some days scores are low, and every fifth comment is about a page for payments. */
const checkoutCopies = (isLow: (day: string) => boolean): Copy[] => {
  const chance = seededChance(8);
  const spokenOf = ['parking space', 'opening hours', 'loyalty points', 'paper invoice', 'coffee machine'];
  const pick = (some: readonly string[]): string => some[Math.floor(chance() * some.length)] ?? '';
  return Array.from({ length: 13 * 7 * 8 }, (_, index) => {
    const day = addDays('2026-03-02', Math.floor(index / 8));
    const isLater = isLow(day);
    const subject = isLater && chance() < 0.2 ? 'new payment page' : pick(spokenOf);
    const score = { label: 'negative', score: -0.5, mixed: false } as const;
    return exampleCopy({
      ...{ responseId: `${index}-at-checkout-`.padEnd(22, '0'), touchpoint: 'checkout' },
      ...{ cell: day, submittedAt: `${day}T10:00:00Z` },
      ratings: { 'nps:transactional': isLater ? 2 + Math.floor(3 * chance()) : 7 + Math.floor(4 * chance()) },
      answers: [
        {
          ...{ question: 'Why?', role: 'open' },
          text: `${pick(['the', 'your', 'my'])} ${subject} ${pick(['again', 'please', 'today'])}`,
          analysis: { status: 'scored', language: 'en', sentiment: score, themes: [] },
        },
      ],
    });
  });
};

describe('a score that fell before the periods meet', () => {
  test('is reported with the issue that began with the step, compared with the weeks before it', async () => {
    const world = apiWorld();
    await world.store(checkoutCopies((day) => day >= '2026-04-13'));
    await findTouchpointIssues(world.effects, world.configuration, {
      kind: 'issues',
      touchpoint: 'checkout',
    });
    const answer = await world.get<FindingsAnswer>(`/findings?${period}`);
    const [fall] = answer.findings.filter(({ what }) => what.metric === 'nps');
    expect(fall?.since?.week).toBe('2026-04-13');
    expect(fall?.causes).toMatchObject([
      {
        ...{ kind: 'issue', name: expect.stringContaining('payment'), certainty: 'significant' },
        ...{ sinceWeek: '2026-04-13', before: { value: 0, n: 6 * 7 * 8 } },
      },
    ]);
    expect(fall?.text.detail).toContain('after 0% before 13 April');
    expect(fall?.evidence.parameters['issue']).toBe(fall?.causes[0]?.id);
    expect(fall?.evidence.comments).toBe(fall?.causes[0]?.n);
    expect(answer.ongoing.filter(({ what }) => what.issue === fall?.causes[0]?.id)).toEqual([]);
  });
});

describe('a score that was different for some weeks', () => {
  test('is reported with what was mentioned in those weeks, compared with the other weeks, and opens these comments', async () => {
    const world = apiWorld();
    await world.store(checkoutCopies((day) => day >= '2026-05-11' && day <= '2026-05-24'));
    await findTouchpointIssues(world.effects, world.configuration, {
      kind: 'issues',
      touchpoint: 'checkout',
    });
    const answer = await world.get<FindingsAnswer>(`/findings?${period}`);
    const [fall] = answer.findings.filter(({ what }) => what.metric === 'nps');
    expect(fall?.since).toMatchObject({ week: '2026-05-11', through: '2026-05-18' });
    expect(fall?.causes).toMatchObject([
      {
        ...{ kind: 'issue', name: expect.stringContaining('payment'), certainty: 'significant' },
        ...{ weeks: { from: '2026-05-11', through: '2026-05-18' }, before: { value: 0, n: 11 * 7 * 8 } },
      },
    ]);
    expect(fall?.text.detail).toMatch(
      /of comments in those weeks are about “.*payment.*” \(.*\), otherwise 0%\./,
    );
    expect(fall?.evidence.parameters).toMatchObject({ from: '2026-05-11', to: '2026-05-24' });
    expect(fall?.evidence.comments).toBe(fall?.causes[0]?.n);
  });
});
