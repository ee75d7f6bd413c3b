import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import type { Analyzer } from '../../lib/analysis/analyzer-contract.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';

let made: Analyzer | undefined;

/** The engine of this release, made once. */
export const shippedAnalyzer = (): Analyzer => {
  made ??= createAnalyzer({
    taxonomy: loadTaxonomy('themes: [{ id: delivery, seeds: [courier] }]', 'test.yaml'),
  });
  return made;
};

/** What a copy of an answer is, scored by an analyzer. */
export const scoredBy = (analyzer: Analyzer, text: string): Pick<Copy, 'answers' | 'versions'> => ({
  answers: [{ question: 'Why?', role: 'open', text, analysis: analyzer.analyze({ text }) }],
  versions: analyzer.versions,
});
