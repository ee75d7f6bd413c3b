import { ApiError, type ConfigChange } from '../api.ts';
import { localeOf, useTexts } from '../texts/texts.ts';
import { type ChangeWords, changeWords } from './change-words.ts';
import './config.css';
import type { ConfigFileOf, EditedName } from './config-query.ts';
import { texts } from './texts.ts';
import type { ConfigDraft } from './use-config-draft.ts';

interface SaveBarProps<Name extends EditedName> {
  readonly draft: ConfigDraft<Name>;
  /** What keys and ids are called. */
  readonly names: Readonly<Record<string, string>>;
  /** What values are called that are keys themselves. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** Below what is edited: what has changed, what storing it would do, who else was here. */
export const SaveBar = <Name extends EditedName>(props: SaveBarProps<Name>) => {
  const { draft } = props;
  return (
    <section className="save-bar" aria-live="polite">
      {draft.isOutdated ? (
        <Outdated {...props} />
      ) : draft.isChanged ? (
        <Unsaved {...props} />
      ) : (
        <Untouched file={draft.file} />
      )}
      {draft.error === null || draft.isOutdated ? null : <Refused error={draft.error} />}
    </section>
  );
};

type Written = Pick<ConfigFileOf<EditedName>, 'written'>;

/** By whom and when, as words for a message. */
const useAuthorship = ({ written }: Written): { readonly at: string; readonly by: string } => {
  const { language } = useTexts(texts);
  const format = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' });
  return { at: written === undefined ? '' : format.format(new Date(written.at)), by: written?.by ?? 'none' };
};

const Untouched = ({ file }: { readonly file: Written }) => {
  const t = useTexts(texts);
  const authorship = useAuthorship(file);
  return (
    <p className="quiet">
      {t('untouched')} {file.written === undefined ? t('neverWritten') : t('written', authorship)}
    </p>
  );
};

const Unsaved = <Name extends EditedName>({ draft, ...words }: SaveBarProps<Name>) => {
  const t = useTexts(texts);
  const { review } = draft;
  if (review !== undefined) return <Review draft={draft} review={review} {...words} />;
  return (
    <>
      <p>{t('unsaved')}</p>
      <div className="save-actions">
        <button type="button" className="button button-chosen" disabled={draft.isBusy} onClick={draft.check}>
          {t('review')}
        </button>
        <button type="button" className="button" onClick={draft.discard}>
          {t('discard')}
        </button>
      </div>
    </>
  );
};

interface ReviewProps<Name extends EditedName> extends SaveBarProps<Name> {
  readonly review: ConfigChange;
}

const Review = <Name extends EditedName>({
  draft,
  review: { changes },
  names,
  values,
}: ReviewProps<Name>) => {
  const t = useTexts(texts);
  return (
    <>
      <h2>{t('changes', { count: changes.length })}</h2>
      <ul className="change-list">
        {changes.map((change) => (
          <Change key={change.path} words={changeWords(change, names, values)} />
        ))}
      </ul>
      <div className="save-actions">
        {changes.length === 0 ? null : (
          <button type="button" className="button button-chosen" disabled={draft.isBusy} onClick={draft.save}>
            {t('save', { count: changes.length })}
          </button>
        )}
        <button type="button" className="button" onClick={() => draft.change(draft.value)}>
          {t('back')}
        </button>
        <button type="button" className="button" onClick={draft.discard}>
          {t('discard')}
        </button>
      </div>
    </>
  );
};

const Change = ({ words: { place, kind, before, after } }: { readonly words: ChangeWords }) => {
  const t = useTexts(texts);
  return (
    <li>
      <span className="change-place">{place}</span>{' '}
      {kind === 'changed' ? null : <span className="quiet">{t(kind)} </span>}
      {before === undefined ? null : <del>{before}</del>}
      {before === undefined || after === undefined ? null : <span className="quiet"> → </span>}
      {after === undefined ? null : <ins>{after}</ins>}
    </li>
  );
};

const Outdated = <Name extends EditedName>({ draft }: SaveBarProps<Name>) => {
  const t = useTexts(texts);
  return (
    <div role="alert">
      <p>{t('outdated', useAuthorship(draft.file))}</p>
      <div className="save-actions">
        <button type="button" className="button button-chosen" onClick={draft.discard}>
          {t('takeTheirs')}
        </button>
        <button type="button" className="button" onClick={draft.keepMine}>
          {t('keepMine')}
        </button>
      </div>
    </div>
  );
};

const problemOf = (error: Error): string => {
  if (!(error instanceof ApiError)) return error.message;
  const { expected, got } = error.details;
  return [
    error.message,
    ...(expected === undefined ? [] : [expected]),
    ...(got?.startsWith('status ') ? [] : [got]),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
};

const Refused = ({ error }: { readonly error: Error }) => {
  const t = useTexts(texts);
  const isForbidden = error instanceof ApiError && error.code === 'forbidden';
  return (
    <p className="worse" role="alert">
      {isForbidden ? t('forbidden') : t('refused', { problem: problemOf(error) })}
    </p>
  );
};
