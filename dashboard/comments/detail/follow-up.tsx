import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { CommentEntry } from '../../shared/api.ts';
import { Choice } from '../../shared/controls/choice.tsx';
import type { Scope } from '../../shared/scope/scope.ts';
import { followUps, type Words } from '../words.ts';
import { changeOf, withFollowUp } from './review.ts';
import { useReview } from './use-review.ts';

const nobody = 'none';

/** Who follows a response up, and how far that is. */
export const FollowUp = ({ entry, words }: { readonly entry: CommentEntry; readonly words: Words }) => {
  const { t } = words;
  const saving = useReview(entry, words);
  const current = entry.review?.followUp;
  const owner = current?.owner;
  const save = (followUp: Parameters<typeof withFollowUp>[1]): void =>
    saving.mutate(withFollowUp(changeOf(entry), followUp));
  const choose = (id: string): void => {
    const status = followUps.find((one) => one === id);
    save(status && { status, ...(owner === undefined ? {} : { owner }) });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('owner')).trim();
    save({ status: current?.status ?? 'open', ...(name === '' ? {} : { owner: name }) });
  };
  return (
    <section className="detail-answer" aria-label={t('followup')}>
      <h3>{t('followup')}</h3>
      <div className="correct">
        <Choice
          label={t('status')}
          value={current?.status ?? nobody}
          options={[
            { id: nobody, text: t('follow-none') },
            ...followUps.map((id) => ({ id, text: t(`follow-${id}`) })),
          ]}
          onChoose={choose}
        />
        <form className="owner-form" onSubmit={submit}>
          <label>
            <span className="choice-label">{t('owner')}</span>
            <input name="owner" key={owner} defaultValue={owner} maxLength={80} />
          </label>
          <button type="submit" className="button">
            {t('save')}
          </button>
        </form>
      </div>
      {current === undefined ? null : (
        <p className="quiet correct-note">
          {t('signed', { by: current.by, at: new Date(current.at) })}{' '}
          {owner === undefined ? null : (
            <Link
              className="link"
              to="/comments"
              search={(now: Scope) => ({ ...now, owner, open: undefined })}
            >
              {t('allOf', { owner })}
            </Link>
          )}
        </p>
      )}
    </section>
  );
};
