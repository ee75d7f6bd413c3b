import { sortBy } from 'remeda';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { exactP, logOddsRatio } from './log-odds.ts';
import { type PhraseCount, type PhraseTally, sumPhraseTallies } from './phrase-tally.ts';

/** The phrases of a period, and of the earlier one. */
export interface ComparedPhrases {
  readonly now: PhraseTally;
  readonly before: PhraseTally;
}

/** A phrase of the period, compared with the earlier one. */
export interface PhraseChange {
  readonly key: string;
  readonly count: PhraseCount;
  /** Responses of the earlier period; absent if they are below the minimum group size. */
  readonly earlierResponses?: number;
  /** The log-odds ratio in standard errors, for ranking. Above 0: more frequent now. */
  readonly z: number;
  readonly ratio: number;
  readonly p: number;
  /** The false discovery rate of the change, over every compared phrase. */
  readonly falseDiscoveryRate: number;
}

const none: PhraseCount = { responses: 0, negative: 0, neutral: 0, positive: 0, wordings: {}, people: [] };

const hasEnoughPeople = ({ people }: PhraseCount, threshold: number): boolean =>
  countPeople(people) >= threshold;

/**
 * Every phrase with enough respondents in both periods together is compared and corrected for; those with too
 * few now are removed from the result afterwards. Selecting by the sum keeps the test exact, because Fisher's test is conditional on
 * the sum (independent filtering: Bourgon, Gentleman and Huber, PNAS 107 (2010) 9546–9551). Most changed first, then by phrase; empty
 * for an empty period.
 *
 * @param people the same with one response for each person ({@link onePerPerson}), which are tested
 * @param threshold people under whom a phrase is never shown, at most 10
 */
export const phraseChanges = (
  { now, before }: ComparedPhrases,
  people: ComparedPhrases,
  threshold: number = defaultThresholds.figures,
): PhraseChange[] => {
  const together = sumPhraseTallies([now, before]);
  const compared = [...together.phrases]
    .filter(([, count]) => hasEnoughPeople(count, threshold))
    .map(([key]) => key)
    .sort();
  const changes = compared.map((key) => {
    const count = now.phrases.get(key) ?? none;
    const earlier = before.phrases.get(key) ?? none;
    const shares = {
      count: people.now.phrases.get(key)?.responses ?? 0,
      total: people.now.responses,
      earlierCount: people.before.phrases.get(key)?.responses ?? 0,
      earlierTotal: people.before.responses,
    };
    const isDisclosable = earlier.responses === 0 || hasEnoughPeople(earlier, threshold);
    return {
      key,
      count,
      ...(isDisclosable ? { earlierResponses: earlier.responses } : {}),
      ...logOddsRatio(shares),
      p: exactP(shares),
    };
  });
  const rates = falseDiscoveryRates(changes.map(({ p }) => p));
  const rated = changes
    .map((change, index) => ({ ...change, falseDiscoveryRate: rates[index] ?? 1 }))
    .filter(({ count }) => hasEnoughPeople(count, threshold));
  return sortBy(rated, [({ z }) => z, 'desc'], ({ key }) => key);
};
