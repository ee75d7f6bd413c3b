import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IssueClause } from '../../../lib/insights/issues/clause.ts';
import { compareIssues, findIssues, type IssueOptions } from '../../../lib/insights/issues/find-issues.ts';
import type { Issue } from '../../../lib/insights/issues/issue.ts';
import { seededChance } from '../../metrics/chance.ts';
import { clause, speak, withoutMeanings } from './speak.ts';

const options: IssueOptions = { meanings: withoutMeanings };
const named = (issues: readonly Issue[]): string[] => issues.map(({ descriptor }) => descriptor.name);
const chance = seededChance(11);
const before = speak(chance, 400);
const now = speak(chance, 200, 16);

describe('issues of a period', () => {
  const issues = findIssues(now, options);

  test("are named in customers' words, and counted", () => {
    expect(named(issues)).toContain('paper invoice');
    const invoice = issues.find(({ descriptor }) => descriptor.name === 'paper invoice');
    const said = now.filter(({ responseId }) => responseId.startsWith('invoice')).length;
    const clauses = invoice?.clauses ?? 0;
    expect(clauses / said).toBeGreaterThan(0.8);
    expect(invoice?.responseIds.filter((id) => !id.startsWith('invoice'))).toEqual([]);
    expect(invoice).toMatchObject({
      people: clauses,
      share: { value: clauses / 200 },
      sentiment: { negative: clauses },
    });
  });

  test('have distinguishable names', () => {
    expect(new Set(named(issues)).size).toBe(issues.length);
  });

  test('share no clauses', () => {
    const all = issues.flatMap(({ responseIds }) => responseIds);
    expect(new Set(all).size).toBe(all.length);
  });

  test('have three quotes of different respondents and wordings, from ten respondents on', () => {
    for (const { quotes, people } of issues) {
      expect(quotes).toHaveLength(people < 10 ? 0 : 3);
      expect(new Set(quotes.map(({ text }) => text)).size).toBe(quotes.length);
    }
  });

  test('are empty without comments, with one, and where all comments differ', () => {
    expect(findIssues([], options)).toEqual([]);
    expect(findIssues([clause('a', 'parcel left in the rain')], options)).toEqual([]);
    expect(
      findIssues(
        ['one', 'two words', 'three'].map((text, id) => clause(`${id}`, text)),
        options,
      ),
    ).toEqual([]);
  });

  test('are found where all clauses are identical, with the wording as the dominant source', () => {
    const clones = Array.from({ length: 12 }, (_, id) => clause(`r${id}`, 'Parcel left in the rain'));
    const [issue, ...others] = compareIssues(before, [...speak(chance, 100), ...clones], options);
    expect(issue).toMatchObject({ clauses: 12, loudSource: { kind: 'wording', share: 1 } });
    expect(others.map(({ loudSource }) => loudSource)).toEqual(others.map(() => undefined));
  });
});

describe('few respondents', () => {
  const rained = (people: number) =>
    speak(chance, 20, 20).map((said, place) => ({ ...said, respondent: `person-${place % people}` }));

  test('are not an issue, however much they write', () => {
    expect(named(compareIssues(before, [...speak(chance, 100), ...rained(4)], options)).join()).not.toContain(
      'rain',
    );
    expect(named(compareIssues(before, [...speak(chance, 100), ...rained(5)], options)).join()).toContain(
      'rain',
    );
  });

  test('are not quoted', () => {
    const [issue] = compareIssues(before, [...speak(chance, 100), ...rained(9)], options);
    expect(issue).toMatchObject({ people: 9, quotes: [] });
  });

  test('need a stricter threshold where one is set, and never fewer than five', () => {
    const strict = { ...options, thresholds: { figures: 15, quotes: 15 } };
    const loose = { ...options, thresholds: { figures: 0, quotes: 0 } };
    const week = [...speak(chance, 100), ...rained(12)];
    expect(named(compareIssues(before, week, strict)).join()).not.toContain('rain');
    expect(named(compareIssues(before, [...speak(chance, 100), ...rained(4)], loose)).join()).not.toContain(
      'rain',
    );
  });

  test('contribute no words to names, keywords or descriptors', () => {
    const odd = speak(chance, 12, 12).map((said, place) =>
      place < 4 ? clause(said.responseId, `${said.text} zebracrossing`) : said,
    );
    expect(
      JSON.stringify(
        compareIssues(before, [...speak(chance, 100), ...odd], options).map(({ descriptor, keywords }) => [
          descriptor,
          keywords,
        ]),
      ),
    ).not.toContain('zebra');
  });

  test('in the earlier period are not disclosed: one to four who said it before', () => {
    const early = [...before, ...speak(chance, 3, 3)];
    const [issue] = compareIssues(early, now, options);
    expect(issue?.change).toMatchObject({ direction: 'began' });
    expect(issue?.change?.earlier).toBeUndefined();
  });
});

