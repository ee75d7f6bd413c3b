import { sortBy } from 'remeda';
import type { SentimentLabel, Span } from '../../analysis/analysis.ts';

/** One clause of a comment, or a whole comment with a single statement: the input of issues. */
export interface IssueClause {
  readonly responseId: string;
  /** The place of its answer in the response, from 0. Default 0. */
  readonly answer?: number;
  /** The stored, redacted text of the comment, and where the clause is in it: half-open UTF-16 offsets. */
  readonly text: string;
  readonly span: Span;
  /** Ids of the themes that are mentioned in it. */
  readonly themes: readonly string[];
  readonly sentiment: SentimentLabel;
  /** 2026-05-31, or 2026-05 if only the month is known; absent without a date. */
  readonly day?: string;
  /** Keyed hash of the respondent; without one the response counts as a person of its own. */
  readonly respondent?: string;
  /** Of business customers: several respondents may write for one account. */
  readonly account?: string;
  /** Value by dimension: channel, market, product line. */
  readonly segments?: Readonly<Record<string, string>>;
}

/** The words of the clause as the customer wrote them. */
export const wordingOf = ({ text, span: [start, end] }: IssueClause): string => text.slice(start, end);

/** The person who wrote a clause. */
export const personOf = ({ respondent, responseId }: IssueClause): string => respondent ?? responseId;

export const peopleIn = (clauses: readonly IssueClause[]): Set<string> => new Set(clauses.map(personOf));

export const countPeopleIn = (clauses: readonly IssueClause[]): number => peopleIn(clauses).size;

/**
 * The clauses in a fixed order, so that neither their input order nor their batches matter. By text first: ids are hashed with a key of
 * each deployment, and the same feedback must have the same issues in every deployment.
 */
export const inFixedOrder = (clauses: Iterable<IssueClause>): IssueClause[] =>
  sortBy(
    [...clauses],
    ({ text }) => text,
    ({ span: [start] }) => start,
    ({ span: [, end] }) => end,
    ({ day = '' }) => day,
    ({ responseId }) => responseId,
    ({ answer = 0 }) => answer,
  );
