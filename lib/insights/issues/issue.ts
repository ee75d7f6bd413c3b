import type { Span } from '../../analysis/analysis.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { IssueClause } from './clause.ts';
import type { Concentration } from './concentrations.ts';
import type { IssueDescriptor } from './issue-descriptor.ts';
import type { LoudSource } from './loud-source.ts';

/** A stretch of a comment that shows what an issue is about. */
export interface IssueQuote {
  readonly responseId: string;
  /** The whole comment, redacted as it is stored, and the clause in it: half-open UTF-16 offsets. */
  readonly text: string;
  readonly span: Span;
}

/** A share, 0..1, with its 95 % interval. */
export interface Share extends Interval {
  readonly value: number;
}

/** How an issue's share compares to the earlier period. */
export interface IssueChange {
  /** `began`: surely more than before, when next to nobody said it; `rose`, `fell`: surely; `unchanged`: no significant change. */
  readonly direction: 'began' | 'rose' | 'fell' | 'unchanged';
  /** Share of the earlier clauses with its interval; absent where one to four people said it then. */
  readonly earlier?: Share;
  /**
   * Of what began or rose by the scan: the chance of any such story where nothing is new. Of the others: the false discovery rate over all
   * of them.
   */
  readonly errorRate: number;
  /** Days in which the share doubles, with its interval; absent where it does not surely grow. */
  readonly doublingDays?: { readonly value: number; readonly low: number; readonly high: number };
}

/** Something that many customers say, below the level of themes. */
export interface Issue {
  /** What it is known again by; also its id and name. */
  readonly descriptor: IssueDescriptor;
  readonly keywords: readonly string[];
  /** Themes that at least half of its clauses mention, the most mentioned first. */
  readonly themes: readonly string[];
  /** What was counted, of the later period: clauses, the responses they are in, and who wrote them. */
  readonly clauses: number;
  readonly responseIds: readonly string[];
  readonly people: number;
  /** Share of the period's clauses, 0..1, with its 95 % interval. */
  readonly share: Share;
  readonly sentiment: { readonly negative: number; readonly neutral: number; readonly positive: number };
  readonly concentrations: readonly Concentration[];
  readonly loudSource?: LoudSource;
  /** At most three; empty where too few people mention it to be quoted. */
  readonly quotes: readonly IssueQuote[];
  /** Only where two periods were compared. */
  readonly change?: IssueChange;
}

/** An issue over a longer time, with everything that was said of it. */
export interface TracedIssue
  extends Pick<Issue, 'descriptor' | 'keywords' | 'themes' | 'concentrations' | 'loudSource'> {
  /** Of both periods, in the fixed order of clauses. */
  readonly clauses: readonly IssueClause[];
  /** The best quotes first; empty where too few people mention it to be quoted. */
  readonly quotes: readonly IssueClause[];
  readonly change: Pick<IssueChange, 'direction' | 'errorRate' | 'doublingDays'>;
}
