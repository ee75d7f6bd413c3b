/**
 * Counts how often 64-bit hashes occur in a file, in typed arrays: 15 to 22 bytes for each different hash, so five
 * million rows take some 110 MB where a Map of strings takes gigabytes. Two different values share a hash with a
 * probability of n²/2⁶⁵: 7 × 10⁻⁷ for five million rows (birthday bound).
 *
 * Spread over segments that grow alone, so that growing never doubles the whole.
 */
const segmentCount = 256;
const fullestShare = 0.8;
const growth = 1.5;

/** Words of a slot: count and the lower 24 bits of the hash's high word, its low word, the note. */
const slotWords = 3;
/** The upper 8 bits of the high word choose the segment, so their place is free for the count. */
const ownBits = 0xff_ffff;
/** From here on a count stands in a map of its own: few values are that common. */
const manyTimes = 0xff;

interface Segment {
  /** A slot whose count is 0 is empty. */
  words: Uint32Array;
  slots: number;
  used: number;
}

const emptySegment = (slots: number): Segment => ({
  words: new Uint32Array(slots * slotWords),
  slots,
  used: 0,
});

/** The slot of a hash: the one it has, or the one it may take. */
const slotOf = ({ words, slots }: Segment, high: number, low: number): number => {
  let slot = low % slots;
  for (;;) {
    const at = slot * slotWords;
    const first = words[at] ?? 0;
    if (first >>> 24 === 0) return at;
    if ((first & ownBits) === (high & ownBits) && words[at + 1] === low) return at;
    slot = slot + 1 === slots ? 0 : slot + 1;
  }
};

const grown = (segment: Segment): Segment => {
  const larger = emptySegment(Math.ceil(segment.slots * growth));
  for (let at = 0; at < segment.words.length; at += slotWords) {
    const [first = 0, low = 0] = segment.words.subarray(at, at + 2);
    if (first >>> 24 > 0)
      larger.words.set(segment.words.subarray(at, at + slotWords), slotOf(larger, first, low));
  }
  return { ...larger, used: segment.used };
};

interface Occurrence {
  /** How often the hash was met before: 0 for the first time. */
  readonly earlier: number;
  /** True where it was met before and the note was the same the last time. */
  readonly isRepeated: boolean;
}

export interface OccurrenceTable {
  /** Meets a digest, written in base64url: its first 64 bits count. */
  meet(digest: string): Occurrence;
  /** As `meet`, with a note (a digest too, of which 32 bits count): the same note as the last time leaves no trace. */
  meetChanged(digest: string, note: string): Occurrence;
  /** What the table takes in memory. */
  readonly bytes: number;
}

export const createOccurrenceTable = (): OccurrenceTable => {
  const segments = Array.from({ length: segmentCount }, () => emptySegment(16));
  const scratch = Buffer.alloc(16);

  const segmentFor = (high: number): Segment => {
    const index = high >>> 24;
    const segment = segments[index] as Segment;
    if (segment.used < segment.slots * fullestShare) return segment;
    const larger = grown(segment);
    segments[index] = larger;
    return larger;
  };

  const word = (digest: string, from: number): number => {
    scratch.write(digest.slice(from, from + 8), 'base64url');
    return scratch.readUInt32BE(0);
  };

  const common = new Map<string, number>();

  /** The slot of a digest, with how often it was met. */
  const find = (digest: string): { words: Uint32Array; at: number; earlier: number } => {
    const high = word(digest, 0);
    const low = word(digest, 8);
    const segment = segmentFor(high);
    const { words } = segment;
    const at = slotOf(segment, high, low);
    const counted = (words[at] ?? 0) >>> 24;
    if (counted === 0) {
      segment.used += 1;
      words[at] = high & ownBits;
      words[at + 1] = low;
    }
    const earlier = counted === manyTimes ? (common.get(digest.slice(0, 16)) ?? counted) : counted;
    return { words, at, earlier };
  };

  const count = (digest: string, words: Uint32Array, at: number, times: number): void => {
    words[at] = ((words[at] ?? 0) & ownBits) + Math.min(times, manyTimes) * (ownBits + 1);
    if (times > manyTimes) common.set(digest.slice(0, 16), times);
  };

  return {
    meet: (digest) => {
      const { words, at, earlier } = find(digest);
      count(digest, words, at, earlier + 1);
      return { earlier, isRepeated: false };
    },
    meetChanged: (digest, noteDigest) => {
      const note = word(noteDigest, 0);
      const { words, at, earlier } = find(digest);
      if (earlier > 0 && words[at + 2] === note) return { earlier, isRepeated: true };
      count(digest, words, at, earlier + 1);
      words[at + 2] = note;
      return { earlier, isRepeated: false };
    },
    get bytes() {
      return segments.reduce((sum, segment) => sum + segment.words.byteLength, 0);
    },
  };
};
