import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { BurstSearch } from '../../../lib/insights/responses/burst-report.ts';
import { CloneSearch } from '../../../lib/insights/responses/clones.ts';
import { seededChance } from '../../metrics/chance.ts';
import { answerOn, planted } from '../planted-copies.ts';

const saying = (index: number, day: string, text: string, changes: Partial<Copy> = {}): Copy =>
  planted(index, { cell: day, answers: [{ ...answerOn(['price'], 'negative'), text }], ...changes });

const slogan = 'Never buy anything from this terrible shop again';
const groupsOf = (copies: readonly Copy[]) => {
  const search = new CloneSearch();
  for (const copy of copies) search.meet(copy);
  for (const copy of copies) search.add(copy);
  return search.groups();
};
const cloned = (people: number, days: readonly string[]) =>
  Array.from({ length: people }, (_, index) => saying(index, days[index % days.length] ?? '', slogan));

describe('CloneSearch', () => {
  it('finds the same text from five respondents within three days, in any punctuation, case and digits', () => {
    const variants = [slogan, `${slogan}!!!`, slogan.toUpperCase(), `${slogan} 100 %`, `again, ${slogan}`];
    const copies = variants.map((text, index) => saying(index, `2026-05-0${1 + (index % 3)}`, text));
    expect(groupsOf(copies)).toMatchObject([{ people: 5, from: '2026-05-01', to: '2026-05-03' }]);
  });

  it('ignores four respondents, one respondent five times, five in five weeks, and common phrases', () => {
    expect(groupsOf(cloned(4, ['2026-05-01']))).toEqual([]);
    expect(groupsOf(cloned(5, ['2026-05-01']).map((copy) => ({ ...copy, respondent: 'ann' })))).toEqual([]);
    const weeks = ['2026-05-01', '2026-05-08', '2026-05-15', '2026-05-22', '2026-05-29'];
    expect(groupsOf(cloned(5, weeks))).toEqual([]);
    expect(
      groupsOf(
        cloned(50, ['2026-05-01']).map((copy, index) => saying(index, copy.cell, 'Very good service')),
      ),
    ).toEqual([]);
  });

  it('joins adjacent days, and separates two waves of one text', () => {
    const days = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'];
    const waves = [
      ...cloned(30, days),
      ...Array.from({ length: 6 }, (_, one) => saying(100 + one, '2026-06-20', slogan)),
    ];
    expect(groupsOf(waves).map(({ from, to, responses }) => [from, to, responses.length])).toEqual([
      ['2026-05-01', '2026-05-05', 30],
      ['2026-06-20', '2026-06-20', 6],
    ]);
  });

  it('finds the same in any order', () => {
    const copies = [
      ...cloned(8, ['2026-05-01', '2026-05-02']),
      saying(50, '2026-05-01', 'Quite another text of seven words here'),
    ];
    const expected = JSON.stringify(groupsOf(copies));
    fc.assert(
      fc.property(fc.shuffledSubarray(copies, { minLength: copies.length }), (shuffled) => {
        expect(JSON.stringify(groupsOf(shuffled))).toBe(expected);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

const dayAt = (index: number): string => new Date(Date.UTC(2026, 2, 2 + index)).toISOString().slice(0, 10);

/** Sixty days of about ten promoters a day. */
const ordinary = (): Copy[] => {
  const chance = seededChance(7);
  return Array.from({ length: 60 }, (_, day) =>
    Array.from({ length: 8 + Math.floor(5 * chance()) }, (_, one) =>
      saying(day * 1000 + one, dayAt(day), `text ${day} of ${one}`, { ratings: { 'nps:transactional': 10 } }),
    ),
  ).flat();
};

const reportOn = (copies: readonly Copy[]) => {
  const search = new BurstSearch();
  const cells = [...Map.groupBy(copies, ({ cell }) => cell).values()];
  for (const cell of cells) search.meet(cell);
  for (const cell of cells) search.add(cell);
  return search.report();
};

describe('BurstSearch', () => {
  it('flags a burst of copies, and shows the figures without them', () => {
    const attack = Array.from({ length: 80 }, (_, one) =>
      saying(900_000 + one, dayAt(50), slogan, { ratings: { 'nps:transactional': 0 } }),
    );
    const report = reportOn([...ordinary(), ...attack]);
    expect(report.clones).toMatchObject([
      { responses: 80, people: 10, touchpoints: ['delivery'], from: dayAt(50) },
    ]);
    expect(report.bursts.map(({ day }) => day)).toEqual([dayAt(50)]);
    const nps = report.figures['nps:transactional'];
    expect(nps?.all.value).toBeLessThan(90);
    expect(nps?.withoutClones?.value).toBe(100);
    expect(nps?.withoutBursts?.value).toBe(100);
    expect(nps?.withoutClones?.n).toBe(ordinary().length);
  });

  it('flags nothing on ordinary days, and shows each figure once', () => {
    const { clones, bursts, figures } = reportOn(ordinary());
    expect([clones, bursts]).toEqual([[], []]);
    expect(Object.keys(figures['nps:transactional'] ?? {})).toEqual(['all']);
  });

  it('no responses give an empty result', () => {
    expect(reportOn([])).toEqual({ clones: [], bursts: [], figures: {} });
  });
});
