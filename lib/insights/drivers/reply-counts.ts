import type { Copy } from '../../feedback/response/copy.ts';
import { type Gate, gateOf } from '../../metrics/drivers/question-gates.ts';

type Counts = Map<number, number>;

const raise = (counts: Counts, value: number): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

const entryOf = <Key, Value>(map: Map<Key, Value>, key: Key, start: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const begun = start();
  map.set(key, begun);
  return begun;
};

const addAll = (into: Counts, counts: ReadonlyMap<number, number>): void => {
  for (const [value, count] of counts) into.set(value, (into.get(value) ?? 0) + count);
};

/** Who answered which question, by their rating: it shows which questions were asked of some ratings only. */
export class ReplyCounts {
  /** By batch. */
  readonly #rated = new Map<string, Counts>();
  /** By question, then by batch. */
  readonly #answered = new Map<string, Map<string, Counts>>();
  readonly #gates = new Map<string, Gate | undefined>();

  add({ batchId, answers }: Copy, rating: number): void {
    raise(
      entryOf(this.#rated, batchId, () => new Map()),
      rating,
    );
    for (const { question } of answers) {
      const byBatch = entryOf(this.#answered, question, () => new Map<string, Counts>());
      raise(
        entryOf(byBatch, batchId, () => new Map()),
        rating,
      );
    }
  }

  /** The ratings that a question was asked of; undefined if all. Only once everything is added. */
  gateOf(question: string): Gate | undefined {
    if (this.#gates.has(question)) return this.#gates.get(question);
    const rated: Counts = new Map();
    const answered: Counts = new Map();
    for (const [batchId, replies] of this.#answered.get(question) ?? []) {
      addAll(answered, replies);
      addAll(rated, this.#rated.get(batchId) ?? new Map());
    }
    const gate = gateOf({ rated, answered });
    this.#gates.set(question, gate);
    return gate;
  }
}
