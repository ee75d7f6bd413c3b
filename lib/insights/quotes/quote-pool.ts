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

/** Ids are keyed hashes, so the least of them are a sample by chance that is the same in any order. */
const byResponse = (left: QuoteCandidate, right: QuoteCandidate): number =>
  Number(left.responseId > right.responseId) - Number(left.responseId < right.responseId) ||
  left.answer - right.answer;

/** Candidates for quotes of one group, a few thousand of however many there are. */
export class QuotePool {
  #candidates: QuoteCandidate[] = [];

  /** Takes the answers of a response that may be quoted; `isMeant` says which of them are of what the group stands for. */
  add(copy: Copy, isMeant: (candidate: QuoteCandidate) => boolean = () => true): void {
    this.#candidates.push(...quoteCandidates(copy).filter(isMeant));
    if (this.#candidates.length > 2 * maxCandidates)
      this.#candidates = this.#candidates.toSorted(byResponse).slice(0, maxCandidates);
  }

  choose(count: number, options?: QuoteOptions): Quote[] {
    return chooseQuotes(this.#candidates.toSorted(byResponse).slice(0, maxCandidates), count, options);
  }
}
