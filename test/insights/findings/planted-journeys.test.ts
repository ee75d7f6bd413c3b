import { describe, expect, test } from 'vitest';
import { dated, type FoundDraft, find, isSeasonal } from '../../../lib/insights/findings/find.ts';
import { isMix } from '../../../lib/insights/findings/journey-drafts.ts';
import {
  grammarVoices,
  materialOf,
  plantedResponses,
  type Scenario,
  storyBegins,
  weeksOf,
} from '../planted-journey.ts';

const voices = grammarVoices(60);

const plantedIn = (scenario: Scenario | undefined, perWeek: number, seed: number) =>
  plantedResponses({ seed, perWeek, voices, ...(scenario && { scenario }) });

const foundIn = (scenario: Scenario | undefined, perWeek: number, seed: number) =>
  find(materialOf(plantedIn(scenario, perWeek, seed)));

/** What is told as certain news. */
const newsIn = (scenario: Scenario | undefined, perWeek: number, seed: number): FoundDraft[] =>
  foundIn(scenario, perWeek, seed).listed.filter(
    (draft) => draft.lead.status === 'significant' && !isSeasonal(draft),
  );

const seeds = [1, 2, 3, 4, 5, 6];

describe('on planted journeys', () => {
  const scenarios: readonly [string, Scenario, (draft: FoundDraft) => boolean, number][] = [
    [
      'an issue that begins makes its touchpoint worse',
      { kind: 'beginning', touchpoint: 'checkout', share: 0.4 },
      ({ scope, verdict }) => scope.touchpoint === 'checkout' && verdict === 'worse',
      5,
    ],
    [
      'an issue that fades makes its touchpoint better',
      { kind: 'fading', touchpoint: 'delivery', share: 0.4 },
      ({ scope, verdict }) => scope.touchpoint === 'delivery' && verdict === 'better',
      5,
    ],
    ['other customers who are heard are mix, and no change of customers', { kind: 'mix' }, isMix, 4],
    [
      'a scale that is read upside down is an instrument, and no fall of the score',
      { kind: 'instrument', touchpoint: 'website' },
      ({ lead, scope }) => scope.touchpoint === 'website' && lead.checks === 'nps:transactional',
      5,
    ],
    [
      'a change of gold customers alone is told of them',
      { kind: 'segment', touchpoint: 'returns', drop: 1.6 },
      ({ scope, confined, verdict }) =>
        scope.touchpoint === 'returns' &&
        verdict === 'worse' &&
        (confined?.scope.segment ?? scope.segment)?.value === 'gold',
      4,
    ],
  ];

  test.each(scenarios)('%s, and comes first', (_, scenario, isIt, least) => {
    const first = seeds.map((seed) => newsIn(scenario, 120, seed)[0]);
    expect(first.filter((draft) => draft !== undefined && isIt(draft)).length).toBeGreaterThanOrEqual(least);
  });

  test('other customers who are heard everywhere are one finding, of all touchpoints', () => {
    const mixed = newsIn({ kind: 'mix' }, 60, 1).filter(isMix);
    expect(mixed.map(({ scope }) => scope)).toEqual([{}]);
    expect(mixed[0]?.merged.length).toBeGreaterThan(3);
  });

  test('an issue is dated to the week in which it begins, and named after its topic', () => {
    const copies = plantedIn({ kind: 'beginning', touchpoint: 'checkout', share: 0.4 }, 120, 1);
    const material = materialOf(copies);
    const [first] = dated(find(material), material, weeksOf(copies)).listed;
    expect(first?.since?.week).toBe(storyBegins);
    expect(first?.since?.through).toBeUndefined();
    expect(first?.causes.map(({ move }) => move.topic.id)).toContain('billing');
  });

  test('a yearly pattern is not news, and is reported as seasonal', () => {
    const seasonal = { kind: 'seasonal', touchpoint: 'delivery', share: 0.4 } as const;
    expect(foundIn(seasonal, 120, 1).listed.some(isSeasonal)).toBe(true);
    const told = seeds.filter(
      (seed) => newsIn(seasonal, 60, seed).filter(({ scope }) => scope.touchpoint === 'delivery').length > 0,
    );
    expect(told.length).toBeLessThanOrEqual(1);
  });

  test('one complaint repeated word for word by 25 people within three days is never certain', () => {
    const loud = { kind: 'loud', touchpoint: 'support', copies: 25 } as const;
    const significant = seeds.filter((seed) =>
      newsIn(loud, 30, seed).some(
        ({ scope, verdict }) => scope.touchpoint === 'support' && verdict === 'worse',
      ),
    );
    expect(significant.length).toBeLessThanOrEqual(1);
    const { listed } = foundIn(loud, 30, 1);
    expect(listed.some(({ lead }) => lead.repeated === 24)).toBe(true);
  });

  test('nothing is significant where nothing is planted, in at least 95 of 100 journeys', () => {
    const significant = Array.from({ length: 100 }, (_, index) => newsIn(undefined, 10, 1000 + index)).filter(
      (news) => news.length > 0,
    );
    expect(significant.length).toBeLessThanOrEqual(5);
  }, 120_000);
});
