import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '../../../../lib/analysis/themes/matcher.ts';
import { loadTaxonomy } from '../../../../lib/analysis/themes/taxonomy.ts';
import { type LabelledText, teach, teachChoice } from '../../../../lib/analysis/themes/teaching/teach.ts';
import { readWords } from '../../../../lib/analysis/words/words.ts';

const taxonomy = loadTaxonomy(
  '{related: false, themes: [{id: delivery, seeds: [courier]}, {id: staff, seeds: [clerk]}, {id: price, seeds: [price]}]}',
  'shop.yaml',
);

const label = (themes: string[], ...texts: string[]): LabelledText[] =>
  texts.map((text) => ({ text, themes }));
const labels: LabelledText[] = [
  ...label(
    ['delivery'],
    'The parcel is still missing',
    'My parcel came broken',
    'No parcel for weeks',
    'Where is my parcel',
    'The parcel stood in the rain',
    'A wet parcel again',
    'Two parcels, both late',
    'Parcel lost',
    'The courier was kind',
    'My parcel went back',
  ),
  ...label(
    [],
    'Nice shop',
    'Warm coats',
    'The music is too loud',
    'I like it here',
    'Good shoes',
    'The lift is slow',
    'Great choice of hats',
    'Too few mirrors',
    'A quiet place',
    'Always full',
  ),
];

const found = (lessons: ReturnType<typeof teach>['lessons'], text: string): string[] =>
  createMatcher({ ...taxonomy, lessons })
    .match(readWords(text))
    .map(({ theme, start, end }) => `${taxonomy.themes[theme]?.id}: ${text.slice(start, end)}`);

describe('teaching', () => {
  const { lessons, scores, texts } = teach(taxonomy, labels);

  test('a word shared by labelled comments indicates the theme, and is its span', () => {
    expect(found({}, 'Where did my parcel go')).toEqual([]);
    expect(found(lessons, 'Where did my parcel go')).toEqual([
      expect.stringMatching(/^delivery: .*parcel$/u),
    ]);
  });

  test('what seeds find stays found, with the same span', () => {
    expect(found(lessons, 'The courier rang')).toEqual(['delivery: courier']);
    expect(found(lessons, 'The clerk knew the price')).toEqual(['staff: clerk', 'price: price']);
  });

  test('reports for each labelled theme what the seeds found and what was found in labels left out of the fit', () => {
    expect(texts).toBe(20);
    expect(scores).toMatchObject([{ theme: 'delivery', labelled: 10, kept: true }]);
    expect(scores[0]?.after).toBeGreaterThan(scores[0]?.before ?? 1);
  });

  test('the same words indicate a theme where a sentence begins with one of them', () => {
    const wishes = ['Open on Sundays', 'Open the upper floor', 'Open a second till', 'Open more rooms'];
    const asked = [...wishes, 'Open at eight', 'Open the doors', 'Open a window', 'Open later'];
    const who = ['You', 'They', 'Shops', 'Friends', 'Neighbours', 'Banks', 'We', 'Others'];
    const told = asked.map((text, index) => `${who[index]} ${text.toLowerCase()}`);
    const open = [...label(['price'], ...asked), ...label([], ...told)];
    const taught = teach(taxonomy, open);
    expect(taught.scores).toMatchObject([{ theme: 'price', kept: true }]);
    expect(found(taught.lessons, 'Open till midnight')).toEqual(['price: Open']);
    expect(found(taught.lessons, 'Bars open till midnight')).toEqual([]);
  });

  test('labels that say nothing teach nothing', () => {
    const noise = labels.map(({ text }, index) => ({ text, themes: index % 2 === 0 ? ['price'] : [] }));
    expect(teach(taxonomy, noise).lessons).toEqual({});
  });

  test('fewer than five labels of a theme teach nothing', () => {
    expect(teach(taxonomy, labels.slice(6)).scores).toMatchObject([{ labelled: 4, kept: false }]);
  });

  test('no labels give no lessons', () => {
    expect(teach(taxonomy, [])).toEqual({ texts: 0, scores: [], lessons: {} });
  });

  test('labels in any order, and a text in several rows, give the same lessons', () => {
    const taught = JSON.stringify(lessons);
    fc.assert(
      fc.property(fc.shuffledSubarray(labels, { minLength: labels.length }), (shuffled) => {
        expect(JSON.stringify(teach(taxonomy, [...shuffled, shuffled[0] as LabelledText]).lessons)).toBe(
          taught,
        );
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  test('a theme name may be that of an object property', () => {
    const named = loadTaxonomy(
      '{themes: [{id: a, seeds: [parcel]}, {id: constructor, seeds: [shop]}], lessons: {a: {bias: 1}}}',
      'a.yaml',
    );
    const [first] = createMatcher(named).match(readWords('The parcel came from the shop'));
    expect(first?.confidence).toBeCloseTo(0.73, 2);
  });

  test('lessons are part of the theme version', () => {
    const text = (extra: string) => loadTaxonomy(`{themes: [{id: a, seeds: [b]}]${extra}}`, 'a.yaml').version;
    expect(text(', lessons: {a: {bias: 1}}')).not.toBe(text(''));
    expect(text(', lessons: {}')).toBe(text(''));
  });
});

describe('teaching one theme per comment', () => {
  const filed: LabelledText[] = [
    ...labels,
    ...label(
      ['staff'],
      'The clerk had no parcel for me, and was rude',
      'A rude man behind the desk',
      'So rude at the till',
      'She was rude to my mother',
      'The clerk was rude again',
      'Rude answers to polite questions',
      'They were rude about my parcel',
    ),
  ];
  const { lessons, scores } = teachChoice(taxonomy, filed);
  const chosen = (text: string): string[] =>
    createMatcher({ ...taxonomy, lessons, choice: true })
      .match(readWords(text))
      .map(({ theme, start, end }) => `${taxonomy.themes[theme]?.id}: ${text.slice(start, end)}`);

  test('of two themes in a comment only the more likely is found, at the spans of its seeds', () => {
    expect(chosen('A clerk was rude about a parcel')).toEqual(['staff: clerk']);
  });

  test('a theme without a seed in the comment is found at the words that decided it', () => {
    expect(chosen('So rude')).toEqual([expect.stringMatching(/^staff: .*rude$/u)]);
  });

  test('a comment that fits none of the themes has none', () => {
    expect(chosen('Nice hats')).toEqual([]);
  });

  test('is used only if it improves the mean F1', () => {
    expect(teachChoice(taxonomy, [])).toEqual({ texts: 0, scores: [], lessons: {} });
    expect(scores.map(({ theme, kept }) => [theme, kept])).toEqual([
      ['delivery', true],
      ['staff', true],
    ]);
  });

  test('labels in any order give the same lessons', () => {
    const taught = JSON.stringify(lessons);
    expect(JSON.stringify(teachChoice(taxonomy, filed.toReversed()).lessons)).toBe(taught);
  });

  test('of two themes for the same text in different rows the same one counts, in any order', () => {
    const twice = [...filed, ...label(['staff'], 'Who knows'), ...label(['delivery'], 'Who knows')];
    const taught = JSON.stringify(teachChoice(taxonomy, twice).lessons);
    expect(JSON.stringify(teachChoice(taxonomy, twice.toReversed()).lessons)).toBe(taught);
  });

  test('the choice of one theme is part of the theme version', () => {
    const text = (extra: string) =>
      loadTaxonomy(`{themes: [{id: a, seeds: [b]}], lessons: {a: {bias: 1}}${extra}}`, 'a.yaml').version;
    expect(text(', choice: true')).not.toBe(text(''));
  });
});
