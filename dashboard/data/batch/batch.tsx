import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, type BatchDetails, type BatchView } from '../../shared/api.ts';
import type { Scope } from '../../shared/scope/scope.ts';
import { Part } from '../../shared/states.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { batchTexts } from './batch-texts.ts';
import { Corrections } from './corrections.tsx';
import { Rejects } from './rejects.tsx';
import { UndoButton } from './undo-button.tsx';
import '../data.css';
import { isLeftOut } from '../columns/read-as.ts';
import { batchQuery, isBusy } from '../data-queries.ts';
import { rejectedCount, rowsDone } from '../ledger.ts';
import { PageHead, type Step, Steps } from '../page-head.tsx';
import { texts } from '../texts.ts';
import { fileName, shapeText } from '../wording.ts';
import { LedgerBars } from './ledger-bars.tsx';

/** A batch: its progress, the result for every row, and the rows to correct. */
export const Batch = () => {
  const t = useTexts(batchTexts);
  const own = useTexts(texts);
  const { batch } = useParams({ from: '/data/batches/$batch' });
  const [leaving, setLeaving] = useState(false);
  const query = useQuery(batchQuery(batch, leaving));
  if (query.error instanceof ApiError && query.error.status === 404)
    return (
      <div className="state">
        <h1>{own('file')}</h1>
        <p>{t('missing')}</p>
        <Link className="link" to="/data">
          {own('files')}
        </Link>
      </div>
    );
  return (
    <Part query={query} height="40rem">
      {(details) => <BatchParts key={details.batchId} batch={details} onUndone={() => setLeaving(true)} />}
    </Part>
  );
};

interface BatchPartsProps {
  readonly batch: BatchDetails;
  readonly onUndone: () => void;
}

const BatchParts = ({ batch, onUndone }: BatchPartsProps) => {
  const t = useTexts(batchTexts);
  const own = useTexts(texts);
  const { objectKey, member, uploadedAt, shape, rows, mapping } = batch;
  const lead = [
    ...(shape === undefined ? [] : [shapeText(shape, own)]),
    ...(rows === undefined ? [] : [own('rowCount', { count: rows.read })]),
    ...(mapping === undefined ? [] : [own('columnCount', { count: mapping.columns.length })]),
  ].join(', ');
  return (
    <>
      <PageHead
        title={fileName(objectKey, member)}
        lead={[...(lead === '' ? [] : [lead]), own('dropped', { when: new Date(uploadedAt) })].join(' · ')}
      >
        {isStored(batch) ? <UndoButton batch={batch} onUndone={onUndone} /> : null}
        {isStored(batch) ? (
          <Link className="button button-chosen way-link" to="/" search={scopeOf(batch)}>
            {t('openChanged')}
          </Link>
        ) : null}
      </PageHead>
      <BatchSteps batch={batch} />
      <BatchStanding batch={batch} />
      {isBusy(batch) ? null : <LedgerBars batch={batch} />}
      {isStored(batch) ? <Rejects batch={batch} /> : null}
      {isStored(batch) || batch.status === 'held' ? <Corrections batch={batch} /> : null}
    </>
  );
};

/** The last month and, if it is only one, the touchpoint of what was loaded: a month is compared with the one before. */
const scopeOf = ({ coverage }: BatchDetails): Scope => {
  if (coverage === undefined) return {};
  const { touchpoints, to } = coverage;
  const [tp, ...others] = touchpoints;
  return {
    ...(to === undefined ? {} : { period: to.slice(0, 7) }),
    ...(others.length === 0 ? { tp } : {}),
  };
};

const isStored = ({ status }: BatchView): boolean => status === 'complete' || status === 'incomplete';

/** The progress of a batch in words. */
const useStepTexts = ({ rows, mapping, ...batch }: BatchDetails) => {
  const t = useTexts(batchTexts);
  const own = useTexts(texts);
  const format = useFormat();
  if (rows === undefined) return { read: '', checked: '', loaded: '', balanced: '' };
  const others = rows.read - rows.accepted;
  const rejected = rejectedCount({ rows });
  const values = {
    accepted: format.count(rows.accepted),
    rejected: format.count(rejected),
    others: format.count(others),
    rows: format.count(rows.read),
    done: format.count(rowsDone({ ...batch, rows })),
  };
  const columns = mapping?.columns.filter((column) => !isLeftOut(column)).length;
  return {
    read: own('rowCount', { count: rows.read }),
    checked: columns === undefined ? '' : t('columnsRead', { count: columns }),
    loaded: t('rowsDone', values),
    balanced: isStored(batch) ? t(others === rejected ? 'balance' : 'balanceOthers', values) : '',
  };
};

const BatchSteps = ({ batch }: { readonly batch: BatchDetails }) => {
  const t = useTexts(batchTexts);
  const own = useTexts(texts);
  const { read, checked, loaded, balanced } = useStepTexts(batch);
  const stored = isStored(batch);
  const loading = batch.status === 'analyzing' ? 'now' : 'next';
  const steps: Step[] = [
    { title: own('step1'), text: read, state: batch.rows === undefined ? 'now' : 'done' },
    { title: t('step2'), text: checked, state: checked === '' ? 'next' : 'done' },
    { title: t('step3'), text: loaded, state: stored ? 'done' : loading },
    { title: t('step4'), text: balanced, state: stored ? 'done' : 'next' },
  ];
  return <Steps steps={steps} />;
};

/** The parts that failed, each with its reason as the function gave it. */
const FailedParts = ({ batch: { failures = [], progress } }: { readonly batch: BatchDetails }) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  return (
    <div className="state">
      <p className="worse">{t('incomplete', { count: progress.chunksFailed })}</p>
      <ul className="quiet">
        {failures.map(({ part, chunk = 0, rows, touchpoint = '', code, message }) => (
          <li key={`${part} ${chunk} ${touchpoint}`}>
            {t(`failed-${part}`, { chunk, rows: format.count(rows), touchpoint })} {message} ({code})
          </li>
        ))}
      </ul>
    </div>
  );
};

/** A notice if a batch is not simply loaded. */
const BatchStanding = ({ batch }: { readonly batch: BatchDetails }) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  const { status, error, rows } = batch;
  if (status === 'complete') return null;
  if (status === 'refused')
    return (
      <div className="state" role="alert">
        <p className="worse">{t('refused', { cause: error?.message ?? '' })}</p>
        <p className="quiet">
          {[error?.expected, error?.got].filter((part) => part !== undefined).join(' · ')}
        </p>
        <p>{t('refusedHow')}</p>
      </div>
    );
  if (isBusy(batch)) {
    const done = rowsDone(batch);
    const total = rows?.read ?? 0;
    return (
      <div className="state loading-rows" role="status">
        <p>
          {rows === undefined
            ? t('reading')
            : t('analyzing', { done: format.count(done), rows: format.count(total) })}
        </p>
        <progress max={Math.max(1, total)} value={done} aria-label={t('rowsBar')} />
      </div>
    );
  }
  if (status === 'held') return <p className="state worse">{t('held')}</p>;
  if (status === 'incomplete') return <FailedParts batch={batch} />;
  return <p className="state">{t(status === 'undone' ? 'undone' : 'superseded')}</p>;
};
