/** Finds the position of a 32-bit key in a list of keys. Open addressing, at most half full. */
export interface HashTable {
  readonly keys: Uint32Array;
  /** Position in `keys` plus one; 0 is an empty slot. */
  readonly slots: Int32Array;
}

const slotOf = (key: number, mask: number): number => (Math.imul(key, 0x9e3779b1) >>> 7) & mask;

/** @example findKey(createHashTable(Uint32Array.of(7, 9)), 9) // 1 */
export const createHashTable = (keys: Uint32Array): HashTable => {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(keys.length * 2 + 2)));
  const mask = slots.length - 1;
  for (let index = 0; index < keys.length; index += 1) {
    let slot = slotOf(keys[index] as number, mask);
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  return { keys, slots };
};

/** Position of `key` in the table's keys, or −1. */
export const findKey = ({ keys, slots }: HashTable, key: number): number => {
  const mask = slots.length - 1;
  let slot = slotOf(key, mask);
  let index = slots[slot] as number;
  while (index !== 0) {
    if (keys[index - 1] === key) return index - 1;
    slot = (slot + 1) & mask;
    index = slots[slot] as number;
  }
  return -1;
};
