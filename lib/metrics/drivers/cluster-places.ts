import { clusterGroups } from './clusters.ts';

/** Bits of the counter; its error stays under a tenth of a percent up to millions of clusters. */
const counterBits = 2 ** 23;

/** The number of different clusters, where they are too many to be held: by the bits that they leave unset (Whang, ACM TODS 15 (1990) 208–229). */
class ClusterCounter {
  readonly #bits = new Uint8Array(counterBits / 8);
  #set = 0;

  add(cluster: number): void {
    const bit = cluster % counterBits;
    const [at, mask] = [bit >>> 3, 1 << (bit & 7)];
    const byte = this.#bits[at] ?? 0;
    if ((byte & mask) !== 0) return;
    this.#bits[at] = byte | mask;
    this.#set += 1;
  }

  get count(): number {
    return Math.round(-counterBits * Math.log1p(-Math.min(this.#set, counterBits - 1) / counterBits));
  }
}

/**
 * Gives each cluster a place of its own while there are at most {@link clusterGroups}; then the place of its random group. What was kept under the
 * places so far is moved once, so the result does not depend on the order.
 */
export class ClusterPlaces {
  #places: Map<number, number> | undefined = new Map();
  #counter: ClusterCounter | undefined;
  readonly #regroup: (groupByPlace: readonly number[]) => void;

  /** @param regroup adds up what is kept under each place so far into its group */
  constructor(regroup: (groupByPlace: readonly number[]) => void) {
    this.#regroup = regroup;
  }

  placeOf(cluster: number): number {
    const places = this.#places;
    if (places === undefined) {
      this.#counter?.add(cluster);
      return cluster % clusterGroups;
    }
    const known = places.get(cluster);
    if (known !== undefined) return known;
    if (places.size === clusterGroups) return this.#group(places, cluster);
    places.set(cluster, places.size);
    return places.size - 1;
  }

  #group(places: ReadonlyMap<number, number>, cluster: number): number {
    this.#counter = new ClusterCounter();
    for (const other of places.keys()) this.#counter.add(other);
    this.#regroup([...places.keys()].map((other) => other % clusterGroups));
    this.#places = undefined;
    return this.placeOf(cluster);
  }

  /** Places are below this. */
  get end(): number {
    return this.#places?.size ?? clusterGroups;
  }

  /** The number of clusters: exact up to {@link clusterGroups}, then within a tenth of a percent. */
  get count(): number {
    return this.#counter?.count ?? this.#places?.size ?? 0;
  }
}
