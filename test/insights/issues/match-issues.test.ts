import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  describeIssue,
  similarityOfIssues,
  surroundingsOf,
} from '../../../lib/insights/issues/descriptor.ts';
import { type IssueDescriptor, issueDescriptor } from '../../../lib/insights/issues/issue-descriptor.ts';
import { matchIssues, standsFor } from '../../../lib/insights/issues/match-issues.ts';
import { clause, sayings, withoutMeanings } from './speak.ts';

const issue = (
  id: string,
  words: Record<string, number>,
  more: Partial<IssueDescriptor> = {},
): IssueDescriptor => ({
  id,
  name: Object.keys(words).join(' '),
  words,
  meaning: '',
  sample: [],
  ...more,
});

const rain = issue(
  'i-rain',
  { parcel: 99, rain: 90, leave: 40 },
  { firstSeen: '2026-05-04', lastSeen: '2026-05-10' },
);
const invoice = issue('i-invoice', { paper: 90, invoice: 99 });
const coffee = issue('i-coffee', { coffee: 99, machine: 80 });

describe('an issue that is found again', () => {
  const again = issue(
    'i-new',
    { parcel: 95, rain: 99, wet: 30 },
    { firstSeen: '2026-05-11', lastSeen: '2026-05-17' },
  );

  test('keeps its id and the day it was first seen, and takes the new name and days', () => {
    const { issues } = matchIssues([invoice, rain], [again]);
    expect(issues).toEqual([{ ...again, id: 'i-rain', firstSeen: '2026-05-04' }]);
  });

  test('keeps manual decisions', () => {
    const decision = { name: 'Wet parcels', adoptedAs: 'wet-parcels', isMuted: true, mergedInto: 'i-coffee' };
    expect(matchIssues([{ ...rain, decision }], [again]).issues[0]?.decision).toEqual(decision);
  });

  test('is recognized by its responses when its words change', () => {
    const sample = ['aa', 'bb', 'cc', 'dd'];
    const { issues } = matchIssues([{ ...rain, sample }], [{ ...coffee, sample: ['aa', 'bb', 'cc', 'ee'] }]);
    expect(issues[0]?.id).toBe('i-coffee');
    expect(matchIssues([{ ...rain, sample }], [{ ...coffee, sample }]).issues[0]?.id).toBe('i-rain');
  });

  test('is a new issue where it shares neither words nor responses', () => {
    expect(matchIssues([rain], [coffee])).toEqual({
      issues: [coffee],
      splits: [],
      merges: [],
      unseen: [rain],
    });
  });
});

test('a part of an earlier issue is split from it, with an id of its own', () => {
  const [most, part] = [
    issue('a', { parcel: 99, rain: 90, leave: 40 }),
    issue('i-rain', { parcel: 99, rain: 60, leave: 70 }),
  ];
  const { issues, splits, unseen } = matchIssues([rain], [most, part]);
  expect(issues.map(({ id }) => id)).toEqual(['i-rain', 'i-rain-2']);
  expect(splits).toEqual([{ id: 'i-rain-2', from: 'i-rain' }]);
  expect(unseen).toEqual([]);
});

test('issues that became one are merged into it', () => {
  const other = issue('i-other', { parcel: 99, rain: 60, leave: 70 });
  const { issues, merges, unseen } = matchIssues([rain, other, coffee], [issue('a', rain.words)]);
  expect(issues.map(({ id }) => id)).toEqual(['i-rain']);
  expect(merges).toEqual([{ id: 'i-other', into: 'i-rain' }]);
  expect(unseen).toEqual([coffee]);
});

test('no earlier and no current issues give no matches', () => {
  expect(matchIssues([], [])).toEqual({ issues: [], splits: [], merges: [], unseen: [] });
  expect(matchIssues([], [rain]).issues).toEqual([rain]);
  expect(matchIssues([rain], []).unseen).toEqual([rain]);
});

