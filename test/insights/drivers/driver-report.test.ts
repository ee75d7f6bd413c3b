import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { driverReport } from '../../../lib/insights/drivers/driver-report.ts';
import { DriverSample } from '../../../lib/insights/drivers/driver-sample.ts';
import {
  outcomeToExplain,
  ratingToExplain,
  sentimentToExplain,
} from '../../../lib/insights/drivers/explained.ts';
import { seededChance, shareTrue } from '../../metrics/chance.ts';
import { answerOn, type CrowdPlan, planted, plantedCopies } from '../planted-copies.ts';

const nps = ratingToExplain('nps:transactional');
const reportOn = (copies: Iterable<Copy>, explain = nps, options = {}) => {
  const sample = new DriverSample(explain);
  for (const copy of copies) sample.add(copy);
  return driverReport(sample, explain, options);
};
const some = (seed: number, plan: CrowdPlan = { n: 1500, harm: 0.3 }) =>
  plantedCopies(seededChance(seed), plan);

describe('driverReport', () => {
  it('lists the planted theme first, with its effect, and does not attribute the effect of the store to parking', () => {
    const { drivers, score, unit, reading } = reportOn(some(1));
    expect([score, unit, reading]).toEqual(['nps:transactional', 'points', 'associated with']);
    expect(drivers[0]).toMatchObject({ theme: 'delivery', quadrant: 'fix-first' });
    expect(drivers[0]?.effect.low).toBeLessThan(-60);
    expect(drivers[0]?.effect.high).toBeGreaterThan(-60);
    expect(drivers[0]?.performance.value).toBe(-100);
    const parking = drivers.find(({ theme }) => theme === 'parking');
    expect(parking?.falseDiscoveryRate).toBeGreaterThan(0.05);
  });

  it('explains respondents who commented, and shows the score of all respondents next to it', () => {
    const copies = some(2);
    const { everyone, explained } = reportOn(copies);
    expect(everyone?.n).toBe(1500);
    expect(explained?.n).toBe(copies.filter(({ answers }) => answers.length > 0).length);
  });

  it('suppresses the score of all respondents where few left no comment, and of commenters where few commented', () => {
    const [speaking, silent] = [8, 8].map((count, group) =>
      Array.from({ length: count }, (_, index) =>
        planted(100 * group + index, { answers: group === 0 ? [answerOn(['price'], 'negative')] : [] }),
      ),
    );
    const fewSilent = reportOn([...(speaking ?? []), ...(silent ?? []).slice(0, 3)]);
    expect([fewSilent.everyone, fewSilent.explained?.n, fewSilent.momentsOfTruth]).toEqual([
      undefined,
      8,
      [],
    ]);
    const fewSpeak = reportOn([...(speaking ?? []).slice(0, 3), ...(silent ?? [])]);
    expect([fewSpeak.everyone?.n, fewSpeak.explained, fewSpeak.drivers]).toEqual([11, undefined, []]);
  });

  it('names the store as the touchpoint that lowers the score most', () => {
    const { momentsOfTruth } = reportOn(some(3));
    expect(momentsOfTruth.map(({ touchpoint }) => touchpoint).toSorted()).toEqual(['store', 'web']);
    const store = momentsOfTruth.find(({ touchpoint }) => touchpoint === 'store');
    expect(store?.effect.low).toBeLessThan(-70);
    expect(store?.effect.high).toBeGreaterThan(-70);
    expect(store?.falseDiscoveryRate).toBeLessThan(0.001);
  });

  it('leaves out questions asked only of detractors, and says so', () => {
    const { drivers, leftOut } = reportOn(some(4, { n: 1500, harm: 0.3, gated: true }));
    expect(leftOut).toEqual([{ question: 'What went wrong?', shownTo: { from: 3, to: 3 } }]);
    expect(drivers.map(({ theme }) => theme).toSorted()).toEqual(['colour', 'delivery', 'parking']);
  });

  it('explains sentiment answer by answer, on its own scale', () => {
    const { drivers, everyone, unit } = reportOn(some(5), sentimentToExplain);
    expect(unit).toBe('mean');
    expect(drivers[0]).toMatchObject({ theme: 'delivery' });
    expect(drivers[0]?.effect.value).toBeCloseTo(-1.2, 1);
    expect(everyone?.value).toBeGreaterThan(-1);
    expect(everyone?.high).toBeLessThan(1);
  });

  it('explains an imported outcome as a share', () => {
    const churned = (copy: Copy) => (copy.answers.some(({ text }) => text.includes('delivery')) ? 1 : 0);
    const { drivers, unit, score } = reportOn(some(6), outcomeToExplain('churn', churned));
    expect([unit, score]).toEqual(['share', 'outcome:churn']);
    expect(drivers[0]).toMatchObject({ theme: 'delivery', scoreWith: 1, scoreWithout: 0 });
  });

  it('omits themes that fewer than five respondents mention, or fewer than five do not', () => {
    const rare = [1, 2, 3, 4].map((index) =>
      planted(9000 + index, { answers: [answerOn(['secret'], 'negative')] }),
    );
    const repeated = Array.from({ length: 40 }, (_, index) =>
      planted(9100 + index, {
        respondent: `${index % 3}-of-three`,
        answers: [answerOn(['loud'], 'negative')],
      }),
    );
    const { drivers, suppressedThemes } = reportOn([...some(7), ...rare, ...repeated]);
    expect(suppressedThemes).toBe(2);
    expect(drivers.map(({ theme }) => theme)).not.toContain('secret');
    expect(drivers.map(({ theme }) => theme)).not.toContain('loud');
  });

  it('gives sixty responses of six respondents less weight than sixty of sixty', () => {
    const loud = (respondentOf: (index: number) => string) =>
      Array.from({ length: 60 }, (_, index) =>
        planted(7000 + index, {
          respondent: respondentOf(index),
          ratings: { 'nps:transactional': index % 2 === 0 ? 3 : 9 },
          answers: [answerOn(['queue'], 'negative')],
        }),
      );
    const widthOf = (respondentOf: (index: number) => string): number => {
      const queue = reportOn([...some(8), ...loud(respondentOf)]).drivers.find(
        ({ theme }) => theme === 'queue',
      );
      return (queue?.effect.high ?? 0) - (queue?.effect.low ?? 0);
    };
    expect(widthOf((index) => `${index % 6}-of-six`)).toBeGreaterThan(
      1.5 * widthOf((index) => `some${index}`),
    );
  });

  it('gives the same report in any order and any split into batches', () => {
    const copies = some(9, { n: 120, harm: 0.3 });
    const rounded = (report: unknown) =>
      JSON.stringify(report, (_key, value) =>
        typeof value === 'number' ? Number(value.toPrecision(9)) : value,
      );
    const expected = rounded(reportOn(copies));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(copies, { minLength: copies.length }),
        fc.integer({ min: 1, max: 5 }),
        (shuffled, batches) => {
          const split = shuffled.map((copy, index) => ({ ...copy, batchId: `batch ${index % batches}` }));
          expect(rounded(reportOn(split))).toBe(expected);
        },
      ),
      { seed: 1, numRuns: 10 },
    );
  });

  it('no responses give an empty report', () => {
    expect(reportOn([])).toEqual({
      score: 'nps:transactional',
      unit: 'points',
      adjustedFor: [],
      reading: 'associated with',
      leftOut: [],
      drivers: [],
      suppressedThemes: 0,
      momentsOfTruth: [],
      series: [],
    });
  });

  it('reports an effect for themes without one in at most 6 of 100 samples', () => {
    const share = shareTrue(200, 11, (chance) =>
      reportOn(plantedCopies(chance, { n: 300, harm: 0 })).drivers.some(
        ({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05,
      ),
    );
    expect(share).toBeLessThan(0.08);
  });
});
