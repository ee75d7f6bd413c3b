import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, type BatchView, type MappingOverride } from '../shared/api.ts';

export const isBusy = ({ status }: Pick<BatchView, 'status'>): boolean =>
  status === 'ingesting' || status === 'analyzing';

const lookMilliseconds = 700;

const firstPage: string | undefined = undefined;

/** All batches, latest first. */
export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches', 'list'],
  queryFn: ({ pageParam, signal }) => api.listBatches({ limit: 50, cursor: pageParam }, { signal }),
  initialPageParam: firstPage,
  getNextPageParam: ({ cursor }: { readonly cursor?: string }) => cursor,
});

/** One batch, polled while it is being read or undone. */
export const batchQuery = (batch: string, leaving: boolean) =>
  queryOptions({
    queryKey: ['batch', batch],
    queryFn: ({ signal }) => api.readBatch({ batch }, { signal }),
    refetchInterval: ({ state }) =>
      state.data && (isBusy(state.data) || (leaving && state.data.status !== 'undone'))
        ? lookMilliseconds
        : false,
  });

/** The batches of an object; none until reading begins. */
export const objectQuery = (object: string) =>
  queryOptions({
    queryKey: ['batches', 'of', object],
    queryFn: ({ signal }) => api.listBatches({ object }, { signal }),
    refetchInterval: lookMilliseconds,
  });

/** How a staged file will be read, with these overrides. */
export const previewQuery = (upload: string, said: MappingOverride) =>
  queryOptions({
    queryKey: ['upload', upload, said],
    queryFn: ({ signal }) => api.previewUpload({ upload, body: said }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The first rejected rows of a batch, with their cells. */
export const rejectsQuery = (batch: string) =>
  queryOptions({
    queryKey: ['rejects', batch],
    queryFn: ({ signal }) => api.listRejects({ batch, cells: 'true', limit: 100 }, { signal }),
  });

export const undoPreviewQuery = (batch: string) =>
  queryOptions({
    queryKey: ['undo-preview', batch],
    queryFn: ({ signal }) => api.previewUndo({ batch }, { signal }),
  });
