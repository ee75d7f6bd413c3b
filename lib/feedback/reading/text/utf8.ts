/**
 * UTF-8 byte by byte, for the places where a yes or no of the whole chunk (`isUtf8`) is not enough: weighing what a file
 * is written in, and marking where it is broken. Well-formed sequences as in The Unicode Standard, table 3-7.
 */

const tailLengthOf = (lead: number): number => {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return 0;
};

const isTail = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf;

/** The leads whose second byte has a narrower range: overlong forms, surrogates, beyond U+10FFFF. */
const narrowSeconds: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

const isSecond = (lead: number, second: number | undefined): boolean => {
  const [from, to] = narrowSeconds.get(lead) ?? [0x80, 0xbf];
  return second !== undefined && second >= from && second <= to;
};

/**
 * The length of the sequence that starts at `at`: positive where it is well-formed, else the negative count of bytes
 * that belong together (the maximal subpart), at least one.
 *
 * @example sequenceAt(Buffer.from('é'), 0) // 2
 * @example sequenceAt(Buffer.of(0xe2, 0x80, 0x20), 0) // -2, a cut sequence
 */
export const sequenceAt = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const tails = tailLengthOf(lead);
  if (tails === 0 || !isSecond(lead, bytes[at + 1])) return -1;
  let length = 2;
  while (length <= tails && isTail(bytes[at + length])) length += 1;
  return length === tails + 1 ? length : -length;
};

/** How many bytes at the end begin a sequence that the next chunk may complete: 0 to 3. */
export const unfinishedBytes = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (!isTail(byte)) return tailLengthOf(byte) >= back ? back : 0;
  }
  return 0;
};

/** The text with each ill-formed sequence replaced by `mark`, in UTF-8 again. */
export const markIllFormed = (bytes: Buffer, mark: Buffer): Buffer => {
  const parts: Buffer[] = [];
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceAt(bytes, at);
    if (length < 0) {
      parts.push(bytes.subarray(start, at), mark);
      start = at - length;
    }
    at += Math.abs(length);
  }
  parts.push(bytes.subarray(start));
  return Buffer.concat(parts);
};
