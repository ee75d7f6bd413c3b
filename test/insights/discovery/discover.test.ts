import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discoverThemes } from '../../../lib/insights/discovery/discover.ts';
import type { DiscoveryResponse } from '../../../lib/insights/discovery/phrase-tally.ts';
import { seededChance, shareTrue } from '../../metrics/chance.ts';
import { said, speak } from './heard.ts';

const names = (discovery: ReturnType<typeof discoverThemes>): string[] =>
  discovery.themes.map(({ name }) => name);

describe('the most frequent topics', () => {
  const responses = [
    ...Array.from({ length: 12 }, (_, id) => said(`a${id}`, `The mobile ticket ${'!'.repeat(id)}`)),
    ...Array.from({ length: 6 }, (_, id) => said(`b${id}`, 'mobile tickets: no barcode')),
    ...Array.from({ length: 4 }, (_, id) => said(`c${id}`, 'vegan menu')),
  ];
  const discovery = discoverThemes(responses);

  test('are named as most customers say them, with n and share', () => {
    expect(discovery.themes[0]).toMatchObject({ name: 'mobile ticket', responses: 18, share: 18 / 22 });
  });

  test('do not list a frequent part of a longer phrase', () => {
    const wordings = discovery.themes.flatMap(({ phrases }) => phrases.map(({ wording }) => wording));
    expect(wordings).not.toContain('ticket');
  });

  test('leave out what fewer than five respondents say', () => {
    expect(JSON.stringify(discovery)).not.toContain('vegan');
  });

  test('leave out what one respondent says in many responses', () => {
    const one = Array.from({ length: 20 }, (_, id) => said(`a${id}`, 'vegan menu', 'the-same'));
    expect(discoverThemes(one).themes).toEqual([]);
  });

  test('have quotes from ten respondents on, never below', () => {
    const people = (n: number) =>
      discoverThemes(Array.from({ length: n }, (_, id) => said(`a${id}`, `my mobile ticket ${id}`)));
    expect(people(9).themes[0]?.quotes).toEqual([]);
    expect(people(10).themes[0]?.quotes).toHaveLength(3);
  });

  test('apply stricter thresholds where set, and never go under five', () => {
    const disclosed = (thresholds: { figures: number; quotes: number }) =>
      discoverThemes(responses, undefined, { thresholds })
        .themes.flatMap(({ phrases }) => phrases.map(({ wording }) => wording))
        .sort();
    expect(disclosed({ figures: 10, quotes: 10 })).toEqual(['mobile ticket']);
    expect(disclosed({ figures: 5, quotes: 10 })).toEqual(['mobile ticket', 'no barcode']);
    expect(disclosed({ figures: 0, quotes: 0 })).toEqual(['mobile ticket', 'no barcode']);
  });

  test('show each quote with the spans of the phrase', () => {
    const { text = '', spans = [] } = discovery.themes[0]?.quotes[0] ?? {};
    expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(['mobile ticket']);
  });

  test('are empty without comments', () => {
    expect(discoverThemes([])).toEqual({ responses: 0, themes: [] });
  });
});

describe('new topics', () => {
  const planted = { phrase: 'app crash', share: 0.06 };

  test('are the planted topic, and only that', () => {
    const chance = seededChance(3);
    expect(names(discoverThemes(speak(chance, 500, planted), speak(chance, 500)))).toEqual(['app crash']);
  });

  test('are tested and compared', () => {
    const chance = seededChance(3);
    const [theme] = discoverThemes(speak(chance, 500, planted), speak(chance, 500)).themes;
    expect(theme?.falseDiscoveryRateUnder).toBe(0.001);
    expect(theme?.change?.earlier).toBe(0);
    expect(theme?.change?.p).toBeLessThan(1e-6);
  });

  test('do not reveal how few mentioned it before', () => {
    const now = Array.from({ length: 60 }, (_, id) => said(`a${id}`, 'app crash'));
    const others = Array.from({ length: 400 }, (_, id) => said(`b${id}`, 'window seat'));
    const before = [...others, said('x', 'app crash'), said('y', 'app crash')];
    const [theme] = discoverThemes(now, before).themes;
    expect(theme).toMatchObject({ name: 'app crash', falseDiscoveryRateUnder: 0.001 });
    expect(theme).not.toHaveProperty('change');
  });

  test('are empty where the earlier period has no responses', () => {
    expect(discoverThemes(speak(seededChance(5), 300), []).themes).toEqual([]);
  });

  test('are found in 19 of 20 samples where 6 % mention one in 400 responses', () => {
    const found = shareTrue(100, 11, (chance) =>
      names(discoverThemes(speak(chance, 400, planted), speak(chance, 400))).includes('app crash'),
    );
    expect(found).toBeGreaterThanOrEqual(0.95);
  });

  test('are false positives in at most one of twenty pairs of periods without new topics', () => {
    const alarms = shareTrue(
      300,
      7,
      (chance) => discoverThemes(speak(chance, 300), speak(chance, 400)).themes.length > 0,
    );
    expect(alarms).toBeLessThanOrEqual(0.05);
  });

  test('are no more often false positives where each person says the same in four responses', () => {
    const fourTimes = (period: string, once: readonly DiscoveryResponse[]): DiscoveryResponse[] =>
      once.flatMap((response, person) =>
        [0, 1, 2, 3].map((time) => ({
          ...response,
          responseId: `${response.responseId}${time}`,
          respondent: `${period}${person}`,
        })),
      );
    const alarms = shareTrue(100, 8, (chance) => {
      const [now, before] = [fourTimes('now', speak(chance, 75)), fourTimes('before', speak(chance, 100))];
      return discoverThemes(now, before).themes.length > 0;
    });
    expect(alarms).toBeLessThanOrEqual(0.05);
  });
});

test('the order of the responses does not matter', () => {
  const chance = seededChance(9);
  const now = speak(chance, 120, { phrase: 'app crash', share: 0.2 });
  const before = speak(chance, 120);
  const expected = discoverThemes(now, before);
  fc.assert(
    fc.property(fc.shuffledSubarray(now, { minLength: now.length }), (shuffled) => {
      expect(discoverThemes(shuffled, before.toReversed())).toEqual(expected);
      expect(discoverThemes(shuffled)).toEqual(discoverThemes(now));
    }),
    { seed: 1, numRuns: 10 },
  );
});
