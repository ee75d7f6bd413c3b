import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';
import '../shared/states.css';

/** Nothing can be shown: the issuer refused, or what says where people sign in is missing. */
export const SignInFailed = ({ error }: { readonly error: unknown }) => {
  const t = useTexts(texts);
  return (
    <main className="view">
      <div className="state" role="alert">
        <h1>{t('signInFailed')}</h1>
        <p className="quiet">{error instanceof Error ? error.message : String(error)}</p>
        <button type="button" className="button" onClick={() => location.assign('/')}>
          {t('signInAgain')}
        </button>
      </div>
    </main>
  );
};
