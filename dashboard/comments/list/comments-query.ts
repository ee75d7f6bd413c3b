import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type CommentsPage } from '../../shared/api.ts';
import type { CommentParameters } from './api-parameters.ts';

const pageSize = 100;

/** How long what was read is taken for what is stored: a list that is scrolled doesn't change under the reader. */
const steadyMilliseconds = 300_000;

/** How long a page is kept after it was scrolled away. */
const keptMilliseconds = 10_000;

/** The responses of one page. Only the pages on the screen are kept. */
export const pageQuery = (parameters: CommentParameters, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['comments-page', parameters, cursor],
    queryFn: ({ signal }) =>
      api.listComments({ ...parameters, cursor, limit: pageSize, totals: 'no' }, { signal }),
    staleTime: steadyMilliseconds,
    gcTime: keptMilliseconds,
  });

/** How many there are: counting reads everything, the first page only what it shows. */
export const totalsQuery = (parameters: CommentParameters) =>
  queryOptions({
    queryKey: ['comments-total', parameters],
    queryFn: async ({ signal }) => {
      const { comments: _, ...totals } = await api.listComments(
        { ...parameters, limit: 1, totals: 'yes' },
        { signal },
      );
      return totals;
    },
    staleTime: steadyMilliseconds,
  });

export type Totals = Pick<CommentsPage, 'total' | 'examined' | 'withheld'>;

/** Where a page begins and what it says beside its comments; the comments themselves are not in it, so that it stays small. */
export interface PageStart extends Pick<CommentsPage, 'suppressed' | 'partial'> {
  readonly cursor: string | undefined;
  readonly next: string | undefined;
  readonly count: number;
}

/** The pages read so far, in order. */
export const startsQuery = (client: QueryClient, parameters: CommentParameters) =>
  infiniteQueryOptions({
    queryKey: ['comments', parameters],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }): Promise<PageStart> => {
      const { comments, cursor: next, ...marks } = await client.fetchQuery(pageQuery(parameters, cursor));
      return { ...marks, cursor, next, count: comments.length };
    },
    getNextPageParam: ({ next }) => next,
    staleTime: steadyMilliseconds,
    gcTime: keptMilliseconds,
  });
