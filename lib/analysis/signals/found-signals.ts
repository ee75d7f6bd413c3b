import type { Signal, Span } from '../analysis.ts';
import type { ScoredClause } from '../sentiment/sentiment-model.ts';
import type { Word } from '../words/words.ts';

export interface SearchedAnswer {
  readonly text: string;
  readonly words: readonly Word[];
  readonly clauses: readonly ScoredClause[];
}

/** The sentiment of a clause is clear from this score on, positive or negative. */
export const clearScore = 0.5;

/** A signal at one place. */
export interface FoundSignal {
  readonly id: string;
  readonly span: Span;
}

/** Clauses of clear sentiment. */
export const complaintsAndPraise = ({ clauses }: SearchedAnswer): FoundSignal[] =>
  clauses
    .filter(({ score }) => Math.abs(score) >= clearScore)
    .map(({ label, span }) => ({ id: label === 'negative' ? 'complaint' : 'praise', span }));

const byPlace = (a: Span, b: Span): number => a[0] - b[0] || a[1] - b[1];

/** The places of one signal in order; one inside another is dropped. */
const outermost = (places: Span[]): Span[] => {
  const spans: Span[] = [];
  let end = -1;
  for (const span of places.sort(byPlace)) {
    if (span[1] <= end) continue;
    spans.push(span);
    end = span[1];
  }
  return spans;
};

/** One entry for each signal, in the order found. */
export const bySignal = (found: readonly FoundSignal[]): Signal[] => {
  const places = new Map<string, Span[]>();
  for (const { id, span } of found) {
    const known = places.get(id);
    if (known === undefined) places.set(id, [span]);
    else known.push(span);
  }
  return Array.from(places, ([id, spans]) => ({ id, spans: outermost(spans) }));
};
