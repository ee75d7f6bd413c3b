import { floatAt, intAt } from '../../../elements.ts';

interface Insertion {
  readonly place: number;
  /** How many places are sorted so far. */
  readonly filled: number;
}

/** The value of the place with this rank, from 0. */
const valueAtRank = (values: Float32Array, places: Int32Array, rank: number): number => {
  const place = intAt(places, rank);
  return floatAt(values, place);
};

/** Inserts a place by its value into sorted places, the largest first; the last one may be dropped. */
const insert = (values: Float32Array, places: Int32Array, { place, filled }: Insertion): void => {
  const value = floatAt(values, place);
  let at = Math.min(filled, places.length - 1);
  for (; at > 0 && valueAtRank(values, places, at - 1) < value; at -= 1) places[at] = intAt(places, at - 1);
  places[at] = place;
};

/**
 * The places of the largest values, the largest first; of equals the earlier place. Fewer where there are fewer values.
 *
 * @param excluded a place that is left out
 * @example largest(Float32Array.of(1, 3, 2), 2) // [1, 2]
 */
export const largest = (values: Float32Array, count: number, excluded = -1): Int32Array => {
  const places = new Int32Array(Math.max(0, count));
  let filled = 0;
  let min = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < values.length && places.length > 0; place += 1) {
    if (place === excluded || (filled === places.length && floatAt(values, place) <= min)) continue;
    insert(values, places, { place, filled });
    filled = Math.min(filled + 1, places.length);
    min = valueAtRank(values, places, filled - 1);
  }
  return places.subarray(0, filled);
};
