import type { SentimentLabel, Span } from '../../analysis/analysis.ts';
import { isQuotable } from '../../disclosure/suppression.ts';
import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { quotableSpan } from './quotable-span.ts';

/** The words of a customer, and their place: the answer of a stored response. */
interface Quoted {
  readonly touchpoint: string;
  readonly cell: string;
  readonly responseId: string;
  /** The index of the answer in the response. */
  readonly answer: number;
  /** Half-open UTF-16 offsets into the answer as it is stored, redacted. */
  readonly span: Span;
  /** The words of the span. */
  readonly text: string;
  /** True if the answer is longer than the quote. */
  readonly excerpt: boolean;
  readonly question: string;
  readonly label: SentimentLabel;
}

/** A candidate for a quote. */
export interface QuoteCandidate extends Quoted {
  /** Its respondent: the keyed hash, or the response's id. It is in no quote. */
  readonly author: string;
  /** −1..1. */
  readonly score: number;
  /** Its sentiment about each theme found inside the span. */
  readonly themes: readonly { readonly id: string; readonly label: SentimentLabel }[];
}

export interface Quote extends Quoted {
  /** The themes it mentions, in order; only those with the minimum number of respondents for quotes. */
  readonly themes: readonly string[];
}

export interface QuoteOptions {
  /** The minimum number of respondents for quotes, and for naming a theme. Default 10. */
  readonly minRespondents?: number;
}

const placeholder = /\[(?:email|phone|card|iban)\]/;

const candidateOf = (copy: Copy, answer: number, { text, question, analysis }: AnalyzedAnswer) => {
  if (analysis.status !== 'scored') return [];
  const [first] = analysis.themes.flatMap(({ spans }) => spans);
  const span = quotableSpan(text, first?.[0] ?? 0);
  const inside = analysis.themes.filter(({ spans }) =>
    spans.some(([from, to]) => from >= span[0] && to <= span[1]),
  );
  return [
    {
      touchpoint: copy.touchpoint,
      cell: copy.cell,
      responseId: copy.responseId,
      answer,
      span,
      text: text.slice(...span),
      excerpt: span[1] - span[0] < text.trim().length,
      question,
      label: analysis.sentiment.label,
      author: copy.respondent ?? copy.responseId,
      score: analysis.sentiment.score,
      themes: inside.map(({ id, sentiment }) => ({ id, label: sentiment.label })),
    },
  ];
};

/** The candidates of a stored response: each scored answer once. */
export const quoteCandidates = (copy: Copy): QuoteCandidate[] =>
  copy.answers.flatMap((answer, index) => candidateOf(copy, index, answer));

/** True if the quote is in the stored response word for word. */
export const isVerified = ({ responseId, answer, span, text }: Quote, copy: Copy): boolean =>
  copy.responseId === responseId && text !== '' && copy.answers[answer]?.text.slice(...span) === text;

const authorsByTheme = (candidates: readonly QuoteCandidate[]): Map<string, Set<string>> => {
  const authors = new Map<string, Set<string>>();
  for (const { author, themes } of candidates)
    for (const { id } of themes) authors.set(id, (authors.get(id) ?? new Set()).add(author));
  return authors;
};

/** What a candidate covers: themes, each with one sentiment; its own label if no theme may be named. */
const aspectsOf = ({ themes, label }: QuoteCandidate, named: ReadonlySet<string>): string[] =>
  named.size === 0
    ? [label]
    : themes.filter(({ id }) => named.has(id)).map((theme) => `${theme.label}:${theme.id}`);

interface Weighed {
  readonly candidate: QuoteCandidate;
  readonly aspects: readonly string[];
}

/** How many mention an aspect: the more, the earlier it is covered. */
const weightsOf = (weighed: readonly Weighed[]): Map<string, number> => {
  const authors = new Map<string, Set<string>>();
  for (const { candidate, aspects } of weighed)
    for (const aspect of aspects)
      authors.set(aspect, (authors.get(aspect) ?? new Set()).add(candidate.author));
  return new Map([...authors].map(([aspect, { size }]) => [aspect, size]));
};