describe('a change', () => {
  const issues = compareIssues(before, now, options);

  test('is new where an issue did not exist before, and is listed first', () => {
    expect(issues[0]?.descriptor.name).toMatch(/rain/);
    expect(issues[0]).toMatchObject({ clauses: 16, change: { direction: 'began', earlier: { value: 0 } } });
    expect(issues[0]?.responseIds.every((id) => id.startsWith('rain'))).toBe(true);
    expect(issues.slice(1).map(({ change }) => change?.direction)).toEqual(
      issues.slice(1).map(() => 'unchanged'),
    );
  });

  test('is a rise where an issue grew, and a fall where it shrank', () => {
    const rarely = speak(chance, 400, 12);
    const often = speak(chance, 400, 60);
    const direction = (earlier: typeof often, later: typeof often) =>
      compareIssues(earlier, later, options).find(({ descriptor }) => descriptor.name.includes('rain'))
        ?.change?.direction;
    expect(direction(rarely, often)).toBe('rose');
    expect(direction(often, rarely)).toBe('fell');
    expect(
      direction(
        often,
        often.map((said) => clause(`b${said.responseId}`, said.text)),
      ),
    ).toBe('unchanged');
  });

  test('names the segment in which it is concentrated', () => {
    const week = now.map((said, place) => ({
      ...said,
      segments: { courier: said.responseId.startsWith('rain') || place % 5 === 0 ? 'B' : 'A' },
    }));
    expect(compareIssues(before, week, options)[0]?.concentrations).toMatchObject([
      { dimension: 'courier', value: 'B', shareOfIssue: 1 },
    ]);
  });

  test('needs two periods', () => {
    expect(compareIssues(before, [], options)).toEqual([]);
    expect(compareIssues([], now, options).map(({ change }) => change?.direction)).not.toContain('began');
  });
});

test('the same clauses give the same issues, in any order', () => {
  const expected = JSON.stringify(compareIssues(before, now, options));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(before, { minLength: before.length }),
      fc.shuffledSubarray(now, { minLength: now.length }),
      (earlier, later) => {
        expect(JSON.stringify(compareIssues(earlier, later, options))).toBe(expected);
      },
    ),
    { numRuns: 5 },
  );
});

test('the same comments give the same issues under the ids of any deployment', () => {
  const counted = (rename: (id: string) => string) => {
    const renamed = ([...all]: readonly IssueClause[]) =>
      all.map((one) => ({ ...one, responseId: rename(one.responseId) }));
    return compareIssues(renamed(before), renamed(now), options).map((issue) => {
      const { descriptor, people, share, change, quotes } = issue;
      return [descriptor.name, people, share, change, quotes.map(({ text }) => text)];
    });
  };
  const hashed = (key: string) => (id: string) => createHash('sha256').update(`${key} ${id}`).digest('hex');
  const [one, other] = ['one', 'other'].map((key) => counted(hashed(key)));
  expect(one?.length).toBeGreaterThan(3);
  expect(one).toEqual(other);
});

test('the same clauses give the same issues however they were split into batches', () => {
  const expected = JSON.stringify(compareIssues(before, now, options));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: now.length }), (at) => {
      const batches = [now.slice(at), now.slice(0, at)];
      expect(JSON.stringify(compareIssues(before, batches.flat(), options))).toBe(expected);
    }),
    { numRuns: 4 },
  );
});
