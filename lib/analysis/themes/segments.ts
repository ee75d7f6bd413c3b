import type { Span } from '../analysis.ts';
import type { ScoredClause, SentimentModel } from '../sentiment/sentiment-model.ts';

/** Where a list of statements can be parted: "great food, slow service and a rude waiter". */
const partition = /\s*(?:,|;|\band\b|\bbut\b|\bwhile\b|\bwith\b|\/|&)\s*/giu;

/** The stretches of a text between commas and ands, as half-open offsets into it. A text without any is one stretch. */
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

/**
 * What is felt at a place of a clause that speaks of several things: the sentiment of its own stretch, or of the whole
 * clause where the stretch says nothing of its own ("the soup, the steak and the wine were great").
 */
export const feltAt = (
  model: SentimentModel,
  text: string,
  clause: ScoredClause,
  place: Span,
): ScoredClause => {
  const [clauseStart, clauseEnd] = clause.span;
  const segments = segmentsOf(text.slice(clauseStart, clauseEnd));
  const own = segments.find(([, end]) => place[0] < clauseStart + end);
  if (own === undefined || segments.length === 1) return clause;
  const { label, score } = model.score(
    text.slice(clauseStart + own[0], clauseStart + Math.max(own[1], place[1] - clauseStart)),
  );
  return label === 'neutral' ? clause : { label, score, span: [clauseStart + own[0], clauseStart + own[1]] };
};
