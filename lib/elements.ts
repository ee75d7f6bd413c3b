import { outOfRange } from './out-of-range.ts';

/** Elements of arrays by an index that is in range by construction. One function for each kind of array: one for all would be slow. */

export const intAt = (values: Int32Array, index: number): number => values[index] ?? outOfRange(index);

export const floatAt = (values: Float32Array, index: number): number => values[index] ?? outOfRange(index);

export const doubleAt = (values: Float64Array, index: number): number => values[index] ?? outOfRange(index);
