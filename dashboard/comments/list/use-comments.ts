import { useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query';
import type { CommentEntry } from '../../shared/api.ts';
import { type CommentParameters, placeOf } from './api-parameters.ts';
import { pageQuery, startsQuery } from './comments-query.ts';

/** Which pages the entries of a range are on. */
const pagesOf = (starts: Parameters<typeof placeOf>[0], indexes: readonly number[]): number[] => [
  ...new Set(indexes.flatMap((index) => placeOf(starts, index)?.page ?? [])),
];

/** Where the pages begin: small, and kept for the whole list. */
export const useStarts = (parameters: CommentParameters) => {
  const client = useQueryClient();
  return useInfiniteQuery(startsQuery(client, parameters));
};

export type Starts = ReturnType<typeof useStarts>;

/** The entries of the rows that are on the screen; undefined while one is read again. */
export const useEntries = (parameters: CommentParameters, starts: Starts, indexes: readonly number[]) => {
  const pages = starts.data?.pages ?? [];
  const shown = pagesOf(pages, indexes);
  const results = useQueries({ queries: shown.map((page) => pageQuery(parameters, pages[page]?.cursor)) });
  return (index: number): CommentEntry | undefined => {
    const place = placeOf(pages, index);
    return place && results[shown.indexOf(place.page)]?.data?.comments[place.entry];
  };
};
