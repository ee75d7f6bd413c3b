import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quote } from '../../../lib/insights/quotes/quotes.ts';
import { type Digest, digestOf } from '../../../lib/reports/digest/digest.ts';
import { acceptNarrative, narrativeOf, narrativePrompt } from '../../../lib/reports/digest/narrative.ts';
import { counted, findingsOf, ofTouchpoint } from '../material.ts';

const quote: Quote = {
  touchpoint: 'delivery',
  cell: '2026-05-26',
  responseId: 'r',
  answer: 0,
  span: [0, 24],
  text: 'It came 12 days late.',
  excerpt: false,
  question: 'Why?',
  label: 'negative',
  themes: ['speed'],
};

const before = counted(
  { people: 60, nps: 10, label: 'positive' },
  { people: 40, nps: 3, label: 'negative', themes: ['speed'] },
);
const now = counted(
  { people: 25, nps: 10, label: 'positive' },
  { people: 75, nps: 3, label: 'negative', themes: ['speed'] },
);
const material = ofTouchpoint(now, before, { quotes: [quote] });
const digest: Digest = digestOf(material, { findings: findingsOf(material) });
const at = (id: string): number => 1 + digest.facts.findIndex((fact) => fact.id === id);
const score = at('finding:score:delivery:nps:transactional');

const accept = (text: string) => acceptNarrative(text, digest);

describe('a narrative', () => {
  test('that rephrases a sentence is accepted, without its markers', () => {
    expect(
      accept(`[1] There were 100 responses.\n[${score}] NPS (transactional) dropped to −50 from +20.`),
    ).toEqual({
      accepted: true,
      text: 'There were 100 responses. NPS (transactional) dropped to −50 from +20.',
    });
  });

  test('may quote a quote', () => {
    expect(
      accept(`[${score}] NPS dropped to −50, and of “speed” is said: “It came 12 days late.”`).accepted,
    ).toBe(true);
  });

  test.each([
    ['has another number', `[${score}] NPS (transactional) dropped to −51.`, 'a number'],
    ['takes the number of another sentence', '[1] NPS was −50.', 'a number'],
    ['leaves out a sign', `[${score}] NPS was 50.`, 'a number'],
    ['says a number in words', '[1] One hundred responses arrived.', 'a quantity'],
    ['says a share in words', `[${score}] Most customers are unhappy.`, 'a quantity'],
    ['goes the other way', `[${score}] NPS improved to −50.`, 'reverses the direction'],
    ['goes a way where nothing moved', '[1] Responses rose to 100.', 'reverses the direction'],
    ['invents a quote', '[1] A customer wrote “never again”.', 'not a quote'],
    ['changes a quote', '[1] “It came 13 days late.”', 'not a quote'],
    ['opens a quote and leaves it', '[1] “100 responses arrived.', 'not a quote'],
    ['gives a reason', `[${score}] NPS dropped to −50 because of the weather.`, 'a cause'],
    ['names a theme of another sentence', '[1] 100 responses came in on speed.', 'has a name'],
    ['says not what it rephrases', '100 responses arrived.', 'the sentence it rephrases'],
    ['rephrases a sentence that is not there', '[42] 100 responses arrived.', 'the sentence it rephrases'],
    ['says nothing', ' \n', 'empty'],
  ])('that %s is rejected', (_what, text, reason) => {
    expect(accept(text)).toEqual({ accepted: false, reason: expect.stringContaining(reason) });
  });

  test('that is longer than the digest is rejected', () => {
    expect(accept('[1] 100 responses arrived.\n'.repeat(11))).toMatchObject({ accepted: false });
  });
});

test('of the unchanged sentences is accepted, and with any digit changed is rejected', () => {
  const plain = digest.facts.map(({ text }, index) => `[${index + 1}] ${text}`);
  expect(accept(plain.join('\n')).accepted).toBe(true);
  const places = plain.flatMap((line, index) =>
    [...line.matchAll(/\d/g)].filter(({ index: at }) => at > 4).map(({ index: at }) => [index, at] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 9 }), ([line, place], by) => {
      const text = plain[line] ?? '';
      const digit = (Number(text[place]) + by) % 10;
      const changed = text.slice(0, place) + digit + text.slice(place + 1);
      const known = digest.facts[line]?.numbers.map((number) => number.text) ?? [];
      const numbers = changed.slice(4).match(/[+−]?\d+%?/g) ?? [];
      // Another number of the same sentence may come out by chance.
      fc.pre(numbers.some((number) => !known.includes(number)));
      expect(accept(changed).accepted).toBe(false);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('has a prompt with the sentences and the quotes, and no other words of customers', () => {
  const prompt = narrativePrompt(digest);
  for (const { text } of digest.facts) expect(prompt).toContain(text);
  expect(prompt).toContain('“It came 12 days late.”');
});

test('is replaced by the sentences if the model fails, and the digest says so', async () => {
  const narrative = await narrativeOf(digest, () => Promise.reject(new TypeError('no network')));
  expect(narrative).toEqual({ accepted: false, reason: 'the model failed (TypeError)' });
});
