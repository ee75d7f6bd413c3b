import { useMutation } from '@tanstack/react-query';
import { api } from '../shared/api.ts';
import { saveFile } from '../shared/save-file.ts';
import type { Span } from '../shared/scope/scope.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { notify } from '../shared/toasts/toasts.ts';
import { editTexts } from './edit-texts.ts';

/** Saves all touchpoints, findings, personas and actions of the period as one page to print. */
export const ReportButton = ({ span: { from, to } }: { readonly span: Span }) => {
  const t = useTexts(editTexts);
  const saving = useMutation({
    mutationFn: async () => {
      const response = await api.response('readJourneyReport', { from, to, lang: t.language });
      saveFile(await response.blob(), `verbatim-journey-${from}-${to}.html`);
    },
    onError: ({ message }) => notify(t('reportFailed', { cause: message })),
  });
  return (
    <button type="button" className="button" disabled={saving.isPending} onClick={() => saving.mutate()}>
      {t(saving.isPending ? 'reportPreparing' : 'report')}
    </button>
  );
};
