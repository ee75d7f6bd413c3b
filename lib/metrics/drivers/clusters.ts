/** The cluster of a response: one account or respondent may have given several, and those are not independent. */
interface Attributed {
  readonly account?: string | undefined;
  /** Keyed hash. */
  readonly respondent?: string | undefined;
  readonly responseId: string;
}

/**
 * More clusters than these are added up in as many random groups, which leaves variances correct on
 * average: 16,384 groups estimate them to about 1 %, in memory that does not grow with the responses
 * (Wolter, Introduction to Variance Estimation, 2nd ed., Springer 2007, chapter 2).
 */
export const clusterGroups = 16_384;

/** FNV-1a. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/** The cluster of a response, as a whole number under 2^32: of its account, otherwise of its respondent, otherwise of itself. */
export const clusterOf = ({ account, respondent, responseId }: Attributed): number =>
  hashOf(account === undefined ? (respondent ?? responseId) : `account ${account}`);
