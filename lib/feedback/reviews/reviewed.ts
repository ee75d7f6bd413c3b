import { createHash } from 'node:crypto';
import type { Copy } from '../response/copy.ts';
import type { Correction, Review } from './review.ts';

/** Says which text an answer had, without saying it. */
export const textMark = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Of several reviews of a response, that of the batch whose copy counts, else the latest. */
export const reviewOf = <Each extends Review>(
  { responseId, batchId }: Pick<Copy, 'responseId' | 'batchId'>,
  reviews: readonly Each[],
): Each | undefined => {
  const theirs = reviews.filter((one) => one.responseId === responseId);
  return theirs.find((one) => one.batchId === batchId) ?? theirs.at(-1);
};

/** The review of one answer of a response; undefined if its text has changed since. */
export const correctionOf = (
  { question, text }: { readonly question: string; readonly text: string },
  { corrections }: Pick<Review, 'corrections'>,
): Correction | undefined =>
  corrections.find((one) => one.question === question && one.text === textMark(text));
