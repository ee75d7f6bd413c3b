import { sortBy } from 'remeda';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { exactP, logOddsRatio } from './log-odds.ts';
import { type PhraseCount, type PhraseTally, sumPhraseTallies } from './phrase-tally.ts';

/** A phrase of the period, with how it compares to the earlier one. */
export interface PhraseChange {
  readonly key: string;
  readonly count: PhraseCount;
  /** Responses of the earlier period; absent where those who said it are below the minimum group size. */
  readonly earlierResponses?: number;
  /** Of the log-odds ratio, in standard errors; ranks. Above 0: said more now. */
  readonly z: number;
  readonly ratio: number;
  readonly p: number;
  /** The false discovery rate at which the change would be called, over every phrase that was compared. */
  readonly falseDiscoveryRate: number;
}

const none: PhraseCount = { responses: 0, negative: 0, neutral: 0, positive: 0, wordings: {}, people: [] };

const isEnough = ({ people }: PhraseCount, threshold: number): boolean => countPeople(people) >= threshold;

/**
 * Every phrase that is said by enough people in the two periods together is compared and corrected for; those said by too
 * few people now are left out of the result then. Choosing by the sum keeps the test exact, as Fisher's test is given the
 * sum (independent filtering: Bourgon, Gentleman and Huber, PNAS 107 (2010) 9546–9551). Most changed first, then by phrase; of an
 * empty period, none.
 *
 * @param threshold people under whom a phrase is never shown, at most 10
 */
export const phraseChanges = (
  now: PhraseTally,
  before: PhraseTally,
  threshold: number = defaultThresholds.figures,
): PhraseChange[] => {
  const together = sumPhraseTallies([now, before]);
  const compared = [...together.phrases]
    .filter(([, count]) => isEnough(count, threshold))
    .map(([key]) => key)
    .sort();
  const changes = compared.map((key) => {
    const count = now.phrases.get(key) ?? none;
    const earlier = before.phrases.get(key) ?? none;
    const shares = {
      said: count.responses,
      of: now.responses,
      saidBefore: earlier.responses,
      ofBefore: before.responses,
    };
    const isTold = earlier.responses === 0 || isEnough(earlier, threshold);
    return {
      key,
      count,
      ...(isTold ? { earlierResponses: earlier.responses } : {}),
      ...logOddsRatio(shares),
      p: exactP(shares),
    };
  });
  const rates = falseDiscoveryRates(changes.map(({ p }) => p));
  const rated = changes
    .map((change, index) => ({ ...change, falseDiscoveryRate: rates[index] ?? 1 }))
    .filter(({ count }) => isEnough(count, threshold));
  return sortBy(rated, [({ z }) => z, 'desc'], ({ key }) => key);
};
