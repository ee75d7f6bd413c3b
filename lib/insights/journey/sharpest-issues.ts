import { firstBy } from 'remeda';
import { type Figure, figureMaker } from '../../metrics/figures/figure.ts';
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
}

/** The issues that most complain about, and that most praise; never the same. */
export interface SharpestIssues {
  readonly painIssue?: IssueFact;
  readonly praiseIssue?: IssueFact;
}

const factOf = ({ id, name, n, sentiment }: FeltIssue, minimumSample: number): IssueFact => {
  const make = figureMaker(minimumSample);
  return {
    id,
    name,
    mentions: n,
    negative: make.share(sentiment.negative, n),
    positive: make.share(sentiment.positive, n),
  };
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
 * @example sharpestIssues([{ id: 'i-1', name: 'new payment page', n: 25, sentiment: { negative: 23, neutral: 0, positive: 2 } }], 30)
 */
export const sharpestIssues = (issues: readonly FeltIssue[], minimumSample: number): SharpestIssues => {
  const [pain, praise] = [strongest(issues, 'negative'), strongest(issues, 'positive')];
  return {
    ...(pain && { painIssue: factOf(pain, minimumSample) }),
    ...(praise && { praiseIssue: factOf(praise, minimumSample) }),
  };
};
