import type { Copy } from '../../feedback/response/copy.ts';
import {
  chooseQuotes,
  type Quote,
  type QuoteCandidate,
  type QuoteOptions,
  quoteCandidates,
} from './quotes.ts';

/** Enough to choose a handful from. */
const maxCandidates = 2000;

/** Ids are keyed hashes, so the smallest are a random sample that does not depend on the order. */
const byResponse = (left: QuoteCandidate, right: QuoteCandidate): number =>
  Number(left.responseId > right.responseId) - Number(left.responseId < right.responseId) ||
  left.answer - right.answer;

/** Candidates for quotes of one group: a sample of a few thousand. */
export class QuotePool {
  #candidates: QuoteCandidate[] = [];

  /** Adds the quotable answers of a response; `isMeant` selects those that illustrate the group. */
  add(copy: Copy, isMeant: (candidate: QuoteCandidate) => boolean = () => true): void {
    this.#candidates.push(...quoteCandidates(copy).filter(isMeant));
    if (this.#candidates.length > 2 * maxCandidates)
      this.#candidates = this.#candidates.toSorted(byResponse).slice(0, maxCandidates);
  }

  choose(count: number, options?: QuoteOptions): Quote[] {
    return chooseQuotes(this.#candidates.toSorted(byResponse).slice(0, maxCandidates), count, options);
  }
}
