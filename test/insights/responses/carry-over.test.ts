import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { CarryOver } from '../../../lib/insights/responses/carry-over.ts';
import { seededChance, shareTrue } from '../../metrics/chance.ts';
import { answerOn, planted } from '../planted-copies.ts';

const respondent = (index: number): string => String(index).padStart(6, '0');
const rated = (
  person: number,
  touchpoint: string,
  day: string,
  rating: number,
  themes: readonly string[] = [],
): Copy =>
  planted(person, {
    touchpoint,
    responseId: `${respondent(person)}${touchpoint}${day}`,
    respondent: respondent(person),
    cell: day,
    submittedAt: `${day}T10:00:00Z`,
    ratings: { 'nps:transactional': rating },
    answers: themes.length === 0 ? [] : [answerOn(themes, 'negative')],
  });

/** Each person rates the contract at the end; detractors complained about onboarding earlier with this chance, others at 20 %. */
const journeys = (chance: () => number, people: number, complained: number): Copy[] =>
  Array.from({ length: people }, (_, person) => {
    const isDetractor = chance() < 0.4;
    const speaks = chance() < (isDetractor ? complained : 0.2);
    return [
      rated(person, 'onboarding', '2026-03-01', 9, speaks ? ['setup'] : []),
      rated(person, 'contract', '2026-05-01', isDetractor ? 2 : 9, isDetractor ? ['price'] : []),
    ];
  }).flat();

const search = (copies: readonly Copy[], options = {}) => {
  const carry = new CarryOver('nps:transactional');
  for (const copy of copies.filter(({ touchpoint }) => touchpoint === 'contract')) carry.meet(copy);
  for (const copy of copies) carry.add(copy);
  return { people: carry.people, lines: carry.carriedOver(options) };
};

describe('CarryOver', () => {
  it('finds what current detractors complained about earlier, and elsewhere', () => {
    const { people, lines } = search(journeys(seededChance(1), 300, 0.6));
    expect(people.dissatisfied + people.others).toBe(300);
    expect(lines[0]).toMatchObject({ touchpoint: 'onboarding', what: 'theme:setup' });
    expect(lines[0]?.difference.difference).toBeGreaterThan(0.25);
    expect(lines[0]?.falseDiscoveryRate).toBeLessThan(0.001);
    expect(lines.map(({ touchpoint }) => touchpoint)).not.toContain('contract');
  });

  it('reports what the same people said in the same comments once', () => {
    const copies = journeys(seededChance(3), 300, 0.6).map((copy) =>
      copy.answers.length > 0 && copy.touchpoint === 'onboarding'
        ? { ...copy, answers: [answerOn(['setup', 'manual', 'delay'], 'negative')] }
        : copy,
    );
    const { lines } = search(copies);
    expect(lines.map(({ what, also }) => [what, also])).toEqual([
      ['theme:delay', ['theme:manual', 'theme:setup']],
    ]);
  });

  it('reports a difference without one in at most 7 of 100 samples', () => {
    const share = shareTrue(500, 2, (chance) =>
      search(journeys(chance, 200, 0.2)).lines.some(({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05),
    );
    expect(share).toBeLessThan(0.07);
  });

  it('ignores later feedback, and same-day feedback without a time, and counts a person once', () => {
    const people = Array.from({ length: 40 }, (_, person) => [
      rated(person, 'contract', '2026-05-01', person % 2 === 0 ? 1 : 10),
      rated(person, 'onboarding', '2026-04-01', 3, ['setup']),
      rated(person, 'onboarding', '2026-04-02', 3, ['setup']),
      rated(person, 'support', '2026-05-02', 1, ['wait']),
      { ...rated(person, 'store', '2026-05-01', 1, ['queue']), submittedAt: '2026-05-01' },
    ]).flat();
    const { lines } = search(people);
    expect(
      lines.map(({ touchpoint, what, dissatisfied }) => [
        touchpoint,
        what,
        dissatisfied.value,
        dissatisfied.n,
      ]),
    ).toEqual([
      ['onboarding', 'dissatisfied', 1, 20],
      ['onboarding', 'theme:setup', 1, 20],
    ]);
  });

  it('uses the same limit for earlier and current dissatisfaction: with satisfied from 5 of 5, a 2 counts', () => {
    const carry = new CarryOver('csat:1-5', 5);
    const onCsat = (copy: Copy): Copy => ({
      ...copy,
      ratings: { 'csat:1-5': copy.ratings['nps:transactional'] ?? 3 },
    });
    const now = Array.from({ length: 40 }, (_, person) =>
      onCsat(rated(person, 'contract', '2026-05-01', person % 2 === 0 ? 1 : 5)),
    );
    for (const copy of now) carry.meet(copy);
    for (const { respondent: person } of now)
      carry.add(onCsat(rated(Number(person), 'onboarding', '2026-04-01', 2)));
    expect(carry.carriedOver()).toEqual([]);
  });

  it('uses the latest rating of a respondent who rated twice', () => {
    const copies = [rated(1, 'contract', '2026-05-01', 1), rated(1, 'contract', '2026-05-09', 10)];
    expect(search(copies).people).toEqual({ dissatisfied: 0, others: 1 });
    expect(search(copies.toReversed()).people).toEqual({ dissatisfied: 0, others: 1 });
  });

  it('suppresses touchpoints with fewer than five respondents to follow on either side, and themes with fewer than five', () => {
    expect(search(journeys(seededChance(3), 8, 0.6)).lines).toEqual([]);
    const few = journeys(seededChance(4), 100, 0.2).map((copy, index) =>
      copy.touchpoint === 'onboarding' && index < 8
        ? { ...copy, answers: [answerOn(['rare'], 'negative')] }
        : copy,
    );
    expect(search(few).lines.map(({ what }) => what)).not.toContain('theme:rare');
  });

  it('follows no respondent without a hash or a date', () => {
    const { respondent: _none, ...nobody } = rated(1, 'contract', '2026-05-01', 1);
    expect(search([nobody, { ...rated(2, 'contract', '2026-05-01', 1), cell: 'undated' }]).people).toEqual({
      dissatisfied: 0,
      others: 0,
    });
  });
});
