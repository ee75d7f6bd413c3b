import type { Span } from '../analysis.ts';
import type { ScoredClause, SentimentModel } from '../sentiment/sentiment-model.ts';

/** The sentiment of a part of a text. */
export type PlaceSentiment = Pick<ScoredClause, 'score' | 'probabilities'>;

/** What separates statements: "great food, slow service". Not "and", which more often joins things than statements. */
const separator = /(?<!\s)\s*(?:[,;]|\bwhile\b)\s*/giu;

/** The parts of a clause with at least this score, positive or negative, agree: they are not scored on their own. */
const clearScore = 0.5;

/** The parts of a text between commas, as half-open offsets into it. A text without commas is one part. */
export const segmentsOf = (text: string): Span[] => {
  const segments: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(separator)) {
    if (match.index > start) segments.push([start, match.index]);
    start = match.index + match[0].length;
  }
  if (start < text.length) segments.push([start, text.length]);
  return segments;
};

const segmentAt = (segments: readonly Span[], place: number): number =>
  Math.max(
    0,
    segments.findIndex(([, end]) => place < end),
  );

/**
 * The sentiment at each place of a clause. If the places are in several parts of the clause, it is that of the place's own part,
 * or of the whole clause if that part is neutral ("the soup, the steak, the wine: great").
 *
 * @param places Offsets into the text where something is mentioned, in the clause.
 * @returns One for each place.
 */
export const sentimentAt = (
  model: SentimentModel,
  { text, clause }: { readonly text: string; readonly clause: ScoredClause },
  places: readonly number[],
): PlaceSentiment[] => {
  if (places.length < 2 || Math.abs(clause.score) >= clearScore) return places.map(() => clause);
  const [clauseStart, clauseEnd] = clause.span;
  const segments = segmentsOf(text.slice(clauseStart, clauseEnd));
  const homes = places.map((place) => segmentAt(segments, place - clauseStart));
  const named = new Set(homes);
  if (named.size < 2) return places.map(() => clause);
  const sentimentOf = new Map(
    [...named].map((home): [number, PlaceSentiment] => {
      const [start, end] = segments[home] ?? [0, clauseEnd - clauseStart];
      const own = model.score(text.slice(clauseStart + start, clauseStart + end));
      return [home, own.label === 'neutral' ? clause : own];
    }),
  );
  return homes.map((home) => sentimentOf.get(home) ?? clause);
};
