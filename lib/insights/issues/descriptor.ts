import { sortBy } from 'remeda';
import type { WordVectors } from '../../analysis/words/word-vectors.ts';
import { outOfRange } from '../../out-of-range.ts';
import { type IssueClause, personOf, wordingOf } from './clause.ts';
import type { IssueDescriptor } from './issue-descriptor.ts';
import { rowOf } from './space/dense.ts';
import { meaningsOf } from './space/meaning.ts';
import { clauseWords } from './space/word-features.ts';

const wordsKept = 12;
const sampleKept = 16;
const heaviest = 99;

/** 53 bits of a text, in base 36: two multiplications by different primes over its UTF-16 units (after FNV-1a). */
export const hashOf = (text: string): string => {
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= high >>> 13;
  }
  const mixed = Math.imul(low ^ (low >>> 16), 0xc2b2ae35);
  return ((high >>> 0) * 2 ** 21 + ((mixed >>> 0) & 0x1fffff)).toString(36);
};

/** The smallest hashes of the ids: the share that two groups have in common estimates that of their responses (Broder 1997). */
const sampleOf = (clauses: readonly IssueClause[]): string[] =>
  [...new Set(clauses.map(({ responseId }) => hashOf(responseId).padStart(11, '0')))]
    .sort()
    .slice(0, sampleKept);

const documentCounts = (clauses: readonly IssueClause[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const clause of clauses)
    for (const lemma of new Set(clauseWords(wordingOf(clause)).lemmas))
      counts.set(lemma, (counts.get(lemma) ?? 0) + 1);
  return counts;
};

/** A word is kept if so many people use it; rarer ones could identify someone. */
const minPeople = 5;

const wordsOfEnoughPeople = (clauses: readonly IssueClause[]): ReadonlySet<string> => {
  const people = new Map<string, Set<string>>();
  for (const clause of clauses)
    for (const lemma of clauseWords(wordingOf(clause)).lemmas)
      people.set(lemma, (people.get(lemma) ?? new Set()).add(personOf(clause)));
  return new Set([...people].filter(([, { size }]) => size >= minPeople).map(([lemma]) => lemma));
};

/** The words that a group uses more often than all clauses do, weighted by how distinctive they are. */
const distinctiveWords = (
  clauses: readonly IssueClause[],
  { counts, size }: Surroundings,
): Record<string, number> => {
  const allowed = wordsOfEnoughPeople(clauses);
  const characteristic = [...documentCounts(clauses)]
    .filter(([word]) => allowed.has(word))
    .map(([word, count]): [string, number] => [
      word,
      count * Math.log(count / clauses.length / ((counts.get(word) ?? count) / size)),
    ])
    .filter(([, worth]) => worth > 0);
  const worths = sortBy(characteristic, [([, worth]) => worth, 'desc'], ([word]) => word).slice(0, wordsKept);
  const max = worths[0]?.[1] ?? 1;
  return Object.fromEntries(
    worths.map(([word, worth]) => [word, Math.max(1, Math.round((heaviest * worth) / max))]),
  );
};

const meanMeaning = (clauses: readonly IssueClause[], vectors: WordVectors): Float32Array => {
  const rows = meaningsOf(
    clauses.map((clause) => clauseWords(wordingOf(clause)).written),
    vectors,
  );
  const mean = new Float32Array(rows.width);
  clauses.forEach((_, place) => {
    rowOf(rows, place).forEach((value, index) => {
      mean[index] = (mean[index] ?? outOfRange(index)) + value;
    });
  });
  return mean;
};

const toBytes = (row: Float32Array): string => {
  const max = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (max === 0) return '';
  return Buffer.from(Int8Array.from(row, (value) => Math.round((127 * value) / max)).buffer).toString(
    'base64',
  );
};

/** All clauses that were searched for issues: the words of an issue are compared with theirs. */
export interface Surroundings {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
  readonly vectors: WordVectors;
}

export const surroundingsOf = (clauses: readonly IssueClause[], vectors: WordVectors): Surroundings => ({
  counts: documentCounts(clauses),
  size: clauses.length,
  vectors,
});

/**
 * Describes a group so that it is recognized later. Its id is derived from its responses: the same group always has the same.
 *
 * @param clauses of the later period
 * @param earlier clauses of the same issue before; only their days count
 */
export const describeIssue = (
  name: string,
  {
    clauses,
    earlier = [],
  }: { readonly clauses: readonly IssueClause[]; readonly earlier?: readonly IssueClause[] },
  surroundings: Surroundings,
): IssueDescriptor => {
  const days = [...earlier, ...clauses].flatMap(({ day }) => day ?? []).sort();
  const [firstSeen, lastSeen] = [days[0], days.at(-1)];
  const sample = sampleOf(clauses);
  return {
    id: `i-${hashOf(sample.join(' '))}`,
    name,
    words: distinctiveWords(clauses, surroundings),
    meaning: toBytes(meanMeaning(clauses, surroundings.vectors)),
    sample,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
};

const bytesOf = (meaning: string): Int8Array =>
  Int8Array.from(Buffer.from(meaning, 'base64'), (byte) => (byte << 24) >> 24);

const cosine = (left: Int8Array, right: Int8Array): number => {
  if (left.length !== right.length || left.length === 0) return 0;
  let [product, leftSquares, rightSquares] = [0, 0, 0];
  left.forEach((value, index) => {
    const other = right[index] ?? outOfRange(index);
    product += value * other;
    leftSquares += value * value;
    rightSquares += other * other;
  });
  return product / Math.sqrt(leftSquares * rightSquares || 1);
};

const wordCosine = (
  left: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): number => {
  const squares = (words: Readonly<Record<string, number>>): number =>
    Object.values(words).reduce((sum, weight) => sum + weight * weight, 0);
  const product = Object.entries(left).reduce(
    (sum, [word, weight]) => sum + weight * (Object.hasOwn(right, word) ? (right[word] ?? 0) : 0),
    0,
  );
  return product / Math.sqrt(squares(left) * squares(right) || 1);
};

/** The share of responses that two groups have in common, estimated: 1 for the same, 0 for none. */
const sharedResponses = (left: readonly string[], right: readonly string[]): number => {
  const smallest = [...new Set([...left, ...right])].sort().slice(0, sampleKept);
  const inBoth = smallest.filter((hash) => left.includes(hash) && right.includes(hash));
  return smallest.length === 0 ? 0 : inBoth.length / smallest.length;
};

/**
 * How likely two descriptors are the same issue, 0..1: shared responses prove it, otherwise words and meaning must agree.
 *
 * @example similarityOfIssues(issue, issue) // 1
 */
export const similarityOfIssues = (left: IssueDescriptor, right: IssueDescriptor): number => {
  const words = wordCosine(left.words, right.words);
  const meaning = Math.max(0, cosine(bytesOf(left.meaning), bytesOf(right.meaning)));
  const content = left.meaning === '' || right.meaning === '' ? words : (words + meaning) / 2;
  return Math.min(1, Math.max(content, sharedResponses(left.sample, right.sample)));
};
