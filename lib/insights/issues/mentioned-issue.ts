import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { Copy } from '../../feedback/response/copy.ts';

/** An issue that an answer mentions, with the sentiment of the mention. */
export interface MentionedIssue {
  readonly touchpoint: string;
  readonly id: string;
  readonly name: string;
  readonly label: SentimentLabel;
}

/** The issues that a response mentions. */
export type IssuesOf = (copy: Copy) => readonly MentionedIssue[];
