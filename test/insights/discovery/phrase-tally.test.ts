import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  commonestWording,
  countPhrases,
  type DiscoveryResponse,
  type PhraseTally,
  sumPhraseTallies,
} from '../../../lib/insights/discovery/phrase-tally.ts';
import { said, topics } from './heard.ts';

test('a phrase counts once per response, however often it occurs', () => {
  const tally = countPhrases([said('1', 'Refund! I want my refund. Refunds now.'), said('2', 'a refund')]);
  expect(tally.responses).toBe(2);
  expect(tally.phrases.get('refund')).toMatchObject({ responses: 2, wordings: { refund: 2 } });
});

test('one respondent with twelve responses is one respondent', () => {
  const tally = countPhrases(
    Array.from({ length: 12 }, (_, index) => said(`r${index}`, 'no refund', 'the-same')),
  );
  expect(tally.phrases.get('refund')).toMatchObject({ responses: 12 });
  expect(tally.phrases.get('refund')?.people).toHaveLength(1);
});

test('the usual wording is the one that most respondents use', () => {
  const tally = countPhrases(
    ['the gift cards', 'gift card', 'gift cards'].map((text, id) => said(`${id}`, text)),
  );
  const count = tally.phrases.get('gift card');
  expect(count && commonestWording(count)).toBe('gift cards');
});

test('no responses give an empty tally', () => {
  expect(countPhrases([])).toEqual({ responses: 0, phrases: new Map() });
});

const heard: fc.Arbitrary<DiscoveryResponse[]> = fc
  .array(fc.tuple(fc.subarray([...topics]), fc.nat(20)), { maxLength: 40 })
  .map((all) => all.map(([spoken, person], id) => said(`r${id}`, spoken.join('. '), `p${person}`)));

const plain = ({ responses, phrases }: PhraseTally) => ({
  responses,
  phrases: [...phrases].sort(([one], [other]) => (one < other ? -1 : 1)),
});

test('the tallies of any parts, in any order, sum to the tally of the total', () => {
  fc.assert(
    fc.property(heard, fc.nat(40), fc.nat(40), (responses, one, other) => {
      const cuts = [0, ...[one, other].sort((a, b) => a - b), responses.length];
      const parts = [0, 1, 2].map((part) => countPhrases(responses.slice(cuts[part], cuts[part + 1])));
      const whole = plain(countPhrases(responses));
      expect(plain(sumPhraseTallies(parts))).toEqual(whole);
      expect(plain(sumPhraseTallies([sumPhraseTallies(parts.slice(1)), ...parts.slice(0, 1)]))).toEqual(
        whole,
      );
    }),
    { seed: 1, numRuns: 60 },
  );
});
