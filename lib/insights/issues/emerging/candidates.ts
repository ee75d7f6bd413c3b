import { outOfRange } from '../../../out-of-range.ts';
import { largest } from '../space/largest.ts';
import { type ClauseSpace, type IndexedRows, similarityToEach } from '../space/similarity.ts';

/** Clauses that may mean the same: all that share a word or a pair of words, or the most similar ones to a clause, in order. */
export interface Candidate {
  /** The clause that the others are similar to; absent for clauses that share a feature. It is not counted in the sizes. */
  readonly centre?: number;
  readonly places: Int32Array;
  /** The tested sizes, ascending. */
  readonly sizes: readonly number[];
}

/** Sizes of neighbourhoods grow by a quarter each time, up to 1/40 of the clauses. */
const minSize = 5;
const sizeStep = 1.25;
const maxShare = 1 / 40;
const maxSizes = [16, 256] as const;
/** Centres of neighbourhoods; more are thinned out evenly in the fixed order. */
const maxCentres = 1_200;
/** A word that more than this share of all clauses have is not distinctive. */
const maxFeatureShare = 0.2;

const sizesFor = (size: number): number[] => {
  const [atLeast, atMost] = maxSizes;
  const share = Math.max(atLeast, Math.min(atMost, Math.round(size * maxShare)));
  const sizes: number[] = [];
  for (
    let next = minSize;
    next <= Math.min(size - 1, share);
    next = Math.max(next + 1, Math.round(next * sizeStep))
  )
    sizes.push(next);
  return sizes;
};

const thinned = (places: readonly number[]): number[] => {
  if (places.length <= maxCentres) return [...places];
  const step = places.length / maxCentres;
  return Array.from(
    { length: maxCentres },
    (_, index) => places[Math.floor(index * step)] ?? outOfRange(index),
  );
};

const neighbourhoods = (space: ClauseSpace, later: Uint8Array): Candidate[] => {
  const sizes = sizesFor(space.size);
  const maxSize = sizes.at(-1);
  if (maxSize === undefined) return [];
  const found: Candidate[] = [];
  similarityToEach(
    space,
    thinned([...later.keys()].filter((place) => later[place] === 1)),
    (centre, similarity) => {
      found.push({ centre, places: largest(similarity, maxSize, centre), sizes });
    },
  );
  return found;
};

const sharingFeatures = ({ size }: ClauseSpace, rows: IndexedRows): Candidate[] =>
  Array.from({ length: rows.featureCount }, (_, feature) =>
    rows.postingRows.subarray(rows.postingStarts[feature], rows.postingStarts[feature + 1]),
  )
    .filter(({ length }) => length >= minSize && length <= maxFeatureShare * size)
    .map((places) => ({ places, sizes: [places.length] }));

/** All candidates. Their words and neighbours depend on both periods together. */
export const candidatesIn = (space: ClauseSpace, later: Uint8Array): Candidate[] => {
  const richest = space.sparse.at(-1);
  return [...neighbourhoods(space, later), ...(richest === undefined ? [] : sharingFeatures(space, richest))];
};
