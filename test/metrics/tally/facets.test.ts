import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../lib/analysis/analysis.ts';
import type { CountedCopy } from '../../../lib/feedback/response/copy.ts';
import { valueIn } from '../../../lib/metrics/tally/dimensions.ts';
import { type Facets, facetsOf, maxFacets, sumFacets } from '../../../lib/metrics/tally/facets.ts';
import { type CountedResponse, emptyTally } from '../../../lib/metrics/tally/tally.ts';
import { exampleCopy } from '../../store/examples.ts';
import { countedResponse } from '../arbitraries.ts';

const runs = { seed: 1, numRuns: 100 };
const bytes = (value: unknown): string => JSON.stringify(value);

describe('facetsOf', () => {
  it('groups responses by value; those without one have an empty name', () => {
    const copies = [exampleCopy({ channel: 'web' }), exampleCopy({ channel: 'app' }), exampleCopy()];
    const facets = facetsOf(copies, ({ channel }) => channel);
    expect(Object.entries(facets).map(([value, { responses }]) => [value, responses])).toEqual([
      ['', 1],
      ['app', 1],
      ['web', 1],
    ]);
  });

  it('drops a dimension with more values than the limit', () => {
    const copies = Array.from({ length: maxFacets + 1 }, (_, index) => exampleCopy({ account: `a${index}` }));
    expect(facetsOf(copies.slice(1), ({ account }) => account)).toBeTypeOf('object');
    expect(facetsOf(copies, ({ account }) => account)).toBe('too-many');
  });
});

describe('sumFacets', () => {
  const counted = fc.array(fc.tuple(countedResponse, fc.constantFrom('web', 'app', '__proto__')), {
    maxLength: 12,
  });
  const brokenDown = (some: readonly [CountedResponse, string][]): Facets =>
    facetsOf(
      some.map(([response, value]) => ({ ...response, value })),
      ({ value }) => value,
    );

  it('the sum of parts equals the facets of the total, in any order', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 4 }), (days) => {
        expect(bytes(sumFacets(days.map(brokenDown).toReversed()))).toBe(bytes(brokenDown(days.flat())));
      }),
      runs,
    );
  });

  it('is over the limit as soon as a part or the total has too many values', () => {
    const values = (count: number, from = 0): Facets =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${from + index}`, emptyTally]));
    expect(sumFacets([values(150), values(50, 150)])).toBeTypeOf('object');
    expect(sumFacets([values(150), values(51, 150)])).toBe('too-many');
    expect(sumFacets(['too-many', values(1)])).toBe('too-many');
  });
});

describe('valueIn', () => {
  const copy: CountedCopy = exampleCopy({
    channel: 'web',
    attributes: { plan: 'gold', note: 'x'.repeat(150) },
  });

  it('reads fields, attributes and pairs', () => {
    expect(valueIn('channel')(copy)).toBe('web');
    expect(valueIn('plan')(copy)).toBe('gold');
    expect(valueIn('channel+plan')(copy)).toBe('web + gold');
    expect(valueIn('channel+tier')(copy)).toBe('web + ');
    expect(valueIn('tier')(copy)).toBeUndefined();
    expect(valueIn('tier+account')(copy)).toBeUndefined();
  });

  it('uses the language that the file declares, otherwise the detected one', () => {
    expect(valueIn('language')(copy)).toBe('en');
    expect(valueIn('language')({ ...copy, declaredLanguage: 'de' })).toBe('de');
    expect(valueIn('language')({ ...copy, answers: [] })).toBeUndefined();
  });

  it('keeps the first 100 characters', () => {
    expect(valueIn('note')(copy)).toHaveLength(100);
  });
});

describe('the size limit of facets', () => {
  const themes = Array.from({ length: 40 }, (_, index) => `theme-${index}`);
  /** Responses of so many values, each about every theme. */
  const wide = (values: number) =>
    Array.from({ length: values }, (_, index) => {
      const copy = exampleCopy({ account: `account-${index}`, responseId: `response-${index}` });
      const polarity = { label: 'neutral', score: 0 } as const;
      const analysis: Analysis = {
        status: 'scored',
        language: 'en',
        sentiment: { ...polarity, mixed: false },
        themes: themes.map((id) => ({ id, confidence: 1, sentiment: polarity, spans: [[0, 1]] })),
      };
      return { ...copy, answers: copy.answers.map((answer) => ({ ...answer, analysis })) };
    });
  const account = ({ account: value }: { readonly account?: string | undefined }) => value;

  it('is what an item can hold; anything larger is over the limit', () => {
    expect(facetsOf(wide(45), account)).toBeTypeOf('object');
    expect(facetsOf(wide(55), account)).toBe('too-many');
  });

  it('lets samples know single themes and comment fields as long as there is room for all', () => {
    const [few, many] = [20, 49].map((values) => {
      const copies = wide(values).map((copy, index) => ({ ...copy, respondent: `person-${index}` }));
      const parts = [copies.slice(0, 15), copies.slice(15)].map((some) => facetsOf(some, account));
      expect(bytes(sumFacets(parts))).toBe(bytes(facetsOf(copies, account)));
      return facetsOf(copies, account);
    });
    expect(few).toMatchObject({ 'account-0': { clusters: { asked: { n: 1 }, text: { n: 1, themes: {} } } } });
    expect(many).not.toMatchObject({ 'account-0': { clusters: { text: { themes: {} } } } });
    expect(many).toMatchObject({ 'account-0': { clusters: { text: { n: 1 } } } });
  });

  it('is the same for a total and for the sum of its parts', () => {
    const all = wide(55);
    const parts = [all.slice(0, 20), all.slice(20, 40), all.slice(40)].map((some) => facetsOf(some, account));
    expect(parts.every((part) => part !== 'too-many')).toBe(true);
    expect(sumFacets(parts)).toBe('too-many');
    expect(sumFacets([sumFacets(parts.slice(1)), ...parts.slice(0, 1)])).toBe('too-many');
  });
});
