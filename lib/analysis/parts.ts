import { sortBy } from 'remeda';
import type { Signal, Span, ThemeMention } from './analysis.ts';
import type { LanguagePart } from './language/language-parts.ts';
import { isMixed, likeliestLabel, type Probabilities, scoreOf } from './sentiment/model/trained-model.ts';
import type { ScoredClause, ScoredText } from './sentiment/sentiment-model.ts';
import { polarityOf } from './themes/mentions.ts';

/** What a part of a text says, with offsets into the part. */
export interface ReadPart {
  readonly scored: ScoredText;
  readonly themes: readonly ThemeMention[];
  readonly signals: readonly Signal[];
}

/** A part that was read, and its place in the text. */
export interface PlacedPart extends LanguagePart, ReadPart {}

/** The language of most words; of two with as many, the one that comes first. */
export const mostWritten = (parts: readonly LanguagePart[]): string => {
  const words = new Map<string, number>();
  for (const part of parts) words.set(part.language, (words.get(part.language) ?? 0) + part.words);
  const [[language] = ['und']] = sortBy([...words], [([, count]) => count, 'desc']);
  return language;
};

const moved = ([start, end]: Span, by: number): Span => [start + by, end + by];

const movedClauses = ({ span: [start], scored }: PlacedPart): ScoredClause[] =>
  scored.clauses.map((clause) => ({ ...clause, span: moved(clause.span, start) }));

/** As likely as in the parts on average, by their words. */
const averaged = (parts: readonly PlacedPart[]): Probabilities => {
  const sums: [number, number, number] = [0, 0, 0];
  let words = 0;
  for (const { scored, words: weight } of parts) {
    const [negative, neutral, positive] = scored.probabilities ?? [0, 1, 0];
    words += weight;
    sums[0] += weight * negative;
    sums[1] += weight * neutral;
    sums[2] += weight * positive;
  }
  return [sums[0] / words, sums[1] / words, sums[2] / words];
};

const joinedScores = (parts: readonly PlacedPart[]): ScoredText => {
  const probabilities = averaged(parts);
  const clauses = parts.flatMap(movedClauses);
  return {
    label: likeliestLabel(probabilities),
    score: scoreOf(probabilities),
    mixed: isMixed(clauses.flatMap(({ probabilities: likely }) => (likely === undefined ? [] : [likely]))),
    probabilities,
    clauses,
  };
};

const movedSpans = (spans: readonly Span[], by: number): Span[] => spans.map((span) => moved(span, by));

const joinedMention = (mentions: readonly ThemeMention[]): ThemeMention[] => {
  const [first, ...others] = mentions;
  if (first === undefined) return [];
  if (others.length === 0) return [first];
  return [
    {
      id: first.id,
      confidence: Math.max(...mentions.map(({ confidence }) => confidence)),
      sentiment: polarityOf(mentions.map(({ sentiment }) => sentiment)),
      spans: mentions.flatMap(({ spans }) => spans),
    },
  ];
};

const grouped = <T extends { readonly id: string }>(items: readonly T[]): T[][] => [
  ...Map.groupBy(items, ({ id }) => id).values(),
];

/**
 * A text from its parts, each read in its own language: sentiment by their words, themes and signals of all.
 *
 * @param parts one or more, in the order of the text
 */
export const joinedParts = (parts: readonly PlacedPart[]): ReadPart => ({
  scored: joinedScores(parts),
  themes: grouped(
    parts.flatMap(({ themes, span: [start] }) =>
      themes.map((mention) => ({ ...mention, spans: movedSpans(mention.spans, start) })),
    ),
  ).flatMap(joinedMention),
  signals: grouped(
    parts.flatMap(({ signals, span: [start] }) =>
      signals.map((signal) => ({ ...signal, spans: movedSpans(signal.spans, start) })),
    ),
  ).map((all) => ({ id: all[0]?.id ?? '', spans: all.flatMap(({ spans }) => spans) })),
});
