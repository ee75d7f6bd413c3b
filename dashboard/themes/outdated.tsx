import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, api } from '../shared/api.ts';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { notify } from '../shared/toasts/toasts.ts';
import { editTexts } from './edits/edit-texts.ts';
import { reanalysisQuery } from './themes-query.ts';

/** Stored comments were analyzed with earlier themes: analyzes them again, with progress. */
export const Outdated = () => {
  const t = useTexts(editTexts);
  const start = useMutation({ mutationFn: () => api.startReanalysis({}) });
  return (
    <section className="outdated" aria-label={t('outdated')}>
      <h2>{t('outdated')}</h2>
      <p>{t('outdatedLead')}</p>
      {start.data === undefined ? (
        <button
          type="button"
          className="button button-chosen"
          disabled={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('readAgain')}
        </button>
      ) : (
        <Progress reanalysis={start.data.reanalysisId} />
      )}
      {start.error === null ? null : (
        <p className="worse" role="alert">
          {start.error instanceof ApiError && start.error.status === 403
            ? t('forbiddenReanalysis')
            : t('failedEdit', { cause: start.error.message })}
        </p>
      )}
    </section>
  );
};

const Progress = ({ reanalysis }: { readonly reanalysis: string }) => {
  const t = useTexts(editTexts);
  const format = useFormat();
  const client = useQueryClient();
  const { data } = useQuery(reanalysisQuery(reanalysis));
  const isDone = data?.status === 'complete';
  useEffect(() => {
    if (!isDone) return;
    void notify(t('readAgainDone'));
    // Every figure of the page may be another one.
    void client.invalidateQueries();
  }, [isDone, client, t]);
  if (data?.status === 'incomplete')
    return (
      <p className="worse" role="alert">
        {t('readAgainFailed', { count: data.progress.chunksFailed })}
      </p>
    );
  const { chunksDone = 0, chunksTotal = 0 } = data?.progress ?? {};
  return (
    <div role="status">
      <p>{t('reading', { done: format.count(chunksDone), total: format.count(chunksTotal) })}</p>
      <progress max={Math.max(1, chunksTotal)} value={chunksDone} aria-label={t('readingLabel')} />
    </div>
  );
};
