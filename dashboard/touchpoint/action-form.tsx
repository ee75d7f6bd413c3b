import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError, api } from '../shared/api.ts';
import { Opener } from '../shared/controls/opener.tsx';
import { comparedFigures } from '../shared/findings/presentation.ts';
import { Failed } from '../shared/states.tsx';
import { notify } from '../shared/toasts/toasts.ts';
import { type About, spanOf, themeName } from './about.ts';
import { actionsQuery } from './touchpoint-queries.ts';

/** Records what was done at the touchpoint. Without the role for it, it shows who can. */
export const AddAction = ({ about }: { readonly about: About }) => {
  const { t } = about;
  return (
    <Opener
      label={t('addAction')}
      popup="dialog"
      placement="bottom end"
      boxClassName="tp-action"
      face={t('addAction')}
    >
      {(close) => <ActionForm about={about} onDone={close} />}
    </Opener>
  );
};

interface ActionFormProps {
  readonly about: About;
  readonly onDone: () => void;
}

interface NotEnteredProps {
  readonly error: Error;
  readonly about: About;
  readonly onRetry: () => void;
}

/** Why it was not entered: viewers may not, and are shown who can change that. */
const NotEntered = ({ error, about, onRetry }: NotEnteredProps) =>
  error instanceof ApiError && error.status === 403 ? (
    <p role="alert">{about.t('mayNot')}</p>
  ) : (
    <Failed error={error} onRetry={onRetry} />
  );

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

const ActionForm = ({ about, onDone }: ActionFormProps) => {
  const { t, id, answer } = about;
  const client = useQueryClient();
  const enter = useMutation({
    mutationFn: (form: FormData) => {
      const theme = textOf(form, 'theme');
      const body = { date: textOf(form, 'date'), touchpoint: id, text: textOf(form, 'text') };
      return api.enterAction({ body: theme === '' ? body : { ...body, theme } });
    },
    onSuccess: async ({ text }) => {
      await client.invalidateQueries({ queryKey: actionsQuery.queryKey });
      onDone();
      await notify(t('actionSaved', { text }));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    enter.mutate(new FormData(event.currentTarget));
  };
  const themes = [...new Set(comparedFigures(answer).compared.flatMap(({ what }) => what.theme ?? []))];
  return (
    <form onSubmit={submit}>
      <p className="quiet">{t('actionHow')}</p>
      <label>
        {t('actionDate')}
        <input type="date" name="date" required defaultValue={spanOf(about).to} />
      </label>
      <label>
        {t('actionText')}
        <input name="text" required maxLength={200} />
      </label>
      <label>
        {t('actionTheme')}
        <select name="theme">
          <option value="">{t('anyTheme')}</option>
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {themeName(about, theme)}
            </option>
          ))}
        </select>
      </label>
      {enter.error ? <NotEntered error={enter.error} about={about} onRetry={() => enter.reset()} /> : null}
      <button type="submit" className="button" disabled={enter.isPending}>
        {t('actionSave')}
      </button>
    </form>
  );
};
