import type { Polarity, SentimentLabel, Span, ThemeMention } from '../analysis.ts';
import type { ScoredClause, SentimentModel } from '../sentiment/sentiment-model.ts';
import type { ThemeMatch } from './matcher.ts';
import { feltAt } from './segments.ts';
import type { Taxonomy } from './taxonomy.ts';

/** A text with what was found and felt in it. */
export interface ReadAnswer {
  readonly text: string;
  readonly matches: readonly ThemeMatch[];
  readonly clauses: readonly ScoredClause[];
}

const neutralBand = 0.1;

const labelOf = (score: number): SentimentLabel => {
  if (score > neutralBand) return 'positive';
  return score < -neutralBand ? 'negative' : 'neutral';
};

const rounded = (value: number): number => Math.round(value * 100) / 100 || 0;

const touch = ([start, end]: Span, match: ThemeMatch): boolean => match.start < end && start < match.end;

const speaksOfSeveral = (clause: ScoredClause, matches: readonly ThemeMatch[]): boolean =>
  new Set(matches.filter((match) => touch(clause.span, match)).map(({ theme }) => theme)).size > 1;

/** One place speaks with its own voice; several places with the mean of theirs. */
const together = (voices: readonly Polarity[]): Polarity => {
  const [only] = voices;
  if (only !== undefined && voices.every(({ score }) => score === only.score)) {
    return { label: only.label, score: only.score };
  }
  const score = rounded(voices.reduce((sum, voice) => sum + voice.score, 0) / Math.max(1, voices.length));
  return { label: labelOf(score), score };
};

const voiceOf = (
  { text, matches, clauses }: ReadAnswer,
  match: ThemeMatch,
  model: SentimentModel,
): Polarity[] => {
  const clause = clauses.find(({ span }) => touch(span, match));
  if (clause === undefined) return [];
  return [speaksOfSeveral(clause, matches) ? feltAt(model, text, clause, [match.start, match.end]) : clause];
};

/**
 * One mention for each theme, in the taxonomy's order, with every place it is spoken of, and the sentiment there: the
 * clause's, or its own part's where the clause speaks of several themes. No matches give no mentions.
 */
export const mentionsOf = (taxonomy: Taxonomy, answer: ReadAnswer, model: SentimentModel): ThemeMention[] =>
  taxonomy.themes.flatMap(({ id }, theme): ThemeMention[] => {
    const places = answer.matches.filter((match) => match.theme === theme);
    if (places.length === 0) return [];
    return [
      {
        id,
        confidence: rounded(Math.max(...places.map(({ confidence }) => confidence))),
        sentiment: together(places.flatMap((place) => voiceOf(answer, place, model))),
        spans: places.map(({ start, end }): Span => [start, end]),
      },
    ];
  });
