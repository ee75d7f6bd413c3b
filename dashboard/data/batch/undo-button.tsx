import { useMutation, useQuery } from '@tanstack/react-query';
import { api, type BatchView, type UndoPreview } from '../../shared/api.ts';
import { Opener } from '../../shared/controls/opener.tsx';
import { Part } from '../../shared/states.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import { undoPreviewQuery } from '../data-queries.ts';
import { fileName } from '../wording.ts';
import { batchTexts } from './batch-texts.ts';

interface UndoButtonProps {
  readonly batch: BatchView;
  /** Called when undoing has started. */
  readonly onUndone: () => void;
}

/** A preview of undoing a file, and the button that does it. */
export const UndoButton = ({ batch, onUndone }: UndoButtonProps) => {
  const t = useTexts(batchTexts);
  const name = fileName(batch.objectKey, batch.member);
  return (
    <Opener
      popup="dialog"
      label={t('undoWhat', { name })}
      placement="bottom end"
      boxClassName="undo-batch"
      face={t('undoOpen')}
    >
      {(close) => (
        <Preview
          batch={batch}
          onClose={close}
          onUndone={() => {
            close();
            onUndone();
          }}
        />
      )}
    </Opener>
  );
};

const Preview = ({ batch, onUndone, onClose }: UndoButtonProps & { readonly onClose: () => void }) => {
  const t = useTexts(batchTexts);
  const name = fileName(batch.objectKey, batch.member);
  const query = useQuery(undoPreviewQuery(batch.batchId));
  const undoing = useMutation({
    mutationFn: () => api.undoBatch({ batch: batch.batchId }),
    onSuccess: () => {
      void notify(t('undoing', { name }));
      onUndone();
    },
  });
  return (
    <div className="undo-batch-inside">
      <h2>{t('undoWhat', { name })}</h2>
      <Part query={query} height="4rem">
        {(preview) => (
          <>
            <Goes preview={preview} />
            <div className="section-actions">
              <button
                type="button"
                className="button button-chosen"
                disabled={undoing.isPending}
                onClick={() => undoing.mutate()}
              >
                {t('undoNow')}
              </button>
              <button type="button" className="button" onClick={onClose}>
                {t('keep')}
              </button>
            </div>
          </>
        )}
      </Part>
      {undoing.error ? (
        <p className="worse" role="alert">
          {undoing.error.message}
        </p>
      ) : null}
    </div>
  );
};

const Goes = ({
  preview: { responses, comments, touchpoints, returning },
}: {
  readonly preview: UndoPreview;
}) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  return (
    <>
      <p>
        {t('goes', {
          responses: format.count(responses),
          comments: format.count(comments),
          touchpoints: touchpoints.length,
        })}
      </p>
      {returning.map(({ batchId, objectKey, responses: back }) => (
        <p key={batchId}>{t('comesBack', { count: back, name: fileName(objectKey) })}</p>
      ))}
      <p className="quiet">{t('nothingElse')}</p>
    </>
  );
};
