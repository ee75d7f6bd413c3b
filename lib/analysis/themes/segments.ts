import type { Span } from '../analysis.ts';
import type { ScoredClause, SentimentModel } from '../sentiment/sentiment-model.ts';

/** How a stretch of a text feels. */
export type Voice = Pick<ScoredClause, 'score' | 'probabilities'>;

/** Where a list of statements is parted: "great food, slow service". An "and" more often joins things than statements. */
const partition = /\s*(?:[,;]|\bwhile\b)\s*/giu;

/** A clause of one mind needs no closer look: its parts agree. */
const oneMind = 0.5;

/** The stretches of a text between commas, as half-open offsets into it. A text without any is one stretch. */
export const segmentsOf = (text: string): Span[] => {
  const segments: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(partition)) {
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
 * What is felt at each place of a clause: where the places lie in several stretches of it, the sentiment of the place's own
 * stretch, or of the whole clause where that says nothing about its own ("the soup, the steak, the wine: great").
 *
 * @param places Offsets into the text where something is mentioned, in the clause.
 * @returns One for each place.
 */
export const feltAt = (
  model: SentimentModel,
  { text, clause }: { readonly text: string; readonly clause: ScoredClause },
  places: readonly number[],
): Voice[] => {
  if (places.length < 2 || Math.abs(clause.score) >= oneMind) return places.map(() => clause);
  const [clauseStart, clauseEnd] = clause.span;
  const segments = segmentsOf(text.slice(clauseStart, clauseEnd));
  const homes = places.map((place) => segmentAt(segments, place - clauseStart));
  const spoken = new Set(homes);
  if (spoken.size < 2) return places.map(() => clause);
  const felt = new Map(
    [...spoken].map((home): [number, Voice] => {
      const [start, end] = segments[home] ?? [0, clauseEnd - clauseStart];
      const own = model.score(text.slice(clauseStart + start, clauseStart + end));
      return [home, own.label === 'neutral' ? clause : own];
    }),
  );
  return homes.map((home) => felt.get(home) ?? clause);
};
