/** Puts a place where its value belongs among places that are sorted, the largest first; the last one may fall out. */
const insert = (places: Int32Array, filled: number, place: number, values: Float32Array): void => {
  const value = values[place] as number;
  let at = Math.min(filled, places.length - 1);
  for (; at > 0 && (values[places[at - 1] as number] as number) < value; at -= 1)
    places[at] = places[at - 1] as number;
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
  let least = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < values.length && places.length > 0; place += 1) {
    if (place === excluded || (filled === places.length && (values[place] as number) <= least)) continue;
    insert(places, filled, place, values);
    filled = Math.min(filled + 1, places.length);
    least = values[places[filled - 1] as number] as number;
  }
  return places.subarray(0, filled);
};
