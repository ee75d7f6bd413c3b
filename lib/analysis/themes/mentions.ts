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

/**
 * Who names a theme rarely has no opinion of it: a mention is neutral only this near to 0, nearer than a text. Where it is
 * best on sentences about laptops (0.876 right, 0.815 by the text's own label) and hardly worse than the best on hotels.
 */
const neutralBand = 0.1;

const labelOf = (score: number): SentimentLabel => {
  if (score > neutralBand) return 'positive';
  return score < -neutralBand ? 'negative' : 'neutral';
};

const rounded = (value: number): number => Math.round(value * 100) / 100 || 0;

/** One place speaks with its own voice; several places with the mean of theirs. */
const together = (voices: readonly Polarity[]): Polarity => {
  const [only] = voices;
  if (only !== undefined && voices.every(({ score }) => score === only.score)) {
    return { label: only.label === 'neutral' ? labelOf(only.score) : only.label, score: only.score };
  }
  const score = rounded(voices.reduce((sum, voice) => sum + voice.score, 0) / Math.max(1, voices.length));
  return { label: labelOf(score), score };
};

/** What is felt at each match; a match outside every clause has no voice. */
const voicesOf = (
  { text, matches, clauses }: ReadAnswer,
  model: SentimentModel,
): ReadonlyMap<ThemeMatch, Polarity> => {
  const voices = new Map<ThemeMatch, Polarity>();
  for (const clause of clauses) {
    const inside = matches.filter(
      (match) => !voices.has(match) && match.start < clause.span[1] && clause.span[0] < match.end,
    );
    const felt = feltAt(
      model,
      text,
      clause,
      inside.map(({ start }) => start),
    );
    inside.forEach((match, index) => {
      voices.set(match, felt[index] ?? clause);
    });
  }
  return voices;
};

/**
 * One mention for each theme, in the taxonomy's order, with every place it is spoken of, and the sentiment there: the
 * clause's, or its own part's where the clause speaks in several. No matches give no mentions.
 */
export const mentionsOf = (taxonomy: Taxonomy, answer: ReadAnswer, model: SentimentModel): ThemeMention[] => {
  if (answer.matches.length === 0) return [];
  const voices = voicesOf(answer, model);
  const themes = [...new Set(answer.matches.map(({ theme }) => theme))].sort((a, b) => a - b);
  return themes.flatMap((theme): ThemeMention[] => {
    const places = answer.matches.filter((match) => match.theme === theme);
    const confidence = rounded(Math.max(...places.map((place) => place.confidence)));
    const sentiment = together(places.flatMap((place) => voices.get(place) ?? []));
    const id = taxonomy.themes[theme]?.id;
    const spans = places.map(({ start, end }): Span => [start, end]);
    return id === undefined ? [] : [{ id, confidence, sentiment, spans }];
  });
};
