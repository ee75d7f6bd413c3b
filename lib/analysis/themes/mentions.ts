import type { Polarity, SentimentLabel, Span, ThemeMention } from '../analysis.ts';
import type { ScoredClause } from '../sentiment/sentiment-model.ts';
import type { ThemeMatch } from './matcher.ts';
import type { Taxonomy } from './taxonomy.ts';

const neutralBand = 0.1;

const labelOf = (score: number): SentimentLabel => {
  if (score > neutralBand) return 'positive';
  return score < -neutralBand ? 'negative' : 'neutral';
};

const rounded = (value: number): number => Math.round(value * 100) / 100 || 0;

const clauseOf = (clauses: readonly ScoredClause[], [start, end]: Span): ScoredClause | undefined =>
  clauses.find(({ span }) => start < span[1] && span[0] < end);

/** One place speaks with its clause's voice; several places with the mean of theirs. */
const feltIn = (clauses: readonly ScoredClause[], spans: readonly Span[]): Polarity => {
  const voices = new Set(spans.flatMap((span) => clauseOf(clauses, span) ?? []));
  const [only] = voices;
  if (voices.size === 1 && only !== undefined) return { label: only.label, score: only.score };
  const score = rounded(
    [...voices].reduce((sum, clause) => sum + clause.score, 0) / Math.max(1, voices.size),
  );
  return { label: labelOf(score), score };
};

/**
 * One mention for each theme, in the taxonomy's order, with every place it is spoken of, and the sentiment of the clauses
 * there. No matches give no mentions.
 */
export const mentionsOf = (
  taxonomy: Taxonomy,
  matches: readonly ThemeMatch[],
  clauses: readonly ScoredClause[],
): ThemeMention[] =>
  taxonomy.themes.flatMap(({ id }, theme): ThemeMention[] => {
    const places = matches.filter((match) => match.theme === theme);
    if (places.length === 0) return [];
    const spans = places.map(({ start, end }): Span => [start, end]);
    const confidence = rounded(Math.max(...places.map((place) => place.confidence)));
    return [{ id, confidence, sentiment: feltIn(clauses, spans), spans }];
  });
