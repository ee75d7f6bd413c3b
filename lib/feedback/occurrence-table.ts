/**
 * Counts how often 64-bit hashes occur in a file, in typed arrays: about 25 bytes for each different hash, so five
 * million rows take some 125 MB where a Map of strings takes gigabytes. Two different values share a hash with a
 * probability of n²/2⁶⁵: 7 × 10⁻⁷ for five million rows (birthday bound).
 *
 * Spread over segments that grow alone, so that growing never doubles the whole.
 */
const segmentCount = 256;
const fullestShare = 0.8;
const growth = 1.5;

interface Segment {
  /** High and low word of the hash, count, note: four words a slot. Count 0 is an empty slot. */
  words: Uint32Array;
  slots: number;
  used: number;
}

const emptySegment = (slots: number): Segment => ({ words: new Uint32Array(slots * 4), slots, used: 0 });

/** The slot of a hash: the one it has, or the one it may take. */
const slotOf = (segment: Segment, high: number, low: number): number => {
  let slot = low % segment.slots;
  for (;;) {
    const at = slot * 4;
    if (segment.words[at + 2] === 0) return at;
    if (segment.words[at] === high && segment.words[at + 1] === low) return at;
    slot = slot + 1 === segment.slots ? 0 : slot + 1;
  }
};

const grown = (segment: Segment): Segment => {
  const larger = emptySegment(Math.ceil(segment.slots * growth));
  for (let at = 0; at < segment.words.length; at += 4) {
    const [high = 0, low = 0, count = 0] = segment.words.subarray(at, at + 3);
    if (count > 0) larger.words.set(segment.words.subarray(at, at + 4), slotOf(larger, high, low));
  }
  return { ...larger, used: segment.used };
};

export interface Occurrence {
  /** How often the hash was met before: 0 for the first time. */
  readonly earlier: number;
  /** The note of the last time; 0 for the first time. */
  readonly lastNote: number;
}

export interface OccurrenceTable {
  /** Meets a hash (its first eight bytes count) and leaves a 32-bit note for the next time. */
  meet(hash: Buffer, note: number): Occurrence;
  /** As `meet`, but only where the note differs from the last is it counted: the same again leaves no trace. */
  meetChanged(hash: Buffer, note: number): Occurrence;
  readonly bytes: number;
}

export const createOccurrenceTable = (): OccurrenceTable => {
  const segments = Array.from({ length: segmentCount }, () => emptySegment(16));

  const segmentFor = (high: number): Segment => {
    const index = high >>> 24;
    const segment = segments[index] as Segment;
    if (segment.used < segment.slots * fullestShare) return segment;
    const larger = grown(segment);
    segments[index] = larger;
    return larger;
  };

  const meet = (hash: Buffer, note: number, onlyChanged: boolean): Occurrence => {
    const high = hash.readUInt32BE(0);
    const low = hash.readUInt32BE(4);
    const segment = segmentFor(high);
    const at = slotOf(segment, high, low);
    const words = segment.words;
    const earlier = words[at + 2] ?? 0;
    const lastNote = words[at + 3] ?? 0;
    if (earlier === 0) segment.used += 1;
    if (earlier === 0 || !onlyChanged || lastNote !== note >>> 0) {
      words[at] = high;
      words[at + 1] = low;
      words[at + 2] = earlier + 1;
      words[at + 3] = note;
    }
    return { earlier, lastNote };
  };

  return {
    meet: (hash, note) => meet(hash, note, false),
    meetChanged: (hash, note) => meet(hash, note, true),
    get bytes() {
      return segments.reduce((sum, segment) => sum + segment.words.byteLength, 0);
    },
  };
};