/** A quote of one or two sentences is best; one with a redaction, or of two words, says little. */
const goodLength: Span = [40, 160];

const unfitness = ({ text, score }: QuoteCandidate): number => {
  const [shortest, longest] = goodLength;
  const off = Math.max(0, shortest - text.length, text.length - longest) / shortest;
  return off + (placeholder.test(text) ? 3 : 0) - Math.abs(score);
};

const placeOf = ({ touchpoint, cell, responseId, answer }: QuoteCandidate): string =>
  [touchpoint, cell, responseId, answer].join('#');

const fittestFirst = (left: QuoteCandidate, right: QuoteCandidate): number =>
  unfitness(left) - unfitness(right) || (placeOf(left) < placeOf(right) ? -1 : 1);

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Two texts repeat each other if they share two thirds of the words of the shorter one. */
const repeats = (one: string, other: string): boolean => {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared * 3 >= Math.min(words.size, others.size) * 2;
};

const saysAgain = (candidate: QuoteCandidate, chosen: readonly QuoteCandidate[]): boolean =>
  chosen.some(({ author, text }) => author === candidate.author || repeats(text, candidate.text));

/** The next candidate: the one that covers most of what is not covered yet; undefined if none does. */
const bestOf = (
  left: readonly Weighed[],
  weights: ReadonlyMap<string, number>,
  covered: ReadonlySet<string>,
): Weighed | undefined => {
  let best: Weighed | undefined;
  let maxGain = 0;
  for (const weighed of left) {
    const gain = weighed.aspects.reduce(
      (sum, aspect) => (covered.has(aspect) ? sum : sum + (weights.get(aspect) ?? 0)),
      0,
    );
    if (gain > maxGain) [best, maxGain] = [weighed, gain];
  }
  return best;
};

const cover = (weighed: readonly Weighed[], count: number): Weighed[] => {
  const weights = weightsOf(weighed);
  const chosen: Weighed[] = [];
  let [left, covered] = [weighed, new Set<string>()];
  while (chosen.length < count && left.length > 0) {
    const best = bestOf(left, weights, covered);
    if (best === undefined && covered.size === 0) break;
    if (best === undefined) covered = new Set();
    else {
      left = left.filter((one) => one !== best);
      if (
        saysAgain(
          best.candidate,
          chosen.map(({ candidate }) => candidate),
        )
      )
        continue;
      chosen.push(best);
      covered = new Set([...covered, ...best.aspects]);
    }
  }
  return chosen;
};

const quoteOf = (
  { author: _author, score: _score, themes, ...quoted }: QuoteCandidate,
  named: ReadonlySet<string>,
): Quote => ({ ...quoted, themes: themes.map(({ id }) => id).filter((id) => named.has(id)) });

/**
 * At most `count` quotes that together cover the main topics without repetition, the most frequent topic first: greedy
 * maximum coverage of the themes by their sentiment, each weighted by its respondents. Nobody is quoted twice; the
 * same candidates give the same quotes in any order. Empty if the candidates have fewer than ten respondents.
 *
 * Source: Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978) 265–294 (greedy covers at least 63 % of the best).
 *
 * @param candidates those of one group: what may not be quoted of the group must not be in it
 * @example chooseQuotes(copies.flatMap(quoteCandidates), 3) // [{ touchpoint: 'delivery', text: 'It came two days late.', … }]
 */
export const chooseQuotes = (
  candidates: Iterable<QuoteCandidate>,
  count: number,
  { minRespondents = defaultThresholds.quotes }: QuoteOptions = {},
): Quote[] => {
  const said = [...candidates].filter(({ text }) => text !== '').toSorted(fittestFirst);
  if (!isQuotable(new Set(said.map(({ author }) => author)).size, minRespondents)) return [];
  const named = new Set(
    [...authorsByTheme(said)].filter(([, { size }]) => isQuotable(size, minRespondents)).map(([id]) => id),
  );
  const weighed = said.map((candidate) => ({ candidate, aspects: aspectsOf(candidate, named) }));
  return cover(weighed, count).map(({ candidate }) => quoteOf(candidate, named));
};
