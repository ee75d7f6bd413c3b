import type { Sentiment } from '../analysis.ts';
import {
  bytesPerText,
  type ComprehendEffects,
  detectTexts,
  isFailure,
  type SentimentScore,
  textsPerRequest,
  type Verdict,
} from './comprehend-requests.ts';
import type { EngineFailure, SentimentEngine } from './engine.ts';
import { piecesOf } from './pieces.ts';

/** The mean of the pieces' scores by their length. */
const together = (
  pieces: readonly { readonly score: SentimentScore; readonly length: number }[],
): SentimentScore => {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  const mean = (of: keyof SentimentScore): number =>
    pieces.reduce((sum, { score, length }) => sum + (score[of] * length) / total, 0);
  return {
    positive: mean('positive'),
    negative: mean('negative'),
    neutral: mean('neutral'),
    mixed: mean('mixed'),
  };
};

const labelOf = ({ positive, negative, neutral }: SentimentScore): Sentiment['label'] => {
  if (neutral >= positive && neutral >= negative) return 'neutral';
  return positive >= negative ? 'positive' : 'negative';
};

/** Comprehend's fourth class is a flag here, next to the label: `mixed` if it is the likeliest of the four. */
const sentimentOf = (score: SentimentScore): Sentiment => ({
  label: labelOf(score),
  score: Math.round((score.positive - score.negative) * 100) / 100 || 0,
  mixed: score.mixed > Math.max(score.positive, score.negative, score.neutral),
});

const verdictOf = (pieces: readonly string[], verdicts: readonly Verdict[]): Sentiment | EngineFailure => {
  const failure = verdicts.find(isFailure);
  if (failure !== undefined) return failure;
  if (pieces.length === 0) return { failure: 'NOTHING_TO_READ' };
  const scores = verdicts.filter((verdict): verdict is SentimentScore => !isFailure(verdict));
  return sentimentOf(together(scores.map((score, index) => ({ score, length: pieces[index]?.length ?? 0 }))));
};

/**
 * Sentiment by Amazon Comprehend: 25 texts a request; a text of more than 5,000 bytes in pieces, its scores their mean by
 * length. `score` throws where Comprehend is out of reach or too busy for long; a text that it can't read has a failure.
 */
export const createComprehendEngine = (effects: ComprehendEffects): SentimentEngine => ({
  version: 'comprehend-1',
  async score(texts, language) {
    const split = texts.map((text) => piecesOf(text, bytesPerText));
    const pieces = split.flat();
    const verdicts: Verdict[] = [];
    for (let start = 0; start < pieces.length; start += textsPerRequest)
      verdicts.push(...(await detectTexts(pieces.slice(start, start + textsPerRequest), language, effects)));
    let at = 0;
    return split.map((own) => {
      at += own.length;
      return verdictOf(own, verdicts.slice(at - own.length, at));
    });
  },
});
