import type { CommentAnswer, ResponseExplanation } from '../../shared/api.ts';
import { type Place, placesOf } from '../../shared/marked/segments.ts';
import type { Format } from '../../shared/texts/format.ts';

type Explained = ResponseExplanation['explained'][number];
type Clause = Explained['clauses'][number];
type Word = Explained['words'][number];

/** A clause of a comment: its sentiment, and the words that decided it most. */
export interface ExplainedClause extends Clause {
  readonly words: readonly { readonly text: string; readonly weight: number }[];
}

const maxWords = 3;
/** Less than this moves nothing that a reader would see. */
const minWeight = 0.05;

const isInside = ({ span: [from, to] }: Word, { span: [start, end] }: Clause): boolean =>
  start <= from && to <= end;

const hasLetters = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/** The clauses of a comment with their strongest words. */
export const clausesOf = (text: string, { clauses, words }: Explained): ExplainedClause[] =>
  clauses.map((clause) => ({
    ...clause,
    words: words
      .filter((word) => isInside(word, clause) && Math.abs(word.weight) >= minWeight)
      .map(({ span: [from, to], weight }) => ({ text: text.slice(from, to), weight }))
      .filter((word) => hasLetters(word.text))
      .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
      .slice(0, maxWords),
  }));

/** What is marked: clauses with a sentiment, and until they are loaded the words of themes. */
export const markedPlaces = (
  answer: CommentAnswer,
  clauses: readonly ExplainedClause[] | undefined,
): Place[] => {
  if (clauses === undefined || clauses.length === 0)
    return placesOf(answer).filter(({ felt }) => felt !== undefined);
  return clauses.flatMap(({ span, label, score }, index) =>
    label === 'neutral' ? [] : [{ id: `clause:${index}`, spans: [span], felt: { label, score } }],
  );
};

/** The words that moved a clause, and which way. @example movedText(words, format) // 'smooth +0.93 · paid −0.21' */
export const movedText = (words: ExplainedClause['words'], { polarity }: Format): string =>
  words.map(({ text, weight }) => `${text} ${signed(weight, polarity)}`).join(' · ');

export const signed = (value: number, write: (value: number) => string): string =>
  value > 0 ? `+${write(value)}` : write(value);
