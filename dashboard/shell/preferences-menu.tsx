import { lazy, type ReactNode, Suspense } from 'react';
import { Opener } from '../shared/controls/opener.tsx';
import { useLanguage } from '../shared/preferences.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

const PreferencesForm = lazy(() => import('./preferences-form.tsx'));

interface PreferencesProps {
  readonly onHelp: () => void;
  /** Shown on a phone only: the views that have no tab. */
  readonly children: ReactNode;
}

/** What is kept in this browser: language, colours, shortcuts. */
export const Preferences = ({ onHelp, children }: PreferencesProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <Opener
      className="button button-plain preferences-button"
      boxClassName="preferences"
      placement="bottom end"
      label={t('preferences')}
      popup="dialog"
      face={
        <>
          <span className="unseen">{t('preferences')}: </span>
          {language.toUpperCase()}
        </>
      }
    >
      {(close) => (
        <Suspense>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link that is followed by a key is clicked too */}
          <nav className="preferences-views" aria-label={t('more')} onClick={close}>
            {children}
          </nav>
          <PreferencesForm
            onLeave={close}
            onHelp={() => {
              close();
              onHelp();
            }}
          />
        </Suspense>
      )}
    </Opener>
  );
};
