import { Link } from '@tanstack/react-router';
import { Button, Switch } from 'react-aria-components';
import { Choice } from '../shared/controls/choice.tsx';
import { choose, useLanguage, useShortcutsOn, useTheme } from '../shared/preferences.ts';
import { useSession } from '../shared/session/session.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

interface PreferencesFormProps {
  readonly onHelp: () => void;
  /** The reader opens another view. */
  readonly onLeave: () => void;
}

/** The signed-in person with their role, and the button to sign out. Nothing on a laptop, where there is no sign-in. */
const SignedIn = () => {
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

const PreferencesForm = ({ onHelp, onLeave }: PreferencesFormProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const theme = useTheme();
  const shortcuts = useShortcutsOn();
  return (
    <>
      <SignedIn />
      <Choice
        label={t('language')}
        value={language}
        options={[
          { id: 'en', text: 'English' },
          { id: 'de', text: 'Deutsch' },
        ]}
        onChoose={(chosen) => choose({ language: chosen })}
      />
      <Choice
        label={t('colours')}
        value={theme}
        options={[
          { id: 'system', text: t('system') },
          { id: 'light', text: t('light') },
          { id: 'dark', text: t('dark') },
        ]}
        onChoose={(chosen) => choose({ theme: chosen === 'system' ? undefined : chosen })}
      />
      <Switch className="switch" isSelected={shortcuts} onChange={(on) => choose({ shortcuts: on })}>
        <span className="switch-track" aria-hidden="true" />
        {t('shortcuts')}
      </Switch>
      <Link className="link" to="/settings/$" params={{ _splat: '' }} onClick={onLeave}>
        {t('settings')}
      </Link>
      <Button className="link" onPress={onHelp}>
        {t('help')}
      </Button>
    </>
  );
};

export default PreferencesForm;
