import { describe, expect, test } from 'vitest';
import { analysis } from '../../lib/analysis/analysis.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { shippedLanguages } from '../../lib/analysis/sentiment/languages/shipped-languages.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';

const analyzer = createAnalyzer({
  taxonomy: loadTaxonomy(
    'themes: [{id: delivery, seeds: [parcel, late delivery]}, {id: staff, seeds: [staff]}]',
    'shop.yaml',
  ),
});

describe('the analyzer', () => {
  test('scores an English answer, with the spans of each theme', () => {
    const scored = analyzer.analyze({ text: 'Lovely staff, but the parcel was awful' });
    expect(analysis.parse(scored)).toEqual(scored);
    expect(scored).toMatchObject({
      status: 'scored',
      language: 'en',
      sentiment: { mixed: true },
      themes: [
        { id: 'delivery', sentiment: { label: 'negative' }, spans: [[22, 28]] },
        { id: 'staff', sentiment: { label: 'positive' }, spans: [[7, 12]] },
      ],
    });
  });

  test('finds signals in addition to themes, and omits the key where there are none', () => {
    expect(analyzer.analyze({ text: 'When will the parcel come?' })).toMatchObject({
      signals: [{ id: 'question', spans: [[0, 26]] }],
    });
    expect(analyzer.analyze({ text: 'The parcel is here now' })).not.toHaveProperty('signals');
  });

  test('an answer without content is no-content', () => {
    expect(analyzer.analyze({ text: 'N/A' })).toEqual({ status: 'no-content' });
  });

  test('another language is unsupported, never neutral', () => {
    expect(analyzer.analyze({ text: 'La comida estuvo muy sabrosa y el personal amable' })).toEqual({
      status: 'unsupported-language',
      language: 'es',
    });
  });

  test('states a version for sentiment and one for themes', () => {
    expect(analyzer.versions.theme).toMatch(/^shop\+[0-9a-f]{8}\/matcher-\d+\/signals-\d+\+[0-9a-f]{8}$/);
    expect(analyzer.versions.sentiment).not.toBe('');
  });
});

describe('a comment in several languages', () => {
  const several = createAnalyzer({
    taxonomy: loadTaxonomy('themes: [{id: staff, seeds: [staff]}]', 'shop.yaml'),
    languages: shippedLanguages(),
  });

  test('is scored sentence by sentence, and named by the language of most words', () => {
    const text = 'Das Zimmer war leider sehr schmutzig und viel zu laut. The staff were lovely and helpful.';

    expect(several.analyze({ text })).toMatchObject({
      status: 'scored',
      language: 'de',
      sentiment: { mixed: true },
      themes: [{ id: 'staff', sentiment: { label: 'positive' }, spans: [[59, 64]] }],
    });
  });

  test('is unsupported where most of it is in a language without a model', () => {
    const text = 'Huone oli erittäin siisti ja henkilökunta oli todella ystävällistä. The staff were lovely.';

    expect(several.analyze({ text })).toEqual({ status: 'unsupported-language', language: 'fi' });
  });
});
