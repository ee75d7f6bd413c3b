/**
 * The two loops that scoring spends its time in, as WebAssembly: it works on eight numbers at a time, which JavaScript can't,
 * and whole numbers come out the same on every machine. The module is put together here from its instructions (WebAssembly
 * Core Specification 2.0, chapter 5). Everything lies in its one memory: words that are never met cost no memory.
 */
export interface FilterKernels {
  /** Numbers from one row of the matrix to the next: the dimensions, filled up with zeros to a multiple of eight. */
  readonly stride: number;
  /** A row for each place of the window and each filter; zero at first. */
  readonly matrix: Int16Array;
  /** The word to project, `stride` long; zero at first. */
  readonly vector: Int16Array;
  /** Of each row of the matrix with the vector, after `project`. A sum must not exceed 31 bits. */
  readonly products: Int32Array;
  project(): void;
  /** Room for a row of every word, two filters to a number: all filters for the first place, then the second, then the third. */
  readonly rows: Int32Array;
  /** Two filters to a number. */
  readonly pool: Int32Array;
  /** Raises `pool` to the sums of three rows, given by where they start in `rows`: of the first at its first place, and so on. */
  raise(before: number, here: number, after: number): void;
}

export interface FilterSizes {
  readonly places: 3;
  /** A multiple of eight. */
  readonly filters: number;
  readonly dimensions: number;
  readonly rows: number;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly project: () => void;
  readonly raise: (before: number, here: number, after: number) => void;
}

/** Node has it; its types for programs without a browser don't. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: Exports };
  };
};

const lanes = 8;
const bytesPerVector = 16;
const pageBytes = 65_536;

const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
const signed = (value: number): number[] =>
  value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];

const i32 = 0x7f;
const v128 = 0x7b;

const end = 0x0b;
const loop = [0x03, 0x40];
const branchIf = (depth: number): number[] => [0x0d, depth];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const constant = (value: number): number[] => [0x41, ...signed(value)];
const add = 0x6a;
const isLess = 0x49;
const store = (offset: number): number[] => [0x36, 2, ...unsigned(offset)];
const vectorLoad = (offset: number): number[] => [0xfd, 0x00, 4, ...unsigned(offset)];
const vectorStore = (offset: number): number[] => [0xfd, 0x0b, 4, ...unsigned(offset)];
const vectorLane = (lane: number): number[] => [0xfd, 0x1b, lane];
const dotOfShorts = [0xfd, ...unsigned(0xba)];
const addInts = [0xfd, ...unsigned(0xae)];
const addShorts = [0xfd, ...unsigned(0x8e)];
const largerShorts = [0xfd, ...unsigned(0x98)];

/** Where everything starts in the memory, in bytes. */
interface Places {
  readonly vector: number;
  readonly products: number;
  readonly pool: number;
  readonly rows: number;
  readonly end: number;
}

const placesOf = (matrixRows: number, stride: number, { places, filters, rows }: FilterSizes): Places => {
  const vector = 2 * matrixRows * stride;
  const products = vector + 2 * stride;
  const pool = products + 4 * matrixRows;
  const first = pool + 2 * filters;
  return { vector, products, pool, rows: first, end: first + 2 * places * filters * rows };
};

const blocksOf = (count: number): number[] =>
  Array.from({ length: count }, (_, block) => block * bytesPerVector);

/** For each row of the matrix the sum of its products with the vector, then the next row while there is one. */
const projectBody = (blocks: number, places: Places): number[] => {
  const [row, product, sums] = [0, 1, 2] as const;
  return [
    ...loop,
    ...blocksOf(blocks).flatMap((block) => [
      ...get(row),
      ...vectorLoad(block),
      ...constant(places.vector),
      ...vectorLoad(block),
      ...dotOfShorts,
      ...(block === 0 ? [] : addInts),
    ]),
    ...set(sums),
    ...get(product),
    ...[0, 1, 2, 3].flatMap((lane) => [...get(sums), ...vectorLane(lane), ...(lane === 0 ? [] : [add])]),
    ...store(places.products),
    ...[...get(product), ...constant(4), add, ...set(product)],
    ...[...get(row), ...constant(blocks * bytesPerVector), add, ...tee(row)],
    ...[...constant(places.vector), isLess, ...branchIf(0)],
    end,
    end,
  ];
};

/** Eight filters after the other: the larger of what is in the pool and the sum over the three places. */
const raiseBody = (filters: number, places: Places): number[] => {
  const bytesOfPlace = 2 * filters;
  return [
    ...blocksOf(filters / lanes).flatMap((block) => [
      ...constant(0),
      ...constant(0),
      ...vectorLoad(places.pool + block),
      ...[...get(0), ...vectorLoad(places.rows + block)],
      ...[...get(1), ...vectorLoad(places.rows + bytesOfPlace + block), ...addShorts],
      ...[...get(2), ...vectorLoad(places.rows + 2 * bytesOfPlace + block), ...addShorts],
      ...largerShorts,
      ...vectorStore(places.pool + block),
    ]),
    end,
  ];
};

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
const sized = (code: readonly number[]): number[] => [...unsigned(code.length), ...code];

const moduleBytes = (blocks: number, filters: number, places: Places): Uint8Array =>
  Uint8Array.from([
    ...[0, ...new TextEncoder().encode('asm'), 1, 0, 0, 0],
    ...section(1, [2, 0x60, 0, 0, 0x60, 3, i32, i32, i32, 0]),
    ...section(3, [2, 0, 1]),
    ...section(5, [1, 0, ...unsigned(Math.ceil(places.end / pageBytes))]),
    ...section(7, [3, ...name('memory'), 2, 0, ...name('project'), 0, 0, ...name('raise'), 0, 1]),
    ...section(10, [
      2,
      ...sized([2, 2, i32, 1, v128, ...projectBody(blocks, places)]),
      ...sized([0, ...raiseBody(filters, places)]),
    ]),
  ]);

/** Kernels with nothing in them yet. */
export const createFilterKernels = (sizes: FilterSizes): FilterKernels => {
  const { places: windowPlaces, filters, dimensions, rows } = sizes;
  const blocks = Math.ceil(dimensions / lanes);
  const stride = blocks * lanes;
  const matrixRows = windowPlaces * filters;
  const places = placesOf(matrixRows, stride, sizes);
  const { memory, project, raise } = new wasm.Instance(new wasm.Module(moduleBytes(blocks, filters, places)))
    .exports;
  const { buffer } = memory;
  return {
    stride,
    matrix: new Int16Array(buffer, 0, matrixRows * stride),
    vector: new Int16Array(buffer, places.vector, stride),
    products: new Int32Array(buffer, places.products, matrixRows),
    project,
    rows: new Int32Array(buffer, places.rows, (matrixRows * rows) / 2),
    pool: new Int32Array(buffer, places.pool, filters / 2),
    raise: (before, here, after) => raise(4 * before, 4 * here, 4 * after),
  };
};
