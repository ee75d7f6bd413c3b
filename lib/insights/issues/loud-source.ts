import { type IssueClause, personOf, wordingOf } from './clause.ts';

/** A loud source: one source of more than half of an issue's clauses. */
export interface LoudSource {
  /** One account, one respondent, or one wording that is sent repeatedly. */
  readonly kind: 'account' | 'respondent' | 'wording';
  /** Share of the issue's clauses, over 0.5 to 1. */
  readonly share: number;
}

const minShare = 0.5;

/** Only letters and digits: copies differ by a blank, a capital or a full stop. */
const bare = (wording: string): string =>
  wording
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const maxShareOf = (keys: readonly (string | undefined)[]): number => {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / Math.max(1, keys.length);
};

/** The source of more than half of the clauses, the largest if there are several; otherwise undefined. */
export const loudSourceOf = (clauses: readonly IssueClause[]): LoudSource | undefined => {
  const sources: LoudSource[] = [
    { kind: 'account', share: maxShareOf(clauses.map(({ account }) => account)) },
    { kind: 'respondent', share: maxShareOf(clauses.map(personOf)) },
    { kind: 'wording', share: maxShareOf(clauses.map((clause) => bare(wordingOf(clause)))) },
  ];
  const [loudest] = sources.toSorted((left, right) => right.share - left.share);
  return loudest !== undefined && loudest.share > minShare && clauses.length > 1 ? loudest : undefined;
};
