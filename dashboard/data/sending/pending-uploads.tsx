import { Link } from '@tanstack/react-router';
import { localeOf, useTexts } from '../../shared/texts/texts.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import { texts } from '../texts.ts';
import { sizeText } from '../wording.ts';
import { forgetWaiting, type SendingFile, useUploads, type WaitingFile } from './uploads.ts';

/** Files being uploaded, and uploaded files that wait to be checked. */
export const PendingUploads = () => {
  const t = useTexts(texts);
  const { sending, waiting } = useUploads();
  return (
    <>
      {sending.length === 0 ? null : (
        <section aria-labelledby="arriving">
          <h2 id="arriving">{t('arriving')}</h2>
          <ul className="pending-uploads">
            {sending.map((file) => (
              <Sending key={file.key} file={file} />
            ))}
          </ul>
        </section>
      )}
      {waiting.length === 0 ? null : (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('waiting')}</h2>
          <ul className="pending-uploads">
            {waiting.map((file) => (
              <Waiting key={file.id} file={file} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

const Sending = ({ file }: { readonly file: SendingFile }) => {
  const t = useTexts(texts);
  const { name, bytes, sent, failed, retry, stop } = file;
  const size = sizeText(bytes, localeOf(t.language));
  return (
    <li>
      <span className="way-name">{name}</span>
      {failed === undefined ? (
        <span className="way-progress">
          <progress max={bytes} value={sent} aria-label={name} />
          {t('sent', { share: bytes === 0 ? 0 : sent / bytes, size })}
        </span>
      ) : (
        <span className="worse" role="alert">
          {failed === 'too-large' ? t('tooLarge', { size }) : t('sendFailed', { cause: failed.message })}
        </span>
      )}
      {failed === undefined || failed === 'too-large' ? null : (
        <button type="button" className="button" onClick={retry}>
          {t('retry')}
        </button>
      )}
      <button type="button" className="link" onClick={stop}>
        {t('stop')}
      </button>
    </li>
  );
};

const Waiting = ({ file: { id, name, bytes } }: { readonly file: WaitingFile }) => {
  const t = useTexts(texts);
  const discard = (): void => {
    forgetWaiting(id);
    void notify(t('discarded', { name }));
  };
  return (
    <li>
      <span className="way-name">{name}</span>
      <span className="quiet">{sizeText(bytes, localeOf(t.language))}</span>
      <Link className="button way-link" to="/data/uploads/$upload" params={{ upload: id }}>
        {t('check')}
      </Link>
      <button type="button" className="link" onClick={discard}>
        {t('discard')}
      </button>
    </li>
  );
};
