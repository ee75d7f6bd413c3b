import type { Polarity, Sentiment, Span } from '../analysis.ts';

/** A part of the text that holds one statement: a sentence, or one side of a "but". */
export interface ScoredClause extends Polarity {
  /** Half-open UTF-16 offsets into the scored text. Clauses are in order, never overlap and hold every word. */
  readonly span: Span;
  /** Of negative, neutral and positive; they sum to 1. Absent from an engine that has no probabilities. */
  readonly probabilities?: readonly [negative: number, neutral: number, positive: number];
}

/** The sentiment of a text and of each of its clauses. A text without words has no clauses and is neutral 0. */
export interface ScoredText extends Sentiment {
  /** Of negative, neutral and positive; they sum to 1. Absent from an engine that has no probabilities. */
  readonly probabilities?: readonly [negative: number, neutral: number, positive: number];
  readonly clauses: readonly ScoredClause[];
}

/**
 * English text in, sentiment out: pure, deterministic, and independent of any other text.
 *
 * @example createLexiconModel().score('Lovely staff, but the queue was awful').clauses.length // 2
 */
export interface SentimentModel {
  /** Changes whenever any score may change: scores of two versions never share a trend. */
  readonly version: string;
  score(text: string): ScoredText;
}
