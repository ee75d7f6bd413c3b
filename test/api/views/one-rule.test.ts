import { expect, test } from 'vitest';
import type { ChangesView } from '../../../lib/api/contract/changes.ts';
import type { ScorecardView } from '../../../lib/api/contract/journey.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { seededChance } from '../../metrics/chance.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

/** What each view says to be significant, as `place series`. */
const significantIn = async (get: <Answer>(path: string) => Promise<Answer>) => {
  const may = 'from=2026-05&to=2026-05';
  const { findings, unchanged, scores } = await get<FindingsAnswer>(`/findings?${may}`);
  const { changes } = await get<ChangesView>(`/changes?${may}`);
  const { rows } = await get<ScorecardView>(`/scorecard?${may}`);
  const scored = (series: string | undefined): boolean => series?.startsWith('nps:') === true;
  const inFindings = [
    ...findings.filter(({ certainty }) => certainty === 'significant'),
    ...unchanged.filter(({ status }) => status === 'significant'),
  ].filter(({ what }) => scored(what.series));
  const ofJourney = scores.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  return {
    findings: [
      ...new Set([
        ...ofJourney.filter(({ what }) => scored(what.series)).map(({ what }) => `journey ${what.series}`),
        ...inFindings.map(({ where, what }) => `${where.touchpoint?.id ?? 'journey'} ${what.series}`),
      ]),
    ].toSorted(),
    changes: changes
      .filter(({ certain, series }) => certain && scored(series))
      .map(({ touchpoint = 'journey', series }) => `${touchpoint} ${series}`)
      .toSorted(),
    scorecard: rows
      .filter(({ certain, kpi }) => certain && scored(kpi))
      .map(({ id, kpi }) => `${id} ${kpi}`)
      .toSorted(),
  };
};

const rated = (day: string, count: number, touchpoint: string, more: (index: number) => Partial<Copy>) =>
  responsesOn(day, count, (index) => ({ touchpoint, answers: [], ...more(index) }));

/** Long enough not to be written twice by chance. */
const complaint = scoredAnswer('They have raised the price of my delivery again without telling me');

const nps = (value: number): Pick<Copy, 'ratings'> => ({ ratings: { 'nps:transactional': value } });

test('a fall that one text makes, copied by many, is significant in no view', async () => {
  const { store, get } = apiWorld();
  await store(
    rated('2026-04-10', 60, 'delivery', (index) => nps(index % 2 === 0 ? 10 : 7)),
    rated('2026-05-10', 30, 'delivery', (index) => nps(index % 2 === 0 ? 10 : 7)),
    responsesOn('2026-05-11', 40, { ...nps(0), answers: [complaint] }),
  );
  expect(await significantIn(get)).toEqual({ findings: [], changes: [], scorecard: [] });
});

test('findings, changes and the scorecard call the same scores significant, also among many touchpoints', async () => {
  const touchpoints = Array.from({ length: 12 }, (_, index) => `t${index}`);
  for (const seed of [1, 2, 3, 4]) {
    const chance = seededChance(seed);
    const { store, get } = apiWorld({
      journey: 'stages: [{ id: all, touchpoints: [{ id: t0 }, { id: t1 }] }]',
    });
    const feedback = touchpoints.flatMap((touchpoint, place) => [
      rated('2026-04-10', 60, touchpoint, () => nps(Math.floor(chance() * 11))),
      rated('2026-05-10', 60, touchpoint, () => nps(Math.floor(chance() * (place === 3 ? 7 : 11)))),
    ]);
    await store(...feedback);
    const { findings, changes, scorecard } = await significantIn(get);
    expect({ seed, changes, scorecard }).toEqual({ seed, changes: findings, scorecard: findings });
  }
});
