import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import {
  ApiError,
  type TaxonomyPreview,
  type TaxonomyStep,
  type TaxonomyView,
  taxonomyQuery,
} from '../../shared/api.ts';
import Sheet from '../../shared/controls/sheet.tsx';
import type { Scope, Span } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { Part, Skeleton } from '../../shared/states.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { type Translate, useTexts } from '../../shared/texts/texts.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import { previewQuery, takeStep } from '../themes-query.ts';
import { nameOf } from '../wording.ts';
import { EditFields } from './edit-fields.tsx';
import { type EditText, editTexts } from './edit-texts.ts';
import { type Begun, type Filled, startOf, stepOf } from './edits.ts';
import { Effect } from './effect.tsx';

interface SheetProps {
  readonly begun: Begun;
  readonly span: Span;
  readonly onClose: () => void;
}

const titles = {
  adopt: 'titleAdopt',
  rename: 'titleRename',
  merge: 'titleMerge',
  split: 'titleSplit',
  move: 'titleMove',
  undo: 'titleUndo',
  text: 'titleText',
} as const satisfies Record<Begun['kind'], EditText>;

const titleOf = (begun: Begun, taxonomy: TaxonomyView | undefined, t: Translate<EditText>): string => {
  if (begun.kind === 'text') return t('titleText', { name: begun.name });
  return t(titles[begun.kind], { name: 'theme' in begun ? themeName(taxonomy, begun.theme, t) : '' });
};

const themeName = (taxonomy: TaxonomyView | undefined, id: string, t: Translate<EditText>): string =>
  nameOf(taxonomy?.themes.find((theme) => theme.id === id) ?? { id }, t);

/** An edit: its form, a preview of what it would change, and only then the button that applies it. */
const EditSheet = ({ begun, span, onClose }: SheetProps) => {
  const t = useTexts(editTexts);
  const query = useQuery(taxonomyQuery);
  return (
    <Sheet title={titleOf(begun, query.data, t)} onClose={onClose}>
      <div className="edit-box">
        <Part query={query} height="12rem">
          {(taxonomy) => <Edit begun={begun} span={span} onClose={onClose} taxonomy={taxonomy} />}
        </Part>
      </div>
    </Sheet>
  );
};

interface EditProps extends SheetProps {
  readonly taxonomy: TaxonomyView;
}

/** Nothing has to be filled in: the preview is shown at once. */
const isReady = ({ kind }: Begun): boolean => kind === 'undo' || kind === 'text';

const Edit = ({ begun, span, onClose, taxonomy }: EditProps) => {
  const t = useTexts(editTexts);
  const [filled, setFilled] = useState<Filled>(() =>
    startOf(begun, 'theme' in begun ? themeName(taxonomy, begun.theme, t) : ''),
  );
  const [looked, setLooked] = useState<TaxonomyStep | undefined>(() =>
    isReady(begun) ? stepOf(begun, filled) : undefined,
  );
  const step = stepOf(begun, filled);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setLooked(step);
  };
  // Only what was previewed is applied: a changed form needs a new preview.
  const change = (part: Partial<Filled>): void => {
    setFilled({ ...filled, ...part });
    setLooked(undefined);
  };
  return (
    <>
      <form className="edit-form" onSubmit={submit}>
        <EditFields begun={begun} filled={filled} taxonomy={taxonomy} onChange={change} />
        {isReady(begun) || looked !== undefined ? null : (
          <button type="submit" className="button button-chosen" disabled={step === undefined}>
            {t('look')}
          </button>
        )}
      </form>
      {looked === undefined ? null : <Looked step={looked} span={span} onClose={onClose} begun={begun} />}
    </>
  );
};

interface LookedProps extends SheetProps {
  readonly step: TaxonomyStep;
}

const Looked = ({ step, span, begun, onClose }: LookedProps) => {
  const t = useTexts(editTexts);
  const query = useQuery(previewQuery(step, useScope(), span));
  const { error, refetch, isFetching } = query;
  if (error !== null && query.data === undefined)
    return (
      <p className="worse" role="alert">
        {refusalText(error, t)}
      </p>
    );
  if (query.data === undefined || isFetching) return <Skeleton height="16rem" />;
  return (
    <Do
      key={query.dataUpdatedAt}
      preview={query.data}
      step={step}
      span={span}
      begun={begun}
      onClose={onClose}
      onLookAgain={() => void refetch()}
    />
  );
};

const refusalText = (error: Error, t: Translate<EditText>): string => {
  if (!(error instanceof ApiError)) return t('failedEdit', { cause: error.message });
  if (error.status === 403) return t('forbiddenEdit');
  const { expected, got } = error.details;
  const cause = [
    error.message,
    ...(expected === undefined ? [] : [expected]),
    ...(got === undefined ? [] : [got]),
  ];
  return t('failedEdit', { cause: cause.join(' · ') });
};

interface DoProps extends LookedProps {
  readonly preview: TaxonomyPreview;
  readonly onLookAgain: () => void;
}

/** After a merge the remaining theme is shown. */
const placeAfter = (begun: Begun, step: TaxonomyStep): string | undefined =>
  begun.kind === 'merge' && 'edit' in step && step.edit.kind === 'merge' ? step.edit.into : undefined;

const isConflict = (error: Error | null): boolean =>
  error instanceof ApiError && error.code === 'changed-meanwhile';

const useTakeStep = ({ step, preview, begun, onClose }: DoProps) => {
  const t = useTexts(editTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['taxonomy'] }),
      client.invalidateQueries({ queryKey: ['themes'] }),
    ]);
  const undo = async (etag: string): Promise<void> => {
    try {
      await takeStep({ undo: true }, etag);
      await notify(t('undone'));
    } catch (error) {
      await notify(refusalText(error instanceof Error ? error : new Error(String(error)), t));
    }
    await refresh();
  };
  return useMutation({
    mutationFn: () => takeStep(step, preview.etag),
    onSuccess: async ({ etag }) => {
      onClose();
      const place = placeAfter(begun, step);
      if (place !== undefined)
        await navigate({ to: '/themes/$theme', params: { theme: place }, search: (now: Scope) => now });
      const wasUndo = 'undo' in step;
      void notify(
        wasUndo ? t('undone') : t('done', { edit: preview.edit }),
        wasUndo ? undefined : () => void undo(etag),
      );
      await refresh();
    },
  });
};

const Do = (props: DoProps) => {
  const { preview, span, onClose, onLookAgain } = props;
  const t = useTexts(editTexts);
  const format = useFormat();
  const taking = useTakeStep(props);
  const conflict = isConflict(taking.error);
  return (
    <>
      <Effect preview={preview} period={format.span(span)} />
      {taking.error === null ? null : (
        <p className="worse" role="alert">
          {conflict ? t('conflict') : refusalText(taking.error, t)}
        </p>
      )}
      <div className="theme-actions">
        {conflict ? (
          <button type="button" className="button button-chosen" onClick={onLookAgain}>
            {t('lookAgain')}
          </button>
        ) : (
          <button
            type="button"
            className="button button-chosen"
            disabled={taking.isPending}
            onClick={() => taking.mutate()}
          >
            {t('apply')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </>
  );
};

export default EditSheet;
