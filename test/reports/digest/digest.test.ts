import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../lib/reports/digest/digest.ts';
import { digestFigures } from '../../../lib/reports/digest/digest-figures.ts';
import type { DigestMaterial, TouchpointCounts } from '../../../lib/reports/digest/digest-material.ts';
import { counted, delivery, type Group, ofTouchpoint, ofWhole, span } from '../material.ts';

const sentences = (material: DigestMaterial): Record<string, string> =>
  Object.fromEntries(digestOf(material).facts.map(({ id, text }) => [id, text]));

const calm = counted({ people: 60, nps: 10, label: 'positive' }, { people: 40, nps: 3, label: 'negative' });
const upset = counted({ people: 25, nps: 10, label: 'positive' }, { people: 75, nps: 3, label: 'negative' });

describe('the sentences', () => {
  test('report the volume, its basis, the score with its interval, and the significant change', () => {
    expect(sentences(ofTouchpoint(upset, calm))).toMatchObject({
      volume: '100 responses came in for Delivery in the week of 25 May 2026, after 100 in the week before.',
      coverage: '100 answers of 100 asked for stand behind what is said of texts; none was left unread.',
      'score:nps:transactional':
        'NPS (transactional) was −50 (−65 to −32), n 100: down from +20, −70 (−94 to −43) points.',
    });
  });

  test('report no change where it is not significant', () => {
    const before = counted({ people: 55, nps: 10 }, { people: 45, nps: 3 });
    const { 'score:nps:transactional': score } = sentences(
      ofTouchpoint(counted({ people: 53, nps: 10 }, { people: 47, nps: 3 }), before),
    );
    expect(score).toContain('the change from +10 is no larger than chance makes it');
  });

  test('compare nothing under the minimum sample, and say so', () => {
    const { 'score:nps:transactional': score } = sentences(
      ofTouchpoint(counted({ people: 20, nps: 0 }), calm),
    );
    expect(score).toMatch(/that is too few to build on\.$/);
    expect(score).not.toContain('down');
  });

  test('say when there is no earlier period to compare with', () => {
    expect(sentences(ofTouchpoint(calm, undefined))['volume']).toContain(
      'there is nothing in the week before to compare it with',
    );
  });

  test('mark a period that has not ended, and compare it with the same number of days', () => {
    const part = { ...span, through: '2026-05-28', previousThrough: '2026-05-21' };
    expect(sentences(ofTouchpoint(calm, calm, { span: part }))['volume']).toBe(
      '100 responses came in for Delivery in the week of 25 May 2026, up to 28 May 2026, after 100 in as many days of the week before. The week is not over.',
    );
  });

  test('warn about unread texts', () => {
    const { answers } = calm.tally;
    const tally = { ...calm.tally, answers: { ...answers, asked: 150, 'unsupported-language': 50 } };
    expect(sentences(ofTouchpoint({ ...calm, tally }, calm))['coverage']).toContain(
      '33% of those that say something could not be read. Read what is said of texts with that in mind.',
    );
  });

  test('report the theme that grew and its sentiment', () => {
    const quiet = counted(
      { people: 190, label: 'positive' },
      { people: 10, label: 'positive', themes: ['speed'] },
    );
    const loud = counted(
      { people: 150, label: 'positive' },
      { people: 50, label: 'negative', themes: ['speed'] },
    );
    expect(sentences(ofTouchpoint(loud, quiet))).toMatchObject({
      'theme-up:speed': 'More was said about "speed": 25% (20% to 31%) of answers, up from 5%.',
      'negative:speed':
        'Criticized most was "speed": 100% (93% to 100%) of the 50 answers that mention it are negative.',
    });
  });

  test('count signals from many respondents, and omit those from a few', () => {
    const now = counted(
      { people: 40, label: 'negative', signals: ['churn-intent'] },
      { people: 9, label: 'negative', signals: ['urgency'] },
    );
    const { signals } = sentences(ofTouchpoint(now, undefined));
    expect(signals).toBe('Among the answers, 40 speak of leaving.');
  });

  test('say that nobody answered', () => {
    expect(sentences(ofTouchpoint(counted(), calm))).toEqual({
      volume: 'Nobody answered for Delivery in the week of 25 May 2026.',
    });
  });
});

