import { outOfRange } from '../../../out-of-range.ts';
/** Finds the position of a 32-bit key in a list of keys. Open addressing, at most three quarters full. */
export interface HashTable {
  readonly keys: Uint32Array;
  /** Two entries a slot, so that one look finds both: a key, and its position in `keys` plus one; 0 there is an empty slot. */
  readonly slots: Int32Array;
  /** One bit for each key, at its hash: most keys that are not there are identified by one look at a table that stays in cache. */
  readonly present: Uint32Array;
}

const bitsPerKey = 16;

const mixed = (key: number): number => Math.imul(key, 0x9e3779b1);

/** Where the search for a key begins: at a multiple of two. */
const slotOf = (hash: number, slots: Int32Array): number => (hash >>> 6) & (slots.length - 2);

/** @example findKey(createHashTable(Uint32Array.of(7, 9)), 9) // 1 */
export const createHashTable = (keys: Uint32Array): HashTable => {
  const slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2((keys.length * 4) / 3 + 1)));
  const present = new Uint32Array(2 ** Math.ceil(Math.log2((keys.length * bitsPerKey) / 32 + 1)));
  const mask = slots.length - 1;
  for (let index = 0; index < keys.length; index += 1) {
    const hash = mixed(keys[index] ?? outOfRange(index));
    const word = (hash >>> 10) & (present.length - 1);
    present[word] = (present[word] ?? outOfRange(word)) | (1 << (hash >>> 5));
    let slot = slotOf(hash, slots);
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = keys[index] ?? outOfRange(index);
    slots[slot + 1] = index + 1;
  }
  return { keys, slots, present };
};

/** Position of `key` in the table's keys, or −1. */
export const findKey = ({ slots, present }: HashTable, key: number): number => {
  const hash = mixed(key);
  if (
    (((present[(hash >>> 10) & (present.length - 1)] ?? outOfRange((hash >>> 10) & (present.length - 1))) >>>
      (hash >>> 5)) &
      1) ===
    0
  )
    return -1;
  const mask = slots.length - 1;
  let slot = slotOf(hash, slots);
  while (slots[slot + 1] !== 0) {
    if (slots[slot] === (key | 0)) return (slots[slot + 1] ?? outOfRange(slot + 1)) - 1;
    slot = (slot + 2) & mask;
  }
  return -1;
};
