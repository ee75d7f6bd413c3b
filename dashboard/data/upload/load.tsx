import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, type MappingOverride, type TablePreview } from '../../shared/api.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { type Step, Steps } from '../page-head.tsx';
import { changeWaiting, useWaitingFile } from '../sending/uploads.ts';
import { texts } from '../texts.ts';
import { estimateOf } from '../wording.ts';
import { uploadTexts } from './upload-texts.ts';

interface Rows {
  readonly rows: number;
  readonly exact: boolean;
}

/** The rows of all tables of an upload; not exact where a table is too large to be counted in the preview. */
export const rowsIn = (tables: readonly TablePreview[]): Rows => ({
  rows: tables.reduce((sum, { rows }) => sum + rows.rows, 0),
  exact: tables.every(({ rows }) => rows.exact),
});

interface CheckStepsProps {
  readonly table: TablePreview;
  readonly tables: readonly TablePreview[];
  readonly open: number;
  /** Whether the file names no touchpoint: a question that may stay open. */
  readonly asksTouchpoint: boolean;
}

/** The four steps of an upload, with its size, time and cost. */
export const CheckSteps = ({ table, tables, open, asksTouchpoint }: CheckStepsProps) => {
  const t = useTexts(uploadTexts);
  const own = useTexts(texts);
  const rows = rowsIn(tables);
  const { seconds, dollars } = estimateOf(tables, location.hostname);
  const time =
    seconds < 100 ? t('estimate', { seconds }) : t('estimateMinutes', { minutes: Math.ceil(seconds / 60) });
  const count = own(rows.exact ? 'rowCount' : 'rowsAtLeast', { count: rows.rows });
  const steps: Step[] = [
    {
      title: t('step1'),
      text: `${count}, ${own('columnCount', { count: table.mapping.columns.length })}`,
      state: 'done',
    },
    {
      title: t('step2'),
      text: open === 0 && asksTouchpoint ? t('touchpointOpen') : t('openQuestions', { count: open }),
      state: 'now',
    },
    {
      title: t('step3'),
      text: dollars === undefined ? time : `${time}, ${t('cost', { dollars })}`,
      state: 'next',
    },
    { title: t('step4'), text: t('everyRow'), state: 'next' },
  ];
  return <Steps steps={steps} />;
};

interface LoadButtonProps {
  readonly upload: string;
  readonly said: MappingOverride;
  readonly rows: Rows;
  readonly isOpen: boolean;
  /** The existing batch of the same bytes. */
  readonly known: string | undefined;
}

/** Loads the file once no question is open. */
export const LoadButton = ({ upload, said, rows, isOpen, known }: LoadButtonProps) => {
  const t = useTexts(uploadTexts);
  const own = useTexts(texts);
  const format = useFormat();
  const waiting = useWaitingFile(upload);
  const navigate = useNavigate();
  const confirm = useMutation({
    mutationFn: () => api.confirmUpload({ upload, body: said }),
    onSuccess: () => {
      if (waiting === undefined) void navigate({ to: '/data' });
      else changeWaiting(upload, { confirmed: true, ...(known === undefined ? {} : { known }) });
    },
  });
  const text = rows.exact ? own('rowCount', { count: rows.rows }) : `> ${format.count(rows.rows)}`;
  return (
    <div className="load">
      <button
        type="button"
        className="button button-chosen"
        aria-disabled={isOpen || confirm.isPending}
        aria-describedby={isOpen ? 'why-not' : undefined}
        onClick={() => {
          if (!isOpen && !confirm.isPending) confirm.mutate();
        }}
      >
        {t('load', { rows: text })}
      </button>
      {isOpen ? (
        <p id="why-not" className="quiet">
          {t('answerFirst')}
        </p>
      ) : null}
      {confirm.error ? (
        <p className="worse" role="alert">
          {confirm.error.message}
        </p>
      ) : null}
    </div>
  );
};
