import { sortBy } from 'remeda';
import type { Copy, CountedCopy } from '../../feedback/response/copy.ts';
import { addDays, cellKind } from '../../metrics/calendar/calendar.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';

export interface CloneRules {
  /** Texts with fewer distinct words are often written independently. Default 6. */
  readonly minWords?: number;
  /** Minimum number of people with the same text. Default 5. */
  readonly minRespondents?: number;
  /** Maximum number of days between them, both ends included. Default 3. */
  readonly withinDays?: number;
}

const defaults = { minWords: 6, minRespondents: 5, withinDays: 3 };

/** The words, regardless of order, number, case, punctuation and digits; undefined for a text with few. */
const signatureOf = (text: string, minWords: number): string | undefined => {
  const words = new Set(
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/\p{L}+/gu) ?? [],
  );
  return words.size < minWords ? undefined : [...words].toSorted().join(' ');
};

/** Two independent 32-bit hashes as one whole number: a collision among a million texts occurs in one of ten thousand sets. */
const hashOf = (text: string): number => {
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x5bd1e995) ^ (other >>> 13);
  }
  return (one >>> 0) * 2 ** 21 + ((other >>> 0) % 2 ** 21);
};

const hashesOf = ({ answers }: Copy, minWords: number): number[] => [
  ...new Set(
    answers.flatMap(({ text }) => {
      const signature = signatureOf(text, minWords);
      return signature === undefined ? [] : [hashOf(signature)];
    }),
  ),
];

/** Nearly identical responses of different people, within a few days. */
export interface CloneGroup {
  readonly responses: readonly CountedCopy[];
  readonly people: number;
  /** The first and last day; `undated` and months are their own range. */
  readonly from: string;
  readonly to: string;
}

const sketchSize = 2 ** 24;

/**
 * Finds nearly identical texts in two reads, in memory that does not grow with the responses: the first read counts
 * texts by hash, the second keeps the frequent ones.
 *
 * @example
 * const search = new CloneSearch();
 * for (const copy of copies) search.meet(copy);
 * for (const copy of copies) search.add(copy);
 * search.groups() // [{ people: 12, from: '2026-05-04', to: '2026-05-06', … }]
 */
export class CloneSearch {
  readonly #rules: Required<CloneRules>;
  readonly #sketch = new Uint8Array(sketchSize);
  readonly #kept = new Map<number, CountedCopy[]>();

  constructor(rules: CloneRules = {}) {
    this.#rules = { ...defaults, ...rules };
  }

  /** First read: every response once. */
  meet(copy: Copy): void {
    for (const hash of hashesOf(copy, this.#rules.minWords)) {
      const at = hash % sketchSize;
      this.#sketch[at] = Math.min(255, (this.#sketch[at] ?? 0) + 1);
    }
  }

  /** Second read: the same responses again. */
  add(copy: Copy): void {
    for (const hash of hashesOf(copy, this.#rules.minWords)) {
      if ((this.#sketch[hash % sketchSize] ?? 0) < this.#rules.minRespondents) continue;
      const kept = this.#kept.get(hash) ?? [];
      this.#kept.set(hash, kept);
      kept.push(withoutTexts(copy));
    }
  }

  /** The groups found, the most people first. They have only responses that are close in time to enough others. */
  groups(): CloneGroup[] {
    return sortBy(
      [...this.#kept.values()].flatMap((copies) => groupsIn(copies, this.#rules)),
      [({ responses }) => responses.length, 'desc'],
      ({ from }) => from,
    );
  }
}

const withoutTexts = ({ answers, ...copy }: Copy): CountedCopy => ({
  ...copy,
  answers: answers.map(({ analysis }) => ({ analysis })),
});

const peopleOf = (copies: readonly CountedCopy[]): number =>
  countPeople(
    finishPeople(copies.reduce<GrowingPeople>((people, copy) => addMark(people, markOf(copy)), new Set())),
  );

const lastDayFrom = (cell: string, days: number): string =>
  cellKind(cell) === 'day' ? addDays(cell, days - 1) : cell;

const idOf = ({ cell, responseId }: CountedCopy): string => `${cell}#${responseId}`;

/** Indexes in a list: from the first to before the last. */
type Range = readonly [from: number, to: number];

/** Ranges in order, overlapping ones joined. */
const joined = (ranges: readonly Range[]): Range[] => {
  const all: Range[] = [];
  for (const [from, to] of ranges) {
    const last = all.at(-1);
    if (last === undefined || from >= last[1]) all.push([from, to]);
    else all[all.length - 1] = [last[0], Math.max(last[1], to)];
  }
  return all;
};

/** Windows of a few days with enough people, joined where they share responses. */
const groupsIn = (
  copies: readonly CountedCopy[],
  { minRespondents, withinDays }: Required<CloneRules>,
): CloneGroup[] => {
  const ordered = sortBy(copies, idOf);
  const windows = [...new Set(ordered.map(({ cell }) => cell))].flatMap((cell): Range[] => {
    const end = lastDayFrom(cell, withinDays);
    const from = ordered.findIndex((copy) => copy.cell === cell);
    const to = ordered.findLastIndex((copy) => copy.cell <= end) + 1;
    return peopleOf(ordered.slice(from, to)) < minRespondents ? [] : [[from, to]];
  });
  return joined(windows).map(([from, to]) => {
    const responses = ordered.slice(from, to);
    const [first, last] = [responses[0], responses.at(-1)];
    return { responses, people: peopleOf(responses), from: first?.cell ?? '', to: last?.cell ?? '' };
  });
};
