import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import {
  api,
  type BatchDetails,
  type BatchView,
  type Mapping,
  type MappingOverride,
} from '../../shared/api.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { ColumnTable } from '../columns/column-table.tsx';
import { QuestionList } from '../columns/question-list.tsx';
import { heldQuestions } from '../columns/questions.ts';
import { correctedBy } from '../columns/read-as.ts';
import { objectQuery } from '../data-queries.ts';
import { uploadTexts } from '../upload/upload-texts.ts';
import { batchTexts } from './batch-texts.ts';

/** Identifies a batch in one state: another mark means that the correction had an effect. */
const markOf = ({ batchId, runId, status }: BatchView): string => `${batchId} ${runId} ${status}`;

/** Has a file read again, and goes to the resulting batch. */
const useReadAgain = (batch: BatchDetails) => {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [before, setBefore] = useState<ReadonlySet<string>>();
  const reading = useMutation({
    mutationFn: async (said: MappingOverride) => {
      // Not from the cache: a state from while the file was loading would be taken for the effect of the correction.
      const { batches } = await client.fetchQuery({ ...objectQuery(batch.objectKey), staleTime: 0 });
      await api.correctBatch({ batch: batch.batchId, body: said });
      setBefore(new Set(batches.map(markOf)));
    },
  });
  const { data } = useQuery({ ...objectQuery(batch.objectKey), enabled: before !== undefined });
  const next =
    before === undefined
      ? undefined
      : data?.batches.find((one) => !before.has(markOf(one)) && one.status !== 'superseded');
  useEffect(() => {
    if (next === undefined) return;
    setBefore(undefined);
    void navigate({ to: '/data/batches/$batch', params: { batch: next.batchId } });
  }, [next, navigate]);
  return { read: reading.mutate, isReading: reading.isPending || before !== undefined, error: reading.error };
};

const countOf = ({ columns = {}, confirm = [] }: MappingOverride): number =>
  Object.keys(columns).length + confirm.length;

/** The open questions of a held file, or the mapping of a loaded one, to change. */
export const Corrections = ({ batch }: { readonly batch: BatchDetails }) => {
  const up = useTexts(uploadTexts);
  const [said, setSaid] = useState<MappingOverride>({});
  const asked = heldQuestions(batch, said);
  const canRead = countOf(said) > 0 && asked.every(({ given }) => given !== undefined);
  return (
    <>
      {asked.length === 0 ? null : (
        <section aria-labelledby="questions">
          <div className="section-head">
            <h2 id="questions">{up('onlyYou')}</h2>
          </div>
          <QuestionList asked={asked} said={said} onSay={setSaid} />
        </section>
      )}
      <ReadAgain batch={batch} said={said} canRead={canRead} />
      {batch.mapping === undefined ? null : (
        <ColumnsRead batch={batch} mapping={batch.mapping} said={said} onSay={setSaid} />
      )}
    </>
  );
};

interface ColumnsReadProps {
  readonly batch: BatchDetails;
  readonly mapping: Mapping;
  readonly said: MappingOverride;
  readonly onSay: (said: MappingOverride) => void;
}

const ColumnsRead = ({ batch, mapping, said, onSay }: ColumnsReadProps) => {
  const t = useTexts(batchTexts);
  const up = useTexts(uploadTexts);
  const table = useMemo(() => ({ mapping: correctedBy(mapping, said) }), [mapping, said]);
  return (
    <section aria-labelledby="columns">
      <div className="section-head">
        <h2 id="columns">{up('columns')}</h2>
        <p className="quiet">{t(batch.status === 'held' ? 'correctHeld' : 'correctLoaded')}</p>
      </div>
      <ColumnTable table={table} said={said} onSay={onSay} />
    </section>
  );
};

interface ReadAgainProps {
  readonly batch: BatchDetails;
  readonly said: MappingOverride;
  readonly canRead: boolean;
}

const ReadAgain = ({ batch, said, canRead }: ReadAgainProps) => {
  const t = useTexts(batchTexts);
  const { read, isReading, error } = useReadAgain(batch);
  const label = t(batch.status === 'held' ? 'loadHeld' : 'readAgain', { count: countOf(said) });
  return (
    <>
      {canRead || isReading ? (
        <div className="read-again" role="status">
          <button
            type="button"
            className="button button-chosen"
            disabled={isReading}
            onClick={() => read(said)}
          >
            {isReading ? t('readingAgain') : label}
          </button>
        </div>
      ) : null}
      {error === null ? null : (
        <p className="worse" role="alert">
          {error.message}
        </p>
      )}
    </>
  );
};
