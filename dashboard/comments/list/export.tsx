import { useEffect, useState } from 'react';
import { saveFile } from '../../shared/save-file.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import type { Words } from '../words.ts';
import type { CommentParameters } from './api-parameters.ts';

/** Saves all comments of the filters as CSV. */
export const Export = ({
  parameters,
  words: { t },
}: {
  readonly parameters: CommentParameters;
  readonly words: Words;
}) => {
  const [running, setRunning] = useState<AbortController>();
  useEffect(() => () => running?.abort(), [running]);
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    setRunning(controller);
    try {
      const { readCsv } = await import('./export-comments.ts');
      const csv = await readCsv(parameters, controller.signal);
      saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), 'verbatim-comments.csv');
      await notify(t('exported'));
    } catch {
      if (!controller.signal.aborted) await notify(t('notExported'));
    } finally {
      setRunning(undefined);
    }
  };
  return (
    <button type="button" className="link" disabled={running !== undefined} onClick={() => void start()}>
      {t(running === undefined ? 'export' : 'exporting')}
    </button>
  );
};
