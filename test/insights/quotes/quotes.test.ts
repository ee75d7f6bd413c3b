import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis, SentimentLabel } from '../../../lib/analysis/analysis.ts';
import {
  chooseQuotes,
  isVerified,
  type QuoteCandidate,
  quoteCandidates,
} from '../../../lib/insights/quotes/quotes.ts';
import { exampleCopy } from '../../store/examples.ts';

const candidate = (
  author: number,
  text: string,
  themes: readonly string[],
  label: SentimentLabel = 'negative',
): QuoteCandidate => ({
  touchpoint: 'delivery',
  cell: '2026-05-31',
  responseId: `response-${author}`,
  answer: 0,
  span: [0, text.length],
  text,
  excerpt: false,
  question: 'Why?',
  label,
  author: `author-${author}`,
  score: label === 'negative' ? -0.5 : 0.5,
  themes: themes.map((id) => ({ id, label })),
});

const subjects = ['parcel', 'driver', 'website', 'refund', 'helpline', 'voucher'];
const faults = ['arrived broken again', 'never answered my questions', 'costs far more than promised'];
const sentence = (index: number): string =>
  `${subjects[index % 6]} ${faults[index % 3]} ${String.fromCharCode(97 + index).repeat(6)}`;

const crowd = (size: number, theme: string, from = 0, label: SentimentLabel = 'negative') =>
  Array.from({ length: size }, (_, index) => candidate(from + index, sentence(from + index), [theme], label));

describe('chooseQuotes', () => {
  it('covers each theme before it quotes a second time on one, the most frequent first', () => {
    const quotes = chooseQuotes([...crowd(14, 'speed'), ...crowd(11, 'price', 14)], 2);
    expect(quotes.map(({ themes }) => themes)).toEqual([['speed'], ['price']]);
  });

  it('treats praise and complaint about one theme as two topics', () => {
    const both = [...crowd(14, 'speed'), ...crowd(11, 'speed', 14, 'positive')];
    expect(chooseQuotes(both, 2).map(({ label }) => label)).toEqual(['negative', 'positive']);
  });

  it('prefers one quote that mentions two themes to two that mention one each', () => {
    const both = candidate(30, 'parcel late and the price is a joke', ['speed', 'price']);
    const [first] = chooseQuotes([...crowd(12, 'speed'), ...crowd(12, 'price', 12), both], 1);
    expect(first?.responseId).toBe('response-30');
  });

  it('has no quotes with fewer than ten respondents, for any number of answers', () => {
    const nine = Array.from({ length: 40 }, (_, index) =>
      candidate(index % 9, sentence(index % 26), ['speed']),
    );
    expect(chooseQuotes(nine, 3)).toEqual([]);
    expect(chooseQuotes(crowd(10, 'speed'), 1)).toHaveLength(1);
  });

  it('names no theme mentioned by fewer than ten respondents', () => {
    const rare = candidate(50, 'my rare and very particular complaint', ['rare'], 'positive');
    const quotes = chooseQuotes([...crowd(12, 'speed'), rare], 3);
    expect(quotes.flatMap(({ themes }) => themes)).not.toContain('rare');
  });

  it('skips answers without a theme that may be named, unless there are no others', () => {
    const silent = Array.from({ length: 30 }, (_, index) =>
      candidate(60 + index, `${index} aimless words, number ${index}`, []),
    );
    expect(chooseQuotes([...silent, ...crowd(12, 'speed')], 2).map(({ themes }) => themes)).toEqual([
      ['speed'],
      ['speed'],
    ]);
    expect(chooseQuotes(silent, 1)).toHaveLength(1);
  });

  it('repeats no text and quotes no respondent twice', () => {
    const cloned = Array.from({ length: 20 }, (_, index) =>
      candidate(index, `Never again, the parcel came late${'!'.repeat(index % 3)}`, ['speed']),
    );
    expect(chooseQuotes(cloned, 5)).toHaveLength(1);
    const loud = [...crowd(10, 'speed'), candidate(0, 'quite other words of the same person', ['price'])];
    const authors = chooseQuotes(loud, 11).map(({ responseId }) => responseId);
    expect(new Set(authors).size).toBe(authors.length);
  });

  it('gives the same quotes in any order', () => {
    const some = [...crowd(13, 'speed'), ...crowd(12, 'price', 13)];
    const expected = chooseQuotes(some, 4);
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (shuffled) => {
        expect(chooseQuotes(shuffled, 4)).toEqual(expected);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('no candidates, or none requested, give an empty result', () => {
    expect(chooseQuotes([], 3)).toEqual([]);
    expect(chooseQuotes(crowd(12, 'speed'), 0)).toEqual([]);
  });
});

const scored = (spans: [number, number][]): Analysis => ({
  status: 'scored',
  language: 'en',
  sentiment: { label: 'negative', mixed: false, score: -0.6 },
  themes: [{ id: 'speed', confidence: 1, sentiment: { label: 'negative', score: -0.6 }, spans }],
});
const saying = (text: string, spans: [number, number][]) =>
  exampleCopy({ answers: [{ question: 'Why?', role: 'open', text, analysis: scored(spans) }] });

describe('quoteCandidates', () => {
  it('quotes a short answer completely and one sentence of a long one', () => {
    const filler = 'I have been a customer for many years and I was always content with it. ';
    const long = `${filler}${filler}The parcel came two days late. ${filler}${filler}`;
    const at = long.indexOf('late');
    expect(quoteCandidates(saying(' It came late. ', [[9, 13]]))).toMatchObject([
      { text: 'It came late.', span: [1, 14], excerpt: false, themes: [{ id: 'speed', label: 'negative' }] },
    ]);
    expect(quoteCandidates(saying(long, [[at, at + 4]]))).toMatchObject([
      { text: 'The parcel came two days late.', excerpt: true },
    ]);
  });

  it('cuts a long text without sentences between two words, around its topic', () => {
    const endless = `${'one word after the other '.repeat(40)}late ${'and so on and on '.repeat(40)}`;
    const at = endless.indexOf('late');
    const [quote] = quoteCandidates(saying(endless, [[at, at + 4]]));
    expect(quote?.text).toContain(' late ');
    expect(quote?.text.length).toBeLessThanOrEqual(240);
    expect(quote?.text).toMatch(/^\w+ .* \w+$/);
  });

  it('is word for word in the stored answer, for any answer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 }),
        fc.nat(900),
        (text, place) => {
          const at = Math.min(place, text.length - 1);
          const copy = saying(text, [[at, at + 1]]);
          for (const found of quoteCandidates(copy)) {
            const { author: _author, score: _score, ...quote } = found;
            expect(found.text.length).toBeLessThanOrEqual(240);
            expect(isVerified({ ...quote, themes: [] }, copy)).toBe(found.text !== '');
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('contains nothing of unscored answers', () => {
    const copy = exampleCopy({
      answers: [{ question: 'Why?', role: 'open', text: 'n/a', analysis: { status: 'no-content' } }],
    });
    expect(quoteCandidates(copy)).toEqual([]);
  });
});
