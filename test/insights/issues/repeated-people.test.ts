import { expect, test } from 'vitest';
import type { IssueClause } from '../../../lib/insights/issues/clause.ts';
import { compareIssues } from '../../../lib/insights/issues/find-issues.ts';
import { seededChance } from '../../metrics/chance.ts';

const topics = [
  ['the parcel arrived late', 'my parcel came two days late', 'late parcel again', 'parcel was late'],
  ['the price is too high', 'price went up again', 'far too high a price', 'high price for this'],
  [
    'login to my account fails',
    'login fails every time',
    'my account login is broken',
    'login is not working',
  ],
  ['staff were rude to me', 'rude staff at the counter', 'the staff ignored us', 'unfriendly staff'],
  ['still waiting for my refund', 'refund never came', 'no refund after weeks', 'where is my refund'],
  ['the app crashes on start', 'app keeps crashing', 'crashing app since update', 'app crash again'],
];
const sentences = 6;

/** Each person comes back three times and mostly says the same; nothing differs between periods and channels. */
const drawPerson = (chance: () => number, respondent: string): IssueClause[] => {
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(chance() * values.length)];
    if (value === undefined) throw new Error('expected a value');
    return value;
  };
  const own = pick(topics);
  const channel = pick(['app', 'web']);
  return Array.from({ length: sentences }, (_, index): IssueClause => {
    const text = pick(chance() < 0.75 ? own : pick(topics));
    return {
      responseId: `${respondent}-${index % 3}`,
      answer: Math.floor(index / 3),
      text,
      span: [0, text.length],
      themes: [],
      sentiment: 'negative',
      respondent,
      segments: { channel },
    };
  });
};

const drawPeriod = (chance: () => number, period: string): IssueClause[] =>
  Array.from({ length: 60 }, (_, index) => drawPerson(chance, `${period}-${index}`)).flat();

test('people who say the same again and again are no evidence that an issue changed, or is concentrated', () => {
  const chance = seededChance(5);
  const runs = Array.from({ length: 3 }, () =>
    compareIssues(drawPeriod(chance, 'may'), drawPeriod(chance, 'june')),
  );
  const changed = runs.filter((issues) => issues.some(({ change }) => change?.direction !== 'unchanged'));
  const concentrated = runs.filter((issues) =>
    issues.some(({ concentrations }) => concentrations.length > 0),
  );
  expect(changed.length).toBeLessThanOrEqual(1);
  expect(concentrated.length).toBeLessThanOrEqual(1);
}, 120_000);
