import { z } from 'zod';
import { outOfRange } from '../../../out-of-range.ts';
import { jsonLine, type SavedBytes } from './saved-bytes.ts';

/**
 * Counts how often 64-bit hashes occur in a file, in typed arrays: 9 to 14 bytes for each different hash, 18 to 27 if
 * data are kept with it, so five million rows take about 100 MB where a Map of strings takes gigabytes. Two
 * different values share a hash with a probability of n²/2⁶⁵: 7 × 10⁻⁷ for five million rows (birthday bound).
 *
 * Divided into segments that grow separately, so that growing never doubles the whole.
 */
const segmentCount = 256;
const maxFilledShare = 0.9;
const growth = 1.5;

/** Words of a slot: count and the lower 24 bits of the hash's high word, its low word; where they are kept, note and place. */
const hashWords = 2;
/** 64 bits in base64url. */
const hashCharacters = 11;
const keptWords = 2;
/** The upper 8 bits of the high word choose the segment, so their place is free for the count. */
const ownBits = 0xff_ffff;
const lowBits = 0xffff_ffffn;
const noteWord = 2;
const placeWord = 3;
/** From here on a count is in a map of its own: few values are so frequent. */
const manyTimes = 0xff;

interface Segment {
  /** A slot whose count is 0 is empty. */
  words: Uint32Array;
  slots: number;
  used: number;
  readonly slotWords: number;
}

const emptySegment = (slots: number, slotWords: number): Segment => ({
  words: new Uint32Array(slots * slotWords),
  slots,
  used: 0,
  slotWords,
});

/** The slot of a hash: the one it has, or the one it may take. */
const slotOf = ({ words, slots, slotWords }: Segment, high: number, low: number): number => {
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
  const { slotWords } = segment;
  const larger = emptySegment(Math.ceil(segment.slots * growth), slotWords);
  for (let at = 0; at < segment.words.length; at += slotWords) {
    const [first = 0, low = 0] = segment.words.subarray(at, at + 2);
    if (first >>> 24 > 0)
      larger.words.set(segment.words.subarray(at, at + slotWords), slotOf(larger, first, low));
  }
  return { ...larger, used: segment.used };
};

/** What is known of a hash when it occurs again. */
export interface Met {
  /** How often it occurred before: 0 for the first time. */
  readonly earlier: number;
  /** True if the note was the same the last time. */
  readonly isRepeated: boolean;
  /** Its previous place; 0 if it is new. */
  readonly formerPlace: number;
}

/** Some hashes in order, with the place that each has now. */
export interface PlacedHashes {
  readonly hashes: BigUint64Array;
  readonly places: Uint32Array;
}

export interface Counting {
  /** Adds a digest, written in base64url: its first 64 bits are used. Returns how often it occurred before. */
  meet(digest: string): number;
  /** The memory of the table. */
  readonly bytes: number;
  /** All of it, for {@link readSavedTable}: as many bytes as its memory, and a line. */
  saved(): Iterable<Buffer>;
}

interface Noting extends Counting {
  /** As `meet`, with a note (a digest too, of which 32 bits are used) and a place: the same note as the last time changes nothing. */
  meetChanged(digest: string, note: string, place: number): Met;
  /** All entries, part by part in the order of the hashes. */
  inOrder(): Iterable<PlacedHashes>;
}

/** The used slots of a segment, whose place among the segments is the upper 8 bits of its hashes. */
const placedIn = (segment: Segment, index: number): PlacedHashes => {
  const { words, slotWords } = segment;
  const hashes = new BigUint64Array(segment.used);
  let filled = 0;
  for (let at = 0; at < words.length; at += slotWords) {
    const first = words[at] ?? 0;
    if (first >>> 24 === 0) continue;
    const high = ((index << 24) | (first & ownBits)) >>> 0;
    hashes[filled] = (BigInt(high) << 32n) | BigInt(words[at + 1] ?? 0);
    filled += 1;
  }
  hashes.sort();
  const places = new Uint32Array(hashes.length);
  for (const [entry, hash] of hashes.entries()) {
    const slot = slotOf(segment, Number(hash >> 32n), Number(hash & lowBits));
    places[entry] = words[slot + placeWord] ?? 0;
  }
  return { hashes, places };
};

/** Only counts. */
export const createOccurrenceTable = (saved?: SavedTable): Counting => tableOf(hashWords, saved);

