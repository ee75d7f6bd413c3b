import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Digest, touchpointsQuery } from '../shared/api.ts';
import { Choice } from '../shared/controls/choice.tsx';
import { saveFile } from '../shared/save-file.ts';
import { carried } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { notify } from '../shared/toasts/toasts.ts';
import { type AskedDigest, beside, grains, inGrain, whole } from './asked.ts';
import { DigestLink } from './digest-list.tsx';
import { texts } from './texts.ts';

interface ControlsProps {
  readonly digest: Digest;
  readonly asked: AskedDigest;
}

/** Whose digest and of which time; and how it is given to others. Not printed. */
export const DigestControls = ({ digest, asked }: ControlsProps) => (
  <div className="digest-controls">
    <Which digest={digest} asked={asked} />
    <Give digest={digest} asked={asked} />
  </div>
);

const Which = ({ digest, asked }: ControlsProps) => {
  const t = useTexts(texts);
  const scope = useScope();
  const navigate = useNavigate();
  const { data } = useQuery(touchpointsQuery);
  const go = (params: AskedDigest): void =>
    void navigate({ to: '/reports/$scope/$grain/$period', params, search: carried(scope) });
  const { before, after } = beside(digest, asked);
  return (
    <div className="digest-which">
      <Choice
        label={t('scope')}
        value={asked.scope}
        options={[
          { id: whole, text: t('whole') },
          ...(data?.touchpoints ?? []).map(({ id, name }) => ({ id, text: name })),
        ]}
        onChoose={(chosen) => go({ ...asked, scope: chosen })}
      />
      <Choice
        label={t('grain')}
        value={asked.grain}
        options={grains.map((id) => ({ id, text: t(id) }))}
        onChoose={(grain) => go(inGrain(digest, asked, grain))}
      />
      <DigestLink to={before} className="button digest-step">
        <span aria-hidden="true">‹</span>
        <span className="unseen">{t('previous')}</span>
      </DigestLink>
      {after === undefined ? null : (
        <DigestLink to={after} className="button digest-step">
          <span aria-hidden="true">›</span>
          <span className="unseen">{t('next')}</span>
        </DigestLink>
      )}
    </div>
  );
};

const forms = ['pptx', 'html', 'md'] as const;
type Form = (typeof forms)[number];

const fileName = ({ scope, span: { period } }: Digest, form: Form): string =>
  `verbatim-${scope.id === whole ? 'journey' : scope.id}-${period.grain}-${period.period}.${form}`;

const Give = ({ digest, asked }: ControlsProps) => {
  const t = useTexts(texts);
  const [preparing, setPreparing] = useState<Form>();
  const { scope, grain } = asked;
  const save = async (format: Form): Promise<void> => {
    setPreparing(format);
    try {
      const period = digest.span.period.period;
      const response = await api.response('readDigest', { scope, grain, period, lang: digest.lang, format });
      saveFile(await response.blob(), fileName(digest, format));
    } catch (error) {
      notify(t('failed', { cause: error instanceof Error ? error.message : String(error) }));
    } finally {
      setPreparing(undefined);
    }
  };
  const copy = (): void => {
    navigator.clipboard.writeText(location.href).then(
      () => notify(t('copied')),
      () => notify(t('notCopied')),
    );
  };
  return (
    <fieldset className="digest-give">
      <legend className="unseen">{t('download')}</legend>
      {forms.map((form) => (
        <button
          type="button"
          key={form}
          className="button"
          disabled={preparing !== undefined}
          onClick={() => void save(form)}
        >
          {preparing === form ? t('preparing') : t(form)}
        </button>
      ))}
      <button type="button" className="button" onClick={() => print()}>
        {t('print')}
      </button>
      <button type="button" className="button" onClick={copy}>
        {t('copyLink')}
      </button>
    </fieldset>
  );
};
