import { describe, expect, test } from 'vitest';
import { nothingDisclosed } from '../../../lib/disclosure/parts.ts';
import { driverReport } from '../../../lib/insights/drivers/driver-report.ts';
import { DriverSample } from '../../../lib/insights/drivers/driver-sample.ts';
import { ratingToExplain } from '../../../lib/insights/drivers/explained.ts';
import { momentsOfTruth } from '../../../lib/insights/journey/moments-of-truth.ts';
import { type CountedResponse, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { seededChance } from '../../metrics/chance.ts';
import { plantedCopies } from '../planted-copies.ts';
import { people } from '../responses.ts';

const place = (id: string, ...responses: readonly CountedResponse[][]) => ({
  id,
  disclosed: { ...nothingDisclosed, tally: tallyOf(responses.flat()) },
});

const nps = 'nps:transactional';
const [good, poor] = [10, 0];

describe('moments of truth', () => {
  test('say how far each touchpoint moves the score of all, the largest impact first', () => {
    const moments = momentsOfTruth(
      [
        place('web', people('w', 60, { nps: good }), people('v', 40, { nps: poor })),
        place('store', people('s', 100, { nps: good })),
        place('returns', people('r', 100, { nps: poor })),
      ],
      {},
    )[nps];
    const [returns] = moments ?? [];
    expect(moments?.map(({ touchpoint, impact }) => [touchpoint, Math.round(impact.value)])).toEqual([
      ['returns', -53],
      ['store', 47],
      ['web', 7],
    ]);
    expect(returns).toMatchObject({ here: { value: -100, n: 100 }, elsewhere: { value: 60, n: 200 } });
    expect(returns?.falseDiscoveryRate).toBeLessThan(0.001);
  });

  test('agree to half a point with those of what the score is associated with', () => {
    const copies = plantedCopies(seededChance(3), { n: 1500, harm: 0.3 });
    const sample = new DriverSample(ratingToExplain(nps));
    for (const copy of copies) sample.add(copy);
    const expected = driverReport(sample, ratingToExplain(nps)).momentsOfTruth;
    const found =
      momentsOfTruth(
        [...Map.groupBy(copies, ({ touchpoint }) => touchpoint)].map(([id, theirs]) => place(id, theirs)),
        {},
      )[nps] ?? [];
    expect(found.map(({ touchpoint }) => touchpoint).toSorted()).toEqual(
      expected.map(({ touchpoint }) => touchpoint).toSorted(),
    );
    for (const { touchpoint, impact } of expected)
      expect(found.find((each) => each.touchpoint === touchpoint)?.impact.value).toBeCloseTo(impact.value, 0);
  });

  test('need another touchpoint that asks for the score', () => {
    expect(momentsOfTruth([place('web', people('w', 60, { nps: good }))], {})).toEqual({});
    expect(momentsOfTruth([], {})).toEqual({});
  });

  test('of a sample below the minimum are not tested', () => {
    const moments = momentsOfTruth(
      [place('web', people('w', 8, { nps: poor })), place('store', people('s', 100, { nps: good }))],
      {},
    )[nps];
    expect(moments?.map(({ enough, falseDiscoveryRate }) => [enough, falseDiscoveryRate])).toEqual([
      [false, 1],
      [false, 1],
    ]);
  });
});
