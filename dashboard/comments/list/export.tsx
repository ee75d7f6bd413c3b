import { useEffect, useState } from 'react';
import { notify } from '../../shared/toasts/toasts.ts';
import type { Words } from '../words.ts';
import type { CommentParameters } from './api-parameters.ts';

/** Saves text as a file of the browser. */
const save = (text: string, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
};

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
      save(await readCsv(parameters, controller.signal), 'verbatim-comments.csv');
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
