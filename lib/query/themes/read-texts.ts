import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { StoredReview } from '../../store/items/review-items.ts';
import type { Stores } from '../../store/stores.ts';
import { type AskedPieces, findPieces } from '../comments/pieces.ts';
import { searchPieces } from '../comments/search-pieces.ts';
import { deadlineIn } from '../deadline.ts';
import type { ReviewReader } from '../reviews/read-reviews.ts';

/** A comment that may be read, with its place. */
export interface ReadText {
  readonly copy: Copy;
  readonly answer: AnalyzedAnswer;
  /** Only if reviews are read. */
  readonly review?: StoredReview;
}

export interface TextsRead {
  readonly texts: readonly ReadText[];
  /** Responses that were read, of those in the scope. */
  readonly examined: { readonly responses: number; readonly of: number };
  /** Too few people match for anything to be disclosed. */
  readonly suppressed: boolean;
  readonly partial: boolean;
}

export interface TextReader {
  readonly effects: Pick<Stores, 'summaries' | 'feedback'>;
  readonly settings: MetricsSettings;
  readonly milliseconds: () => number;
  /** Reading stops after this: the result covers what was read until then, and how much that was. */
  readonly seconds: number;
  readonly reviews?: ReviewReader;
}

/**
 * The matching comments of a scope, as far as they may be read one by one: counting them reveals nothing that readers of `GET /comments`
 * could not count.
 */
export const readTexts = async (
  { effects, settings, milliseconds, seconds, reviews }: TextReader,
  asked: AskedPieces,
  isMeant: (answer: AnalyzedAnswer) => boolean,
): Promise<TextsRead> => {
  const { quotes } = thresholdsOf(settings);
  const { pieces, responses: of, outcome } = await findPieces({ effects, settings, quotes }, asked);
  const result = await searchPieces(
    {
      feedback: effects.feedback,
      manner: { threshold: quotes, orderOf: ({ responseId }) => responseId },
      match: ({ answers }) => {
        const matched = answers.flatMap((answer, index) => (isMeant(answer) ? [index] : []));
        return matched.length === 0 ? undefined : matched;
      },
      ...(reviews === undefined ? {} : { reviews }),
      limit: Number.POSITIVE_INFINITY,
      isCounted: true,
      deadline: deadlineIn(seconds, milliseconds),
    },
    pieces,
  );
  const texts = result.found.flatMap(({ copy, matched, review }) =>
    matched.flatMap((index): ReadText[] => {
      const answer = copy.answers[index];
      return answer === undefined ? [] : [{ copy, answer, ...(review === undefined ? {} : { review }) }];
    }),
  );
  return {
    texts: result.enough ? texts : [],
    examined: { responses: result.examined, of },
    suppressed: !result.enough,
    partial: outcome.partial,
  };
};

/** English comments are matched against seeds; those in other languages against words of their own. */
export const isMatchedBySeeds = ({ analysis }: AnalyzedAnswer): boolean =>
  analysis.status === 'scored' && analysis.language === 'en';
