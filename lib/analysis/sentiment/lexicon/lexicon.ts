import emojiValences from 'sentiment/build/emoji.json' with { type: 'json' };
import wordValences from 'sentiment/languages/en/labels.json' with { type: 'json' };
import type { Polarity, SentimentLabel, Span } from '../../analysis.ts';
import type { ScoredClause, ScoredText, SentimentModel } from '../sentiment-model.ts';
import { isContrast, splitClauses } from './clauses.ts';
import { readTokens, type Token } from './tokens.ts';

/** Method: valences of AFINN-165 (Nielsen 2011), −5..5; scopes and normalization after VADER (Hutto & Gilbert 2014). */
const valences = new Map<string, number>([...Object.entries(wordValences), ...Object.entries(emojiValences)]);

const emoticons = new Map<string, number>([
  ...[':)', ':-)', ':D', ':-D', '=)', ';)', ';-)', '<3', ':]', '^_^'].map((face): [string, number] => [
    face,
    2,
  ]),
  ...[':(', ':-(', ":'(", '=(', ':/', ':-/', ':[', '>:(', 'D:'].map((face): [string, number] => [face, -2]),
]);

const amplifiers = new Set(
  'very really extremely so too absolutely totally completely incredibly super highly such utterly truly'.split(
    ' ',
  ),
);
const dampeners = new Set('slightly somewhat fairly rather bit little partly almost sort kinda'.split(' '));

const amplified = 1.3;
const dampened = 0.6;
const shouted = 1.2;
const negationFactor = -0.74;
const contrastWeight = 1.5;
const beforeContrastWeight = 0.5;
/** Sum of valences at which the score is about 0.7. */
const saturation = 4;
const neutralBand = 0.1;
const mixedBand = 0.3;

const intensity = (token: Token, previous: Token | undefined): number => {
  const modifier = previous?.value.toLowerCase() ?? '';
  const shout = token.value.length > 2 && token.value === token.value.toUpperCase() ? shouted : 1;
  if (amplifiers.has(modifier)) return shout * amplified;
  if (dampeners.has(modifier)) return shout * dampened;
  return shout;
};

const valenceOf = (token: Token, previous: Token | undefined): number => {
  const feeling = emoticons.get(token.value) ?? valences.get(token.value.toLowerCase()) ?? 0;
  if (feeling === 0) return 0;
  return feeling * intensity(token, previous) * (token.negated ? negationFactor : 1);
};

const clauseValence = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, token, index) => sum + valenceOf(token, tokens[index - 1]), 0);

const labelOf = (score: number): SentimentLabel => {
  if (score > neutralBand) return 'positive';
  return score < -neutralBand ? 'negative' : 'neutral';
};

const polarityOf = (valence: number): Polarity => {
  const score = Math.round((100 * valence) / Math.hypot(valence, saturation)) / 100 || 0;
  return { label: labelOf(score), score };
};

const spanOf = (tokens: readonly Token[]): Span => [tokens[0]?.span[0] ?? 0, tokens.at(-1)?.span[1] ?? 0];

const weightsOf = (clauses: readonly Token[][]): number[] =>
  clauses.map((clause, index) => {
    const [first] = clause;
    if (first !== undefined && isContrast(first) && index > 0) return contrastWeight;
    const next = clauses[index + 1]?.[0];
    return next !== undefined && isContrast(next) ? beforeContrastWeight : 1;
  });

const isMixed = (clauses: readonly ScoredClause[]): boolean =>
  clauses.some(({ score }) => score >= mixedBand) && clauses.some(({ score }) => score <= -mixedBand);

const scoreText = (text: string): ScoredText => {
  const clauses = splitClauses(readTokens(text));
  const sums = clauses.map(clauseValence);
  const weights = weightsOf(clauses);
  const scored = clauses.map((clause, index) => ({ span: spanOf(clause), ...polarityOf(sums[index] ?? 0) }));
  const total = sums.reduce((sum, valence, index) => sum + valence * (weights[index] ?? 1), 0);
  return { ...polarityOf(total), mixed: isMixed(scored), clauses: scored };
};

/**
 * Scores by a word list: no training, every score explained by its words.
 *
 * @example createLexiconModel().score('Not good').label // 'negative'
 */
export const createLexiconModel = (): SentimentModel => ({ version: 'lexicon-1', score: scoreText });
