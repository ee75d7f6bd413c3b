import { sortBy } from 'remeda';
import type { Span, ThemeMention } from '../../analysis/analysis.ts';
import type { AnalyzedAnswer } from '../../feedback/response/copy.ts';
import { QuotePool } from '../../insights/quotes/quote-pool.ts';
import type { Quote } from '../../insights/quotes/quotes.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';
import type { ReadText } from './read-texts.ts';

/** The words by which a theme was found. */
export interface ThemePhrase {
  /** In lower case. */
  readonly wording: string;
  readonly comments: number;
}

export interface ThemeQuote extends Pick<Quote, 'touchpoint' | 'responseId' | 'text' | 'label' | 'excerpt'> {
  /** Where the theme is mentioned, half-open UTF-16 offsets into the text. */
  readonly spans: readonly Span[];
}

/** What an answer contains about a theme. */
export const mentionIn = ({ analysis }: AnalyzedAnswer, theme: string): ThemeMention | undefined =>
  analysis.status === 'scored' ? analysis.themes.find(({ id }) => id === theme) : undefined;

const wordingsIn = ({ answer }: ReadText, theme: string): Set<string> =>
  new Set(
    (mentionIn(answer, theme)?.spans ?? []).map((span) =>
      answer.text
        .slice(...span)
        .toLowerCase()
        .replaceAll(/\s+/g, ' '),
    ),
  );

export interface PhraseLimits {
  readonly max: number;
  /** A phrase needs at least this many people. */
  readonly minRespondents: number;
}

/** The words by which a theme was found, the most frequent first, each with the comments that have it. */
export const themePhrases = (
  texts: readonly ReadText[],
  theme: string,
  { max, minRespondents }: PhraseLimits,
): ThemePhrase[] => {
  const counts = new Map<string, { comments: number; people: GrowingPeople }>();
  for (const text of texts)
    for (const wording of wordingsIn(text, theme)) {
      const { comments, people } = counts.get(wording) ?? { comments: 0, people: new Set() };
      counts.set(wording, { comments: comments + 1, people: addMark(people, markOf(text.copy)) });
    }
  const frequent = [...counts].filter(
    ([, { people }]) => countPeople(finishPeople(people)) >= minRespondents,
  );
  const phrases = frequent.map(([wording, { comments }]) => ({ wording, comments }));
  return sortBy(phrases, [({ comments }) => comments, 'desc'], ({ wording }) => wording).slice(0, max);
};

const inside = ([from, to]: Span, spans: readonly Span[]): Span[] =>
  spans
    .filter(([start, end]) => start >= from && end <= to)
    .map(([start, end]): Span => [start - from, end - from]);

/** Some comments about a theme, of different people; empty below the minimum group size. */
export const themeQuotes = (
  texts: readonly ReadText[],
  theme: string,
  { max, minRespondents }: PhraseLimits,
): ThemeQuote[] => {
  const copies = new Map(texts.map(({ copy }) => [copy.responseId, copy]));
  const pool = new QuotePool();
  for (const copy of copies.values()) pool.add(copy, ({ themes }) => themes.some(({ id }) => id === theme));
  return pool
    .choose(max, { minRespondents })
    .map(({ touchpoint, responseId, answer, span, text, label, excerpt }) => {
      const answered = copies.get(responseId)?.answers[answer];
      const mention = answered && mentionIn(answered, theme);
      return {
        touchpoint,
        responseId,
        text,
        excerpt,
        label: mention?.sentiment.label ?? label,
        spans: inside(span, mention?.spans ?? []),
      };
    });
};
