import { useSession } from '../shared/session/session.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

/** Who signed in, as what, and the way out. Nothing where nobody signs in. */
export const SignedIn = () => {
  const t = useTexts(texts);
  const session = useSession();
  if (session?.person === undefined) return null;
  const { name, role } = session.person;
  return (
    <div className="signed-in">
      <p>
        {t('signedInAs', { name })}
        <br />
        <span className="quiet">{t(role ?? 'noRole')}</span>
      </p>
      <button type="button" className="button" onClick={() => void session.signOut?.()}>
        {t('signOut')}
      </button>
    </div>
  );
};
