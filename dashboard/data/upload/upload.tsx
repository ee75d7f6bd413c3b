import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError, type MappingOverride, type TablePreview } from '../../shared/api.ts';
import { Failed, Part } from '../../shared/states.tsx';
import { localeOf, useTexts } from '../../shared/texts/texts.ts';
import { ColumnTable } from '../columns/column-table.tsx';
import '../data.css';
import { QuestionList } from '../columns/question-list.tsx';
import { type AskedQuestion, questionsOf, shownQuestions } from '../columns/questions.ts';
import { previewQuery } from '../data-queries.ts';
import { PageHead } from '../page-head.tsx';
import { changeWaiting, forgetWaiting, useWaitingFile } from '../sending/uploads.ts';
import { texts } from '../texts.ts';
import { shapeText, sizeText } from '../wording.ts';
import { HandedOver } from './handed-over.tsx';
import { CheckSteps, LoadButton, rowsIn } from './load.tsx';
import { MatchCheck } from './match-check.tsx';
import { TouchpointQuestion } from './touchpoint-question.tsx';
import { uploadTexts } from './upload-texts.ts';

/** An uploaded file that is not loaded yet: how it is read, its questions, and the button that loads it. */
export const Upload = () => {
  const { upload } = useParams({ from: '/data/uploads/$upload' });
  const file = useWaitingFile(upload);
  return file?.confirmed ? <HandedOver file={file} /> : <Check upload={upload} />;
};

/** The overrides of the file: kept with the upload if this browser made it. */
const useSaid = (upload: string): [MappingOverride, (said: MappingOverride) => void] => {
  const file = useWaitingFile(upload);
  const [own, setOwn] = useState<MappingOverride>({});
  return file === undefined ? [own, setOwn] : [file.said, (said) => changeWaiting(upload, { said })];
};

const Check = ({ upload }: { readonly upload: string }) => {
  const [said, say] = useSaid(upload);
  const first = useQuery(previewQuery(upload, {}));
  const now = useQuery({ ...previewQuery(upload, said), placeholderData: keepPreviousData });
  if (first.error instanceof ApiError && first.error.status === 404) return <Gone upload={upload} />;
  return (
    <Part query={first} height="48rem">
      {({ files }) => (
        <>
          <CheckParts upload={upload} first={files} now={now.data?.files ?? files} said={said} onSay={say} />
          {now.error ? <Failed error={now.error} onRetry={() => void now.refetch()} /> : null}
        </>
      )}
    </Part>
  );
};

const Gone = ({ upload }: { readonly upload: string }) => {
  const t = useTexts(uploadTexts);
  const own = useTexts(texts);
  useEffect(() => forgetWaiting(upload), [upload]);
  return (
    <div className="state">
      <h1>{own('file')}</h1>
      <p>{t('gone')}</p>
      <Link className="link" to="/data">
        {t('toFiles')}
      </Link>
    </div>
  );
};

interface CheckPartsProps {
  readonly upload: string;
  readonly first: readonly TablePreview[];
  readonly now: readonly TablePreview[];
  readonly said: MappingOverride;
  readonly onSay: (said: MappingOverride) => void;
}

/** The format and the size of the upload. */
const useLead = (tables: readonly TablePreview[], bytes: number | undefined): string => {
  const t = useTexts(texts);
  const { rows, exact } = rowsIn(tables);
  const [table, ...others] = tables;
  const form =
    table === undefined || others.length > 0
      ? []
      : [shapeText(table.shape, t), t('columnCount', { count: table.mapping.columns.length })];
  const size = bytes === undefined ? [] : [sizeText(bytes, localeOf(t.language))];
  return [...form, t(exact ? 'rowCount' : 'rowsAtLeast', { count: rows }), ...size].join(', ');
};

const CheckParts = ({ upload, first, now, said, onSay }: CheckPartsProps) => {
  const waiting = useWaitingFile(upload);
  const lead = useLead(now, waiting?.bytes);
  const [table, ...others] = now;
  const [asFound] = first;
  if (table === undefined || asFound === undefined) return null;
  const asked = others.length > 0 ? [] : questionsOf(asFound, table.mapping, said);
  const open = Math.max(
    asked.filter(({ given }) => given === undefined).length,
    now.reduce((sum, { mapping }) => sum + mapping.questions.length, 0),
  );
  const rows = rowsIn(now);
  return (
    <>
      <PageHead title={waiting?.name ?? table.file} lead={lead}>
        <LoadButton
          upload={upload}
          said={said}
          rows={rows}
          isOpen={open > 0}
          known={table.loaded?.[0]?.batchId}
        />
      </PageHead>
      <CheckSteps
        table={table}
        tables={now}
        open={open}
        asksTouchpoint={others.length === 0 && table.mapping.touchpoint.from === 'default'}
      />
      <LoadedBefore tables={now} />
      {others.length > 0 ? (
        <Archive tables={now} />
      ) : (
        <>
          <Questions asFound={asFound} asked={asked} said={said} onSay={onSay} />
          <Columns table={table} said={said} onSay={onSay} />
          <MatchCheck preview={table} />
        </>
      )}
    </>
  );
};

/** The same bytes are loaded already: loading them again in the same way changes nothing. */
const LoadedBefore = ({ tables }: { readonly tables: readonly TablePreview[] }) => {
  const t = useTexts(uploadTexts);
  const [before] = tables.flatMap(({ loaded = [] }) => loaded);
  if (before === undefined) return null;
  return (
    <p className="state" role="status">
      {t('loadedBefore', { when: new Date(before.uploadedAt) })}{' '}
      <Link className="link" to="/data/batches/$batch" params={{ batch: before.batchId }}>
        {t('toLoaded')}
      </Link>
    </p>
  );
};

interface OneTableProps {
  readonly table: TablePreview;
  readonly said: MappingOverride;
  readonly onSay: (said: MappingOverride) => void;
}

interface QuestionsProps extends Omit<OneTableProps, 'table'> {
  readonly asFound: TablePreview;
  readonly asked: readonly AskedQuestion[];
}

const Questions = ({ asFound, asked, said, onSay }: QuestionsProps) => {
  const t = useTexts(uploadTexts);
  const namesTouchpoint = asFound.mapping.touchpoint.from !== 'default';
  if (asked.length === 0 && namesTouchpoint) return null;
  return (
    <section aria-labelledby="questions">
      <div className="section-head">
        <h2 id="questions">{t('onlyYou')}</h2>
        <p className="quiet">{t('onlyYouHow')}</p>
      </div>
      {asked.length === 0 ? null : (
        <QuestionList asked={shownQuestions(asked)} preview={asFound} said={said} onSay={onSay} />
      )}
      {namesTouchpoint ? null : <TouchpointQuestion said={said} onSay={onSay} />}
    </section>
  );
};

const Columns = ({ table, said, onSay }: OneTableProps) => {
  const t = useTexts(uploadTexts);
  return (
    <section aria-labelledby="columns">
      <div className="section-head">
        <h2 id="columns">{t('columns')}</h2>
        <p className="quiet">{t('columnsHow')}</p>
      </div>
      <ColumnTable table={table} said={said} onSay={onSay} />
    </section>
  );
};

/** Several tables are shown read-only: a correction would apply to all of them. */
const Archive = ({ tables }: { readonly tables: readonly TablePreview[] }) => {
  const t = useTexts(uploadTexts);
  return (
    <>
      <p className="state">{t('several', { count: tables.length })}</p>
      {tables.map((table) => (
        <section key={table.file} aria-label={table.file}>
          <h2>{table.file}</h2>
          <ColumnTable table={table} said={{}} />
        </section>
      ))}
    </>
  );
};
