import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../shared/api.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

const busy = new Set(['ingesting', 'analyzing']);

/** Files are on their way, or none has come yet. */
const isAwaited = (batches: readonly { readonly status: string }[]): boolean =>
  batches.length === 0 || batches.some(({ status }) => busy.has(status));

/** Not the progress of files, nor the check of an upload: its staged file is gone once it is loaded. */
const isOfFeedback = ([first, second]: readonly unknown[]): boolean =>
  first !== 'upload' && second !== 'progress';

const lookMilliseconds = { busy: 1_500, idle: 10_000 };

/** While files are being read: how far it is. What is shown is read again each time it has come further. */
export const LoadingStrip = () => {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['batches', 'progress'],
    queryFn: ({ signal }) => api.listBatches({ limit: 100 }, { signal }),
    refetchInterval: ({ state }) =>
      isAwaited(state.data?.batches ?? []) ? lookMilliseconds.busy : lookMilliseconds.idle,
  });
  const running = (data?.batches ?? []).filter(({ status }) => busy.has(status));
  // What has settled, and how far the rest is: when this changes, figures may have changed.
  const mark = (data?.batches ?? []).map(({ batchId, status }) => `${batchId}:${status}`).join();
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (before.current !== undefined && before.current !== mark)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => isOfFeedback(queryKey) });
    if (data !== undefined) before.current = mark;
  }, [mark, data, queries]);
  if (running.length === 0) return null;
  const total = running.reduce((sum, { progress }) => sum + (progress.chunksTotal ?? 0), 0);
  const done = running.reduce((sum, { progress }) => sum + progress.chunksDone, 0);
  return (
    <p className="loading-strip" role="status">
      {total === 0
        ? t('loadingStart', { files: running.length })
        : t('loadingFiles', { files: running.length, share: done / total })}
      {total === 0 ? null : <progress max={total} value={done} aria-hidden="true" />}
    </p>
  );
};