/** Counts, and keeps a note and a place for each hash. */
export const createNotingTable = (saved?: SavedTable): Noting => tableOf(hashWords + keptWords, saved);

const savedHead = z.object({
  slotWords: z.int().positive(),
  /** Of each segment. */
  slots: z.array(z.int().positive()).length(segmentCount),
  used: z.array(z.int().nonnegative()).length(segmentCount),
  common: z.array(z.tuple([z.string(), z.int()])),
});

/** A table as it was. */
export interface SavedTable {
  readonly segments: readonly Segment[];
  readonly common: readonly (readonly [hash: string, times: number])[];
}

/** Reads a table in the byte order of this machine, which all that run this have in common. */
export const readSavedTable = async (from: SavedBytes): Promise<SavedTable> => {
  const { slotWords, slots, used, common } = savedHead.parse(await from.json());
  const segments: Segment[] = [];
  for (const [index, count] of slots.entries()) {
    const bytes = await from.bytes(count * slotWords * Uint32Array.BYTES_PER_ELEMENT);
    segments.push({ words: new Uint32Array(bytes.buffer), slots: count, used: used[index] ?? 0, slotWords });
  }
  return { segments, common };
};

/** Where an entry is: its first word is `words[at]`. */
interface Slot {
  readonly words: Uint32Array;
  readonly at: number;
}

/** Finds slots by digest, new or used, with how often each was met, and notes how often they are met now. */
const countingSlots = (slotWords: number, saved: SavedTable | undefined) => {
  const segments = Array.from(
    { length: segmentCount },
    (_, index) => saved?.segments[index] ?? emptySegment(16, slotWords),
  );
  const scratch = Buffer.alloc(8);

  const segmentFor = (high: number): Segment => {
    const index = high >>> 24;
    const segment = segments[index] ?? outOfRange(index);
    if (segment.used < segment.slots * maxFilledShare) return segment;
    const larger = grown(segment);
    segments[index] = larger;
    return larger;
  };

  const firstWord = (digest: string): number => {
    scratch.write(digest.slice(0, hashCharacters), 'base64url');
    return scratch.readUInt32BE(0);
  };

  const common = new Map(saved?.common);

  /** The slot of a digest, with how often it was met. */
  const find = (digest: string): Slot & { readonly earlier: number } => {
    const high = firstWord(digest);
    const low = scratch.readUInt32BE(4);
    const segment = segmentFor(high);
    const { words } = segment;
    const at = slotOf(segment, high, low);
    const counted = (words[at] ?? 0) >>> 24;
    if (counted === 0) {
      segment.used += 1;
      words[at] = high & ownBits;
      words[at + 1] = low;
    }
    const earlier =
      counted === manyTimes ? (common.get(digest.slice(0, hashCharacters)) ?? counted) : counted;
    return { words, at, earlier };
  };

  const count = (digest: string, { words, at }: Slot, times: number): void => {
    words[at] = ((words[at] ?? 0) & ownBits) + Math.min(times, manyTimes) * (ownBits + 1);
    if (times > manyTimes) common.set(digest.slice(0, hashCharacters), times);
  };

  return { segments, common, firstWord, find, count };
};

const tableOf = (slotWords: number, from?: SavedTable): Noting => {
  const { segments, common, firstWord, find, count } = countingSlots(slotWords, from);
  return {
    meet: (digest) => {
      const slot = find(digest);
      count(digest, slot, slot.earlier + 1);
      return slot.earlier;
    },
    meetChanged: (digest, noteDigest, place) => {
      const note = firstWord(noteDigest);
      const slot = find(digest);
      const { words, at, earlier } = slot;
      const formerPlace = words[at + placeWord] ?? 0;
      if (earlier > 0 && words[at + noteWord] === note) return { earlier, isRepeated: true, formerPlace };
      count(digest, slot, earlier + 1);
      words[at + noteWord] = note;
      words[at + placeWord] = place;
      return { earlier, isRepeated: false, formerPlace };
    },
    *inOrder() {
      for (const [index, segment] of segments.entries()) yield placedIn(segment, index);
    },
    *saved() {
      const [slots, used] = [segments.map((one) => one.slots), segments.map((one) => one.used)];
      yield jsonLine({ slotWords, slots, used, common: [...common] });
      for (const { words } of segments) yield Buffer.from(words.buffer, words.byteOffset, words.byteLength);
    },
    get bytes() {
      return segments.reduce((sum, segment) => sum + segment.words.byteLength, 0);
    },
  };
};
