import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Failed } from '../../shared/states.tsx';
import { useTexts } from '../../shared/texts/texts.ts';
import { objectQuery } from '../data-queries.ts';
import { forgetWaiting, type WaitingFile } from '../sending/uploads.ts';
import { uploadTexts } from './upload-texts.ts';

/** After this time without a new batch, the file had been loaded in the same way before. */
const knownAfterMilliseconds = 8_000;

const useIsLate = (): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), knownAfterMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return late;
};

/** Shown until its batch begins; the batch shows the progress. */
export const HandedOver = ({ file: { id, object, known } }: { readonly file: WaitingFile }) => {
  const t = useTexts(uploadTexts);
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(objectQuery(object));
  const late = useIsLate();
  const batches = data?.batches ?? [];
  const batch = batches[0]?.batchId ?? (late ? known : undefined);
  const isOne = batches.length < 2;
  useEffect(() => {
    if (batch === undefined) return;
    const arrived = navigate(
      isOne
        ? { to: '/data/batches/$batch', params: { batch }, replace: true }
        : { to: '/data', replace: true },
    );
    // Forgotten earlier, it would be asked for again as a file to check, which it is no longer.
    void arrived.then(() => forgetWaiting(id));
  }, [batch, isOne, id, navigate]);
  if (error && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <div className="state" role="status">
      <h1>{t('loading')}</h1>
      <p>{t('handedOver')}</p>
    </div>
  );
};
