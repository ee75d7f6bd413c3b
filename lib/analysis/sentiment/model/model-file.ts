import { z } from 'zod';
import { VerbatimError } from '../../../errors.ts';
import type { ConvolutionWeights } from './convolution.ts';

/** Everything that training hands to scoring. Weights come in pairs: towards negative, towards positive; neutral is 0. */
export interface SentimentWeights {
  readonly version: string;
  /** Hashes of the known words; the position is the word's id. */
  readonly words: Uint32Array;
  readonly spellingTargets: number;
  readonly convolution: ConvolutionWeights;
  /** By filter: `[negative, positive]`. */
  readonly filterWeights: Float32Array;
  /** Keys of the n-grams with a weight. */
  readonly ngrams: Uint32Array;
  /** By n-gram: `[negative, positive]`, in steps of `ngramStep`. */
  readonly ngramWeights: Int8Array;
  readonly ngramStep: number;
  /** Whether n-grams in the scope of a negation are turned. */
  readonly turned: boolean;
  readonly bias: readonly [negative: number, positive: number];
  /** Added for a long text: in it more filters find something, and they find faults more easily than praise. */
  readonly lengthBias: readonly [negative: number, positive: number];
}

/** The magic of this version, and of the one before it, in which words had no states: adapted weights are kept for long. */
const magic = 'VBSENT03';
const readable = [magic, 'VBSENT02'];
const alignment = 4;

const header = (weights: SentimentWeights): Readonly<Header> => ({
  version: weights.version,
  words: weights.words.length,
  spellingTargets: weights.spellingTargets,
  dimensions: weights.convolution.dimensions,
  filters: weights.convolution.filters,
  states: weights.convolution.states,
  ngrams: weights.ngrams.length,
  ngramStep: weights.ngramStep,
  turned: weights.turned,
  bias: [...weights.bias],
  lengthBias: [...weights.lengthBias],
});

const weightPair = z.tuple([z.number(), z.number()]);
const headerSchema = z.object({
  version: z.string(),
  words: z.int(),
  spellingTargets: z.int(),
  dimensions: z.int(),
  filters: z.int(),
  states: z.int().positive().default(1),
  ngrams: z.int(),
  ngramStep: z.number(),
  turned: z.boolean().default(false),
  bias: weightPair,
  lengthBias: weightPair,
});
type Header = z.infer<typeof headerSchema>;

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const padded = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / alignment) * alignment);
  whole.set(bytes);
  return whole;
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** One file: magic, length of the header, header as JSON, then the arrays one after the other. Little endian. */
export const encodeWeights = (weights: SentimentWeights): Uint8Array => {
  const json = padded(new TextEncoder().encode(JSON.stringify(header(weights)).padEnd(4)));
  const { vectors, scales, kernel, filterBias } = weights.convolution;
  const arrays = [
    weights.words,
    scales,
    kernel,
    filterBias,
    weights.filterWeights,
    weights.ngrams,
    vectors,
    weights.ngramWeights,
  ];
  return joined([
    new TextEncoder().encode(magic),
    bytesOf(Uint32Array.of(json.length)),
    json,
    ...arrays.map((array) => padded(bytesOf(array))),
  ]);
};

const readHeader = (bytes: Uint8Array): { header: Header; end: number } => {
  const start = magic.length + 4;
  if (bytes.length < start || !readable.includes(new TextDecoder().decode(bytes.subarray(0, magic.length))))
    throw new VerbatimError('file-corrupt', 'not a file of sentiment weights', {
      expected: magic,
      got: `${bytes.length} bytes with another header`,
    });
  const end = start + new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  const json = new TextDecoder().decode(bytes.subarray(start, end)).replace(/\0+$/, '');
  return { header: headerSchema.parse(JSON.parse(json)), end };
};

/** Cuts one array after the other from a buffer. */
const createCutter = (buffer: ArrayBuffer, start: number) => {
  let at = start;
  return <T>(
    kind: new (buffer: ArrayBuffer, offset: number, length: number) => T,
    length: number,
    width: number,
  ): T => {
    if (at + length * width > buffer.byteLength)
      throw new VerbatimError('file-truncated', 'the sentiment weights are truncated', {
        expected: `${at + length * width} bytes`,
        got: `${buffer.byteLength}`,
      });
    const array = new kind(buffer, at, length);
    at += Math.ceil((length * width) / alignment) * alignment;
    return array;
  };
};

/**
 * Reads what `encodeWeights` wrote. Throws `file-corrupt` for any other bytes and `file-truncated` for too few.
 *
 * @example decodeWeights(readFileSync('models/sentiment.bin')).version
 */
export const decodeWeights = (bytes: Uint8Array): SentimentWeights => {
  const { header: head, end } = readHeader(bytes);
  // A copy: typed arrays must start at a multiple of their width, and a file's buffer may be shared.
  const cut = createCutter(Uint8Array.from(bytes).buffer, end);
  const { dimensions, filters, states } = head;
  const words = cut(Uint32Array, head.words, 4);
  const scales = cut(Float32Array, dimensions, 4);
  const kernel = cut(Float32Array, states * 3 * filters * dimensions, 4);
  const filterBias = cut(Float32Array, filters, 4);
  const filterWeights = cut(Float32Array, 2 * filters, 4);
  const ngrams = cut(Uint32Array, head.ngrams, 4);
  const vectors = cut(Int8Array, head.words * dimensions, 1);
  const ngramWeights = cut(Int8Array, 2 * head.ngrams, 1);
  const convolution = { dimensions, filters, states, vectors, scales, kernel, filterBias };
  const { version, spellingTargets, ngramStep, turned, bias, lengthBias } = head;
  return {
    version,
    words,
    spellingTargets,
    convolution,
    filterWeights,
    ngrams,
    ngramWeights,
    ngramStep,
    turned,
    bias,
    lengthBias,
  };
};
