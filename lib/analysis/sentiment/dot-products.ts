/**
 * Dot products of one vector with all rows of a matrix, in whole numbers, by WebAssembly: it multiplies eight numbers at a
 * time, which JavaScript can't, and whole numbers add up the same on every machine. The module is put together here from its
 * instructions (WebAssembly Core Specification 2.0, chapter 5), 250 bytes of it.
 */
export interface DotProducts {
  /** The matrix, row by row in rows of `stride`; zero at first. */
  readonly matrix: Int16Array;
  /** The vector, `stride` long; zero at first. */
  readonly vector: Int16Array;
  /** Numbers from one row to the next: the width, filled up with zeros to a multiple of eight. */
  readonly stride: number;
  /** Of each row with the vector, after `run`. A sum must not exceed 31 bits. */
  readonly products: Int32Array;
  run(): void;
}

/** Node has it; its types for programs without a browser don't. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (
      module: object,
    ) => {
      readonly exports: {
        readonly memory: { readonly buffer: ArrayBuffer };
        readonly run: (row: number, vector: number, product: number, last: number) => void;
      };
    };
  };
};

const lanes = 8;
const bytesPerVector = 16;
const pageBytes = 65_536;

const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

const i32 = 0x7f;
const v128 = 0x7b;

const end = 0x0b;
const loop = [0x03, 0x40];
const branchIf = (depth: number): number[] => [0x0d, depth];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
// Signed: seven bits hold up to 63.
const constant = (value: number): number[] => [0x41, (value & 0x7f) | 0x80, (value >>> 7) & 0x3f];
const add = 0x6a;
const isLess = 0x49;
const store = [0x36, 2, 0];
const vectorLoad = (offset: number): number[] => [0xfd, 0x00, 4, ...unsigned(offset)];
const vectorDot = [0xfd, ...unsigned(0xba)];
const vectorAdd = [0xfd, ...unsigned(0xae)];
const vectorLane = (lane: number): number[] => [0xfd, 0x1b, lane];

/** Parameters: where the row, the vector and the product stand, and where the matrix ends. Local 4: sums in four lanes. */
const [row, vector, product, last, sums] = [0, 1, 2, 3, 4] as const;

const rowSums = (blocks: number): number[] =>
  Array.from({ length: blocks }, (_, block) => [
    ...get(row),
    ...vectorLoad(block * bytesPerVector),
    ...get(vector),
    ...vectorLoad(block * bytesPerVector),
    ...vectorDot,
    ...(block === 0 ? [] : vectorAdd),
  ]).flat();

const laneSum = [0, 1, 2, 3].flatMap((lane) => [
  ...get(sums),
  ...vectorLane(lane),
  ...(lane === 0 ? [] : [add]),
]);

/** For each row: the sum of the products, stored; then the next row, while there is one. */
const body = (blocks: number): number[] => [
  ...loop,
  ...rowSums(blocks),
  ...set(sums),
  ...get(product),
  ...laneSum,
  ...store,
  ...[...get(product), ...constant(4), add, ...set(product)],
  ...[...get(row), ...constant(blocks * bytesPerVector), add, ...tee(row), ...get(last), isLess],
  ...branchIf(0),
  end,
  end,
];

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];

const moduleBytes = (blocks: number, pages: number): Uint8Array => {
  const code = [1, 1, v128, ...body(blocks)];
  return Uint8Array.from([
    ...[0, ...new TextEncoder().encode('asm'), 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
};

/**
 * @param rows 1 or more
 * @param width numbers in a row, 1 to 504
 * @example
 * const dots = createDotProducts(2, 3);
 * dots.matrix.set([1, 2, 3]);
 * dots.vector.set([4, 5, 6]);
 * dots.run();
 * dots.products[0] // 32
 */
export const createDotProducts = (rows: number, width: number): DotProducts => {
  const blocks = Math.ceil(width / lanes);
  const stride = blocks * lanes;
  const vectorAt = 2 * rows * stride;
  const productsAt = vectorAt + 2 * stride;
  const pages = Math.ceil((productsAt + 4 * rows) / pageBytes);
  const { memory, run } = new wasm.Instance(new wasm.Module(moduleBytes(blocks, pages))).exports;
  const { buffer } = memory;
  return {
    matrix: new Int16Array(buffer, 0, rows * stride),
    vector: new Int16Array(buffer, vectorAt, stride),
    stride,
    products: new Int32Array(buffer, productsAt, rows),
    run: () => run(0, vectorAt, productsAt, vectorAt),
  };
};