describe('with two versions', () => {
  const rescored = { ...upset, versions: { sentiment: ['lexicon-2'], theme: ['core-1'] } };

  test('sentiment is not compared, NPS is', () => {
    const told = sentences(ofTouchpoint(rescored, calm));
    expect(told['versions']).toContain('reads sentiment was changed');
    expect(told['sentiment']).not.toContain('from');
    expect(told['score:nps:transactional']).toContain('down from');
  });

  test('a theme that grew is reported, its sentiment is not compared', () => {
    const quiet = counted(
      { people: 190, label: 'positive' },
      { people: 40, label: 'positive', themes: ['speed'] },
    );
    const loud = counted(
      { people: 100, label: 'positive' },
      { people: 100, label: 'negative', themes: ['speed'] },
    );
    const ids = Object.keys(sentences(ofTouchpoint({ ...loud, versions: rescored.versions }, quiet)));
    expect(ids).toContain('theme-up:speed');
    expect(ids).not.toContain('theme-felt:speed');
  });

  test('themes are not compared at all where their definitions may have changed', () => {
    const versions = { sentiment: ['lexicon-1'], theme: ['core-2'] };
    const quiet = counted(
      { people: 190, label: 'positive' },
      { people: 10, label: 'positive', themes: ['speed'] },
    );
    const loud = counted(
      { people: 100, label: 'positive' },
      { people: 100, label: 'positive', themes: ['speed'] },
    );
    expect(Object.keys(sentences(ofTouchpoint({ ...loud, versions }, quiet)))).not.toContain(
      'theme-up:speed',
    );
  });
});

describe('for all touchpoints', () => {
  const touchpoint = (id: string, now: Group[], before: Group[]): TouchpointCounts => ({
    id,
    name: id,
    now: counted(...now),
    before: counted(...before),
  });
  const happy = (people: number): Group[] => [{ people, nps: 10 }];
  const angry = (people: number): Group[] => [{ people, nps: 0 }];

  test('a change caused by the mix of touchpoints is reported as such', () => {
    const told = sentences(
      ofWhole([touchpoint('web', happy(50), happy(150)), touchpoint('store', angry(150), angry(50))]),
    );
    expect(told['mix:nps:transactional']).toMatch(
      /^Of the change of NPS \(transactional\), 0 .* points are customers .* and −100 .* points come from hearing of other touchpoints\.$/,
    );
  });

  test('the top and bottom of the ranking are named, and a tie is called a tie', () => {
    const apart = ofWhole([
      touchpoint('web', happy(50), happy(50)),
      touchpoint('store', angry(50), angry(50)),
    ]);
    expect(sentences(apart)['touchpoints']).toMatch(/highest at web.*lowest at store, −100 \([^)]+\)\.$/);
    const even = ofWhole([
      touchpoint('web', happy(50), happy(50)),
      touchpoint('store', happy(50), happy(50)),
    ]);
    expect(sentences(even)['touchpoints']).toContain('the two cannot be told apart');
  });
});

test('a suppressed scope has no facts', () => {
  const digest = digestOf(ofTouchpoint(undefined, calm));
  expect([digest.suppressed, digest.facts, digest.headlines]).toEqual([true, [], []]);
});

/** All numbers in a value, however deep. */
const leaves = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return value instanceof Map ? [...value.values()].flatMap(leaves) : Object.values(value).flatMap(leaves);
};

const group = fc.record(
  {
    people: fc.integer({ min: 1, max: 90 }),
    nps: fc.integer({ min: 0, max: 10 }),
    label: fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const),
    themes: fc.uniqueArray(fc.constantFrom('speed', 'price-2', 'staff')),
    signals: fc.uniqueArray(fc.constantFrom('churn-intent', 'urgency')),
  },
  { requiredKeys: ['people'] },
);

test('every number in every sentence is a computed figure, written the same way', () => {
  const groups = fc.array(group, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(groups, groups, groups, groups, (now, before, otherNow, otherBefore) => {
      const touchpoints = [
        { ...delivery, now: counted(...now), before: counted(...before) },
        { id: 'store-24', name: 'Store 24', now: counted(...otherNow), before: counted(...otherBefore) },
      ];
      const material = ofWhole(touchpoints);
      if (material.now === undefined) throw new Error('it is there');
      const known = new Set(leaves(digestFigures({ ...material, now: material.now })));
      const digest = digestOf(material);
      expect(digest.facts.length).toBeGreaterThan(0);
      expect(digest.facts.length).toBeLessThanOrEqual(10);
      for (const { text, numbers, names } of digest.facts) {
        let rest = text;
        for (const name of names) rest = rest.replace(name, '');
        for (const number of numbers) {
          expect(known).toContain(number.value);
          expect(rest).toContain(number.text);
          rest = rest.replace(number.text, '');
        }
        expect(rest).not.toMatch(/\d/);
      }
    }),
    { seed: 1, numRuns: 150 },
  );
});
