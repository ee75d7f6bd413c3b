import { firstBy, sum } from 'remeda';
import { type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { knownDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import type { MentionSentiment } from '../issues/recorded/count-mentions.ts';

/** An issue below the level of themes, with its sentiment. */
export interface IssueFact {
  readonly id: string;
  /** In customers' words. */
  readonly name: string;
  /** Answers that mention it. */
  readonly mentions: number;
  readonly negative: Figure;
  readonly positive: Figure;
}

/** An issue of a touchpoint with its count. */
export interface FeltIssue {
  readonly id: string;
  readonly name: string;
  readonly n: number;
  readonly sentiment: MentionSentiment;
  /** The same of each person. */
  readonly byPerson: readonly MentionSentiment[];
}

/** The issues that most complain about, and that most praise; never the same. */
export interface SharpestIssues {
  readonly painIssue?: IssueFact;
  readonly praiseIssue?: IssueFact;
}

const factOf = ({ id, name, n, sentiment, byPerson }: FeltIssue, minimumSample: number): IssueFact => {
  const shareOf = (felt: 'negative' | 'positive'): Figure => {
    const designEffect = knownDesignEffect(byPerson.map((own) => [sum(Object.values(own)), own[felt]]));
    return figureMaker(minimumSample, designEffect).share(sentiment[felt], n);
  };
  return { id, name, mentions: n, negative: shareOf('negative'), positive: shareOf('positive') };
};

const strongest = (issues: readonly FeltIssue[], felt: 'negative' | 'positive'): FeltIssue | undefined => {
  const opposite = felt === 'negative' ? 'positive' : 'negative';
  return firstBy(
    issues.filter(({ sentiment }) => sentiment[felt] > sentiment[opposite]),
    [({ sentiment }) => sentiment[felt], 'desc'],
  );
};

/**
 * What hurts and what pleases most, of issues that more feel so than the opposite; the first of equals.
 *
 * @example sharpestIssues([{ id: 'i-1', name: 'new payment page', n: 25, sentiment: { negative: 23, … }, byPerson: [{ negative: 1, … }, …] }], 30)
 */
export const sharpestIssues = (issues: readonly FeltIssue[], minimumSample: number): SharpestIssues => {
  const [pain, praise] = [strongest(issues, 'negative'), strongest(issues, 'positive')];
  return {
    ...(pain && { painIssue: factOf(pain, minimumSample) }),
    ...(praise && { praiseIssue: factOf(praise, minimumSample) }),
  };
};
