const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const maxRun = 2;

/** Lower case for ASCII letters only: other alphabets are hashed as they stand. */
export const lowerCode = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** The hash of a word with one more (lower-case) code at its end. */
export const extendHash = (hash: number, code: number): number => Math.imul(hash ^ code, prime);

/**
 * 32-bit FNV-1a over the lower-cased UTF-16 codes of `text[start, end)`, with letters repeated three times or more
 * cut to two: "loooove" and "loove" are one word.
 *
 * @example hashOf('GOOD') === hashOf('good') // true
 */
export const hashOf = (text: string, start = 0, end = text.length): number => {
  let hash = offsetBasis;
  let previous = -1;
  let run = 0;
  for (let index = start; index < end; index += 1) {
    const code = lowerCode(text.charCodeAt(index));
    run = code === previous ? run + 1 : 1;
    previous = code;
    if (run <= maxRun) hash = extendHash(hash, code);
  }
  return hash >>> 0;
};

/**
 * The hash of a word whose letters repeated three times or more stand once: "terribleee" is "terrible", doubles stay.
 *
 * @example squeezedHash('terribleee', 0, 10) === hashOf('terrible') // true
 */
export const squeezedHash = (text: string, start: number, end: number): number => {
  let hash = offsetBasis;
  let index = start;
  while (index < end) {
    const code = lowerCode(text.charCodeAt(index));
    let next = index + 1;
    while (next < end && lowerCode(text.charCodeAt(next)) === code) next += 1;
    hash = extendHash(hash, code);
    if (next - index === 2) hash = extendHash(hash, code);
    index = next;
  }
  return hash >>> 0;
};

/** The hash of two things in this order, for n-grams. Not commutative. */
export const pairHash = (first: number, second: number): number => {
  let hash = Math.imul(first ^ (second + 0x9e3779b9), 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash ^ second, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
