import { describe, expect, test } from 'vitest';
import { nameGroup, readPhrases } from '../../../lib/insights/issues/naming/name-group.ts';
import { clause } from './speak.ts';

/** The name of the first clauses among all of them. */
const nameOf = (group: readonly string[], others: readonly string[], mayBeGeneric = false): string => {
  const phrases = readPhrases([...group, ...others].map((text, place) => clause(`r${place}`, text)));
  return nameGroup([...group.keys()], phrases, { minPeople: 5, taken: new Set(), mayBeGeneric }).name;
};

const repeated = (texts: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => texts).flat();

const everyday = repeated(
  ['The app is fine', 'I use this app at home', 'My flight to Rome', 'The app opens', 'a flight again'],
  12,
);

describe('an issue is named', () => {
  test('with the preposition that its word is used with', () => {
    expect(
      nameOf(repeated(['I was on hold for ages', 'on hold again, really', 'still on hold'], 4), everyday),
    ).toBe('on hold');
  });

  test('by a verb together with what it is done to', () => {
    const group = repeated(
      ['I need to change my ticket', 'why can nobody change my ticket', 'change my ticket'],
      4,
    );
    expect(nameOf(group, [...everyday, ...repeated(['the ticket was cheap', 'a ticket for two'], 20)])).toBe(
      'change my ticket',
    );
  });

  test('by a single word that is used as a noun', () => {
    const group = repeated(['the wifi', 'no wifi at all', 'your wifi was slow', 'we paid for wifi'], 4);
    expect(nameOf(group, everyday)).toMatch(/wifi/);
  });

  test('not by what is said everywhere, unless it is new', () => {
    const praise = repeated(['nice app', 'Nice app', 'a nice app'], 4);
    const others = [...everyday, ...repeated(['this app crashes', 'the app froze'], 30)];
    expect(nameOf(praise, others)).toBe('');
    expect(nameOf(praise, others, true)).toBe('nice app');
  });

  test('not by a single word that only says how it was', () => {
    expect(nameOf(repeated(['It looked so awkward', 'awkward', 'That felt awkward'], 4), everyday)).toBe('');
  });

  test.each([
    [
      'though i was cross',
      'agent was patient',
      [
        'the agent was patient even though I was cross',
        'agent was so patient even though I was cross',
        'agent was patient, even though I was cross',
      ],
    ],
    [
      'woman on the phone went',
      'woman on the phone',
      ['the woman on the phone went out of her way', 'the woman on the phone went above and beyond'],
    ],
    [
      'sent me to another',
      'sent me to another branch',
      ['they sent me to another branch', 'sent me to another branch again'],
    ],
  ])('by a whole phrase: not %j but %j', (_, whole, group) => {
    expect(nameOf(repeated(group, 5), everyday)).toBe(whole);
  });

  test.each([
    [
      'out of their way',
      'by what it is about, not by who did it',
      [
        'the agent went out of their way',
        'the woman on the phone went out of their way',
        'the guy in the chat went out of their way',
      ],
    ],
    [
      'points add up quickly',
      'with the words that nearly always follow',
      ['the points add up quickly', 'points add up quickly, a fiver off', 'my points add up quickly'],
    ],
    [
      'bring back the old …',
      'with the words that nearly always follow, left open where it goes on differently',
      [
        'please bring back the old search',
        'bring back the old menu',
        'bring back the old start page',
        'bring back the old basket',
      ],
    ],
    [
      'on its way',
      'by what most of it has in common, not by one of the things',
      [
        'solved first time, a new set of towels is on its way',
        'a new kettle is on its way',
        'fixed within the hour, a new rug is on its way',
        'a new jacket is on its way',
      ],
    ],
  ])('%j: %s', (whole, _, group) => {
    expect(nameOf(repeated(group, 5), everyday)).toContain(whole);
  });

  test.each([
    ['no extra cost', ['no extra cost for delivery', 'there was no extra cost', 'no extra cost at all']],
    [
      "won't let me change",
      ["it won't let me change the date", "won't let me change my slot", "it won't let me change it"],
    ],
  ])('with the word that turns its meaning round: %j', (whole, group) => {
    expect(nameOf(repeated(group, 5), everyday)).toContain(whole);
  });

  test('by no words that fewer than five people used', () => {
    expect(
      nameOf(['charged twice by the garage', 'charged twice', 'charged twice', 'charged twice'], everyday),
    ).toBe('');
  });
});
