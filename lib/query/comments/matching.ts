import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { idStartOf } from '../../feedback/response/identity/places.ts';
import type { Match } from './search-pieces.ts';

/** Ratings of a scale between two values, both included. */
export interface ScoreBucket {
  readonly scale: string;
  readonly low: number;
  readonly high: number;
}

interface FeltSentiment {
  readonly label?: SentimentLabel | undefined;
  readonly theme?: string | undefined;
}

/** The filters of an answer; an absent one does not apply. */
export interface Wanted extends FeltSentiment {
  readonly signal?: string | undefined;
  readonly language?: string | undefined;
  readonly q?: string | undefined;
  /** Only these, as {@link answerKey} names them. */
  readonly answers?: ReadonlySet<string> | undefined;
}

/** Names an answer by the start of its response's id, and its place in it. */
export const answerKey = (response: string, answer: number): string => `${response} ${answer}`;

/** With a theme and a label, the label is that of the theme's mention. */
const isFeltSo = ({ analysis }: AnalyzedAnswer, { label, theme }: Wanted): boolean => {
  if (label === undefined && theme === undefined) return true;
  if (analysis.status !== 'scored') return false;
  if (theme === undefined) return analysis.sentiment.label === label;
  return analysis.themes.some(
    (mention) => mention.id === theme && (label === undefined || mention.sentiment.label === label),
  );
};

const hasSignal = ({ analysis }: AnalyzedAnswer, signal: string | undefined): boolean =>
  signal === undefined ||
  (analysis.status === 'scored' && analysis.signals?.some(({ id }) => id === signal) === true);

const isIn = ({ analysis }: AnalyzedAnswer, language: string | undefined): boolean =>
  language === undefined || ('language' in analysis && analysis.language === language);

/** Text normalized for search: regardless of case and of Unicode form. */
const searchable = (text: string): string => text.normalize('NFKC').toLowerCase();

const indexesOf = (copy: Copy, isMeant: (answer: AnalyzedAnswer, index: number) => boolean): number[] =>
  copy.answers.flatMap((answer, index) => (isMeant(answer, index) ? [index] : []));

/** The responses of a touchpoint's page: all of them, or those with an answer with this sentiment. */
export const matchFeedback =
  (asked: FeltSentiment): Match =>
  (copy) => {
    const indexes = indexesOf(copy, (answer) => isFeltSo(answer, asked));
    const isAsked = asked.label !== undefined || asked.theme !== undefined;
    return isAsked && indexes.length === 0 ? undefined : indexes;
  };

const isScored = ({ ratings }: Copy, score: ScoreBucket | undefined): boolean => {
  if (score === undefined) return true;
  const rating = ratings[score.scale];
  return rating !== undefined && score.low <= rating && rating <= score.high;
};

/** Comments are answers with content. A match meets all filters at once. */
export const matchComments = (asked: Wanted & { readonly score?: ScoreBucket | undefined }): Match => {
  const words = searchable(asked.q ?? '');
  const { answers } = asked;
  const isMeant = (answer: AnalyzedAnswer): boolean =>
    answer.analysis.status !== 'no-content' &&
    isFeltSo(answer, asked) &&
    hasSignal(answer, asked.signal) &&
    isIn(answer, asked.language) &&
    (words === '' || searchable(answer.text).includes(words));
  return (copy) => {
    if (!isScored(copy, asked.score)) return undefined;
    const start = idStartOf(copy.responseId);
    const indexes = indexesOf(
      copy,
      (answer, index) => (answers?.has(answerKey(start, index)) ?? true) && isMeant(answer),
    );
    return indexes.length === 0 ? undefined : indexes;
  };
};
