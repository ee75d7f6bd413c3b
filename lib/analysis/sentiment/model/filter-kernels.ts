import { readFileSync } from 'node:fs';
import { assetPath } from '../../../assets.ts';

/**
 * The two loops that scoring spends its time in, as WebAssembly: it works on eight numbers at a time, which JavaScript can't,
 * and whole numbers come out the same on every machine. Everything lies in one memory: words that are never met cost no memory.
 */
export interface FilterKernels {
  /** Numbers from one row of the matrix to the next: the dimensions, filled up with zeros to a multiple of eight. */
  readonly stride: number;
  /** For each state a row for each place of the window and each filter; zero at first. */
  readonly matrix: Int16Array;
  /** The word to project, `stride` long; zero at first. */
  readonly vector: Int16Array;
  /** Of each row of a state's matrix with the vector, after `project`. A sum must not exceed 31 bits. */
  readonly products: Int32Array;
  project(state: number): void;
  /** Room for rows of words: all filters for the first place, then the second, then the third (see filter-steps.ts). */
  readonly rows: Uint16Array;
  /** A sum for each filter. */
  readonly pool: Uint16Array;
  /** Raises `pool` to the sums of three rows, given by where they start in `rows`: of the first at its first place, and so on. */
  raise(before: number, here: number, after: number): void;
}

export interface FilterSizes {
  readonly places: 3;
  /** Matrices. */
  readonly states: number;
  /** A multiple of eight. */
  readonly filters: number;
  readonly dimensions: number;
  readonly rows: number;
}

/** Compiled from filter-kernels.wat by `npm exec -- node models/compile-kernels.ts`. */
export const shippedKernels = 'models/filter-kernels.wasm';

interface Exports {
  readonly project: (from: number, to: number, vector: number, length: number, products: number) => void;
  readonly raise: (pool: number, length: number, before: number, here: number, after: number) => void;
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** Node has it; its types for programs without a browser don't. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly kernels: { readonly memory: Memory } },
  ) => { readonly exports: Exports };
};

const lanes = 8;
const pageBytes = 65_536;

/** Where everything starts in the memory, in bytes; the matrix starts at 0. */
interface Places {
  readonly vector: number;
  readonly products: number;
  readonly pool: number;
  readonly rows: number;
  readonly end: number;
}

const placesOf = (
  matrixRows: number,
  stride: number,
  { places, states, filters, rows }: FilterSizes,
): Places => {
  const vector = 2 * states * matrixRows * stride;
  const products = vector + 2 * stride;
  const pool = products + 4 * matrixRows;
  const first = pool + 2 * filters;
  return { vector, products, pool, rows: first, end: first + 2 * places * filters * rows };
};

const instanceOn = (memory: Memory): Exports => {
  const module = new WebAssembly.Module(readFileSync(assetPath(shippedKernels)));
  return new WebAssembly.Instance(module, { kernels: { memory } }).exports;
};

/** Kernels with nothing in them yet. */
export const createFilterKernels = (sizes: FilterSizes): FilterKernels => {
  const { places: windowPlaces, states, filters, dimensions, rows } = sizes;
  const stride = Math.ceil(dimensions / lanes) * lanes;
  const matrixRows = windowPlaces * filters;
  const matrixBytes = 2 * matrixRows * stride;
  const places = placesOf(matrixRows, stride, sizes);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(places.end / pageBytes) });
  const { project, raise } = instanceOn(memory);
  const bytesOfPlace = 2 * filters;
  const [first, second, third] = [places.rows, places.rows + bytesOfPlace, places.rows + 2 * bytesOfPlace];
  const { buffer } = memory;
  return {
    stride,
    matrix: new Int16Array(buffer, 0, states * matrixRows * stride),
    vector: new Int16Array(buffer, places.vector, stride),
    products: new Int32Array(buffer, places.products, matrixRows),
    project: (state) =>
      project(state * matrixBytes, (state + 1) * matrixBytes, places.vector, 2 * stride, places.products),
    rows: new Uint16Array(buffer, places.rows, matrixRows * rows),
    pool: new Uint16Array(buffer, places.pool, filters),
    raise: (before, here, after) =>
      raise(places.pool, bytesOfPlace, first + 2 * before, second + 2 * here, third + 2 * after),
  };
};
