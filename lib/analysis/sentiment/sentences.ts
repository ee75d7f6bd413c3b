import type { ScoredClause, SentimentModel } from './sentiment-model.ts';

const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The sentiment of each sentence of an English text on its own, in order; a sentence without words is left out. Sentences are cut as
 * Unicode Standard Annex #29 says.
 *
 * @example scoreSentences(model, 'Lovely staff. The queue was awful.').map(({ label }) => label) // ['positive', 'negative']
 */
export const scoreSentences = (model: SentimentModel, text: string): ScoredClause[] =>
  [...sentenceSegmenter.segment(text)].flatMap(({ segment, index }): ScoredClause[] => {
    const { label, score, probabilities, clauses } = model.score(segment);
    if (clauses.length === 0) return [];
    const start = index + (segment.length - segment.trimStart().length);
    const end = index + segment.trimEnd().length;
    return [{ span: [start, end], label, score, ...(probabilities === undefined ? {} : { probabilities }) }];
  });
