import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, api, type BatchDetails, type Mapping, type RejectedRow } from '../../shared/api.ts';
import { saveFile } from '../../shared/save-file.ts';
import { Part } from '../../shared/states.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { rejectsQuery } from '../data-queries.ts';
import { rejectedCount } from '../ledger.ts';
import { FileDrop } from '../sending/file-drop.tsx';
import { changeWaiting, send } from '../sending/uploads.ts';
import { fileName } from '../wording.ts';
import { batchTexts } from './batch-texts.ts';
import {
  boundsFor,
  type CorrectableRow,
  type CorrectedCells,
  correctable,
  correctedCsv,
  dateExample,
  rejectsCsv,
  sayingAll,
} from './corrected-rows.ts';

/** Rejected rows: correct them here, or in a spreadsheet and upload that. */
export const Rejects = ({ batch }: { readonly batch: BatchDetails }) => {
  const query = useQuery(rejectsQuery(batch.batchId));
  const { mapping } = batch;
  if (mapping === undefined || rejectedCount(batch) === 0) return null;
  return (
    <Part query={query} height="20rem">
      {({ columns = [], rejects, cursor }) => (
        <RejectedRows
          batch={batch}
          mapping={mapping}
          columns={columns}
          rejects={rejects}
          hasMore={cursor !== undefined}
        />
      )}
    </Part>
  );
};

interface RejectedRowsProps {
  readonly batch: BatchDetails;
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly rejects: readonly RejectedRow[];
  readonly hasMore: boolean;
}

/** Uploads a file of rows with the mapping of the batch, and loads it without another check. */
const useSendUnder = (mapping: Mapping) => {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ file, isChecked }: { readonly file: File; readonly isChecked: boolean }) => {
      const said = sayingAll(mapping);
      const upload = await send(file, { said: isChecked ? said : {} });
      if (upload === undefined) throw new ApiError(undefined, 'unreachable', 'the connection failed');
      if (isChecked) {
        await api.confirmUpload({ upload, body: said });
        changeWaiting(upload, { confirmed: true });
      }
      await navigate({ to: '/data/uploads/$upload', params: { upload } });
    },
  });
};

const saveAs = (text: string, name: string): void => saveFile(new Blob([text], { type: 'text/csv' }), name);

const rowsAtOnce = 200;

/** All of them, page by page. */
const allRejects = async (batch: string): Promise<string> => {
  const rows: RejectedRow[] = [];
  let columns: readonly string[] = [];
  let cursor: string | undefined = '0';
  while (cursor !== undefined) {
    const page: Awaited<ReturnType<typeof api.listRejects>> = await api.listRejects({
      batch,
      cells: 'true',
      limit: rowsAtOnce,
      cursor,
    });
    rows.push(...page.rejects);
    columns = page.columns ?? columns;
    cursor = page.cursor;
  }
  return rejectsCsv(columns, rows);
};

const RejectedRows = ({ batch, mapping, columns, rejects, hasMore }: RejectedRowsProps) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  const [corrected, setCorrected] = useState<CorrectedCells>({});
  const sending = useSendUnder(mapping);
  const name = fileName(batch.objectKey, batch.member).replace(/\.[^.]*$/, '');
  const download = useMutation({
    mutationFn: async () => saveAs(await allRejects(batch.batchId), `${name}-rejected.csv`),
  });
  const rows = rejects.flatMap((reject) => correctable(reject, columns) ?? []);
  const count = rows.filter(({ row }) => (corrected[row] ?? '').trim() !== '').length;
  const total = rejectedCount(batch);
  const load = (): void => {
    const file = new File([correctedCsv(columns, rows, corrected)], `${name}-corrected.csv`, {
      type: 'text/csv',
    });
    sending.mutate({ file, isChecked: true });
  };
  const problem = sending.error ?? download.error;
  return (
    <section aria-labelledby="rejects">
      <div className="section-head">
        <h2 id="rejects">{t('rowsToCorrect', { count: total })}</h2>
        <div className="section-end section-actions">
          <button type="button" className="link" onClick={() => download.mutate()}>
            {t('download')}
          </button>
          <button type="button" className="button" disabled={count === 0 || sending.isPending} onClick={load}>
            {t('loadCorrected', { count })}
          </button>
        </div>
      </div>
      {problem === null ? null : (
        <p className="worse" role="alert">
          {problem.message}
        </p>
      )}
      <p className="quiet">{t('rowHow')}</p>
      <table className="rows-table rejects">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('found')}</th>
            <th scope="col">{t('expected')}</th>
            <th scope="col">{t('correctHere')}</th>
          </tr>
        </thead>
        <tbody>
          {rejects.map((reject) => (
            <RejectRow
              key={reject.row}
              reject={reject}
              correctable={correctable(reject, columns)}
              mapping={mapping}
              value={corrected[reject.row] ?? ''}
              onCorrect={(text) => setCorrected({ ...corrected, [reject.row]: text })}
            />
          ))}
        </tbody>
      </table>
      {hasMore ? (
        <p className="quiet">
          {t('firstRejects', { shown: format.count(rejects.length), total: format.count(total) })}
        </p>
      ) : null}
      <FileDrop
        small
        label={t('dropCorrected')}
        onFiles={([file]) => {
          if (file !== undefined) sending.mutate({ file, isChecked: false });
        }}
      />
    </section>
  );
};

const expectedKeys = {
  'date-unreadable': 'expectDate',
  'date-out-of-range': 'expectPast',
  'period-closed': 'expectOpen',
  'rating-not-a-number': 'expectNumber',
  'rating-out-of-scale': 'expectNumber',
  'row-ragged': 'expectCells',
  'row-empty': 'expectRow',
  'row-unreadable': 'expectRow',
  'text-too-large': 'expectShort',
} as const;

const isExplained = (code: string): code is keyof typeof expectedKeys => code in expectedKeys;

interface RejectRowProps {
  readonly reject: RejectedRow;
  readonly correctable: CorrectableRow | undefined;
  readonly mapping: Mapping;
  readonly value: string;
  readonly onCorrect: (text: string) => void;
}

const RejectRow = ({ reject, correctable: wrong, mapping, value, onCorrect }: RejectRowProps) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  const { row, column = '', code, expected = '', got = '' } = reject;
  const wanted = { ...boundsFor(mapping, column), example: dateExample(mapping, column) };
  const found = wrong?.found ?? got;
  return (
    <tr>
      <td className="quiet">
        <span className="only-narrow">{t('row')} </span>
        {format.count(row)}
      </td>
      <th scope="row">{column}</th>
      <td>{found === '' ? null : <span className="found">{found}</span>}</td>
      <td>{isExplained(code) ? t(expectedKeys[code], wanted) : `${expected} [${code}]`}</td>
      <td>
        {wrong === undefined ? (
          <span className="quiet">{t('notHere')}</span>
        ) : (
          <input
            className="field"
            aria-label={t('correctCell', { row: format.count(row), column })}
            value={value}
            onChange={({ target }) => onCorrect(target.value)}
          />
        )}
      </td>
    </tr>
  );
};
