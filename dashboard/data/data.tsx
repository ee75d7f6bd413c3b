import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { BatchView } from '../shared/api.ts';
import { Part } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { localeOf, useTexts } from '../shared/texts/texts.ts';
import './data.css';
import { batchesQuery } from './data-queries.ts';
import { rejectedCount, rowsDone } from './ledger.ts';
import { FileDrop } from './sending/file-drop.tsx';
import { PendingUploads } from './sending/pending-uploads.tsx';
import { send } from './sending/uploads.ts';
import { texts } from './texts.ts';
import { fileName, isListed, needsAttention } from './wording.ts';

/** The loaded files, and the place to upload the next one. */
export const Data = () => {
  const t = useTexts(texts);
  const navigate = useNavigate();
  /** A single file is opened at once; several wait in the list. */
  const take = async (files: readonly File[]): Promise<void> => {
    const [first, ...others] = await Promise.all(files.map((file) => send(file)));
    if (first !== undefined && others.length === 0)
      await navigate({ to: '/data/uploads/$upload', params: { upload: first } });
  };
  return (
    <>
      <div className="data-title">
        <h1>{t('title')}</h1>
        <p className="quiet">{t('lead')}</p>
      </div>
      <FileDrop onFiles={(files) => void take(files)} />
      <PendingUploads />
      <section aria-labelledby="loaded-files">
        <h2 id="loaded-files">{t('loaded')}</h2>
        <Files />
      </section>
    </>
  );
};

const Files = () => {
  const t = useTexts(texts);
  const query = useInfiniteQuery(batchesQuery);
  return (
    <Part query={query} height="20rem">
      {({ pages }) => {
        const batches = pages.flatMap((page) => page.batches).filter(isListed);
        return batches.length === 0 ? (
          <p className="state quiet">{t('noFiles')}</p>
        ) : (
          <>
            <FileTable batches={batches} />
            {query.hasNextPage ? (
              <button
                type="button"
                className="button"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('more')}
              </button>
            ) : null}
          </>
        );
      }}
    </Part>
  );
};

const FileTable = ({ batches }: { readonly batches: readonly BatchView[] }) => {
  const t = useTexts(texts);
  return (
    <table className="rows-table files">
      <thead>
        <tr>
          <th scope="col">{t('file')}</th>
          <th scope="col">{t('when')}</th>
          <th scope="col" className="number">
            {t('rows')}
          </th>
          <th scope="col">{t('state')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <FileRow key={batch.batchId} batch={batch} />
        ))}
      </tbody>
    </table>
  );
};

const FileRow = ({ batch }: { readonly batch: BatchView }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const { batchId, objectKey, member, uploadedAt, rows } = batch;
  const folder = objectKey.split('/').slice(1, -1).join('/');
  return (
    <tr>
      <th scope="row">
        <Link to="/data/batches/$batch" params={{ batch: batchId }}>
          {fileName(objectKey, member)}
        </Link>
        {folder === '' ? null : <span className="quiet file-folder"> {folder}</span>}
      </th>
      <td>
        <time dateTime={uploadedAt}>{whenText(uploadedAt, localeOf(t.language))}</time>
      </td>
      <td className="number">
        {rows === undefined
          ? ''
          : t('rowsOf', { accepted: format.count(rows.accepted), read: format.count(rows.read) })}
      </td>
      <td>
        <BatchState batch={batch} />
      </td>
    </tr>
  );
};

const whenText = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

const stateKeys = {
  held: 'stateHeld',
  refused: 'stateRefused',
  ingesting: 'stateIngesting',
  analyzing: 'stateAnalyzing',
  complete: 'stateComplete',
  incomplete: 'stateIncomplete',
  superseded: 'stateSuperseded',
  undone: 'stateUndone',
} as const;

const BatchState = ({ batch }: { readonly batch: BatchView }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const { status, rows, error } = batch;
  const rejected = status === 'complete' || status === 'incomplete' ? rejectedCount(batch) : 0;
  return (
    <>
      <span className={needsAttention(batch) ? 'worse' : undefined}>
        {t(stateKeys[status], {
          done: format.count(rowsDone(batch)),
          rows: format.count(rows?.read ?? 0),
        })}
      </span>
      {rejected === 0 ? null : <span> · {t('rejectedRows', { count: rejected })}</span>}
      {error === undefined ? null : <span className="quiet"> {error.message}</span>}
    </>
  );
};
