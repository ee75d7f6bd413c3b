import type { Span } from '../../analysis/analysis.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { IssueClause } from './clause.ts';
import type { Concentration } from './concentrations.ts';
import type { IssueDescriptor } from './issue-descriptor.ts';
import type { LoudSource } from './loud-source.ts';

/** A part of a comment that illustrates an issue. */
export interface IssueQuote {
  readonly responseId: string;
  /** The whole comment, redacted as it is stored, and the clause in it: half-open UTF-16 offsets. */
  readonly text: string;
  readonly span: Span;
}

/** A share, 0..1, with its 95% interval. */
export interface Share extends Interval {
  readonly value: number;
}

/** An issue's share compared with the earlier period. */
export interface IssueChange {
  /** `began`: significantly more than before, when almost nobody mentioned it; `rose`, `fell`: significant; `unchanged`: no significant change. */
  readonly direction: 'began' | 'rose' | 'fell' | 'unchanged';
  /** Share of the earlier clauses with its interval; absent if one to four people mentioned it then. */
  readonly earlier?: Share;
  /**
   * For new issues found by the scan: the probability of any such group if nothing is new. For the others: the false discovery rate over
   * all of them.
   */
  readonly errorRate: number;
  /** Days in which the share doubles, with the interval; absent if it does not grow significantly. */
  readonly doublingDays?: { readonly value: number; readonly low: number; readonly high: number };
}

/** Something that many customers mention, below the level of themes. */
export interface Issue {
  /** How it is recognized later; also its id and name. */
  readonly descriptor: IssueDescriptor;
  readonly keywords: readonly string[];
  /** Themes that at least half of its clauses mention, the most mentioned first. */
  readonly themes: readonly string[];
  /** Counts of the later period: clauses, their responses, and the people who wrote them. */
  readonly clauses: number;
  readonly responseIds: readonly string[];
  readonly people: number;
  /** Share of the period's clauses, 0..1, with its 95% interval. */
  readonly share: Share;
  readonly sentiment: { readonly negative: number; readonly neutral: number; readonly positive: number };
  readonly concentrations: readonly Concentration[];
  readonly loudSource?: LoudSource;
  /** At most three; empty if too few people mention it for quotes. */
  readonly quotes: readonly IssueQuote[];
  /** Only if two periods were compared. */
  readonly change?: IssueChange;
}

/** An issue over a longer time, with all its mentions. */
export interface TracedIssue
  extends Pick<Issue, 'descriptor' | 'keywords' | 'themes' | 'concentrations' | 'loudSource'> {
  /** Of both periods, in the fixed order of clauses. */
  readonly clauses: readonly IssueClause[];
  /** The best quotes first; empty if too few people mention it for quotes. */
  readonly quotes: readonly IssueClause[];
  readonly change: Pick<IssueChange, 'direction' | 'errorRate' | 'doublingDays'>;
}