const someWords = fc.dictionary(
  fc.constantFrom('parcel', 'rain', 'paper', 'invoice', 'coffee'),
  fc.integer({ min: 1, max: 99 }),
  { minKeys: 1 },
);
const someIssues = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 0, max: 99 }).map((number) => `i-${number}`),
      someWords,
    ),
    { selector: ([id]) => id, maxLength: 6 },
  )
  .map((list) => list.map(([id, words]) => issue(id, words)));

test('every current issue has a unique id, and every earlier one is in one place', () => {
  fc.assert(
    fc.property(someIssues, someIssues, (previous, current) => {
      const { issues, merges, unseen } = matchIssues(previous, current);
      expect(new Set(issues.map(({ id }) => id)).size).toBe(current.length);
      const continued = previous.filter(({ id }) => issues.some((one) => one.id === id));
      expect([...continued, ...merges, ...unseen].map(({ id }) => id).sort()).toEqual(
        previous.map(({ id }) => id).sort(),
      );
    }),
  );
});

test('the order of either list does not matter', () => {
  fc.assert(
    fc.property(someIssues, someIssues, (previous, current) => {
      const ids = (result: ReturnType<typeof matchIssues>) =>
        new Map(result.issues.map(({ words, id }) => [JSON.stringify([words, id]), id]));
      const turned = matchIssues(previous.toReversed(), current.toReversed());
      expect(new Set(ids(turned).keys())).toEqual(new Set(ids(matchIssues(previous, current)).keys()));
    }),
  );
});

test('a merged issue leads to the last of its chain, and a loop ends', () => {
  const merged = (id: string, into: string) => issue(id, {}, { decision: { mergedInto: into } });
  const chain = new Map([merged('a', 'b'), merged('b', 'c'), issue('c', {})].map((one) => [one.id, one]));
  expect(['a', 'b', 'c', 'x'].map((id) => standsFor(id, chain))).toEqual(['c', 'c', 'c', 'x']);
  const ring = new Map([merged('a', 'b'), merged('b', 'a')].map((one) => [one.id, one]));
  expect(standsFor('a', ring)).toBe('b');
});

describe('a descriptor', () => {
  const texts = (topic: string) =>
    Array.from({ length: 30 }, (_, place) =>
      clause(`${topic}${place}`, `they say ${sayings[topic]}`, { day: `2026-05-${10 + (place % 9)}` }),
    );
  const all = ['rain', 'parking', 'coffee'].flatMap(texts);
  const surroundings = surroundingsOf(all, withoutMeanings.learned);

  test('holds the distinctive words, the days and no text', () => {
    const described = describeIssue('parcel left in the rain', { clauses: texts('rain') }, surroundings);
    expect(described).toMatchObject({
      words: { left: 99, rain: 99 },
      firstSeen: '2026-05-10',
      lastSeen: '2026-05-18',
    });
    expect(JSON.stringify(described)).not.toContain('they say');
  });

  test('keeps no word from fewer than five respondents, however often they write it', () => {
    const chatty = texts('rain').map((said, place) => ({
      ...clause(said.responseId, `${said.text} zebracrossing`),
      respondent: `person-${place % 4}`,
    }));
    expect(describeIssue('rain', { clauses: chatty }, surroundings).words).toEqual({});
  });

  test('is under 1 KB, and reads back', () => {
    const described = describeIssue('parcel left in the rain', { clauses: texts('rain') }, surroundings);
    const stored = JSON.stringify({
      ...described,
      meaning: 'x'.repeat(128),
      decision: { name: 'n'.repeat(120) },
    });
    expect(stored.length).toBeLessThan(1_024);
    expect(issueDescriptor.parse(JSON.parse(JSON.stringify(described)))).toEqual(described);
  });

  test('is identical to itself and different from others', () => {
    const [wet, parked] = ['rain', 'parking'].map((topic) =>
      describeIssue(topic, { clauses: texts(topic) }, surroundings),
    );
    expect(
      wet !== undefined &&
        parked !== undefined && [similarityOfIssues(wet, wet), similarityOfIssues(wet, parked)],
    ).toEqual([1, 0]);
  });
});
