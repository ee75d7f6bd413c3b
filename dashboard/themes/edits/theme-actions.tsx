import type { Theme } from '../../shared/api.ts';
import { Opener } from '../../shared/controls/opener.tsx';
import { useWide } from '../../shared/wide.ts';
import { nameOf, type Wording } from '../wording.ts';
import { useBeginEdit } from './edit-provider.tsx';

const kinds = ['rename', 'merge', 'split', 'move'] as const;

interface ActionsProps {
  readonly theme: Theme;
  readonly wording: Wording;
}

/** The edits of a theme; on a phone in a menu. */
export const ThemeActions = ({ theme, wording: { t } }: ActionsProps) => {
  const begin = useBeginEdit();
  const isWide = useWide();
  const buttons = (close: () => void) =>
    kinds.map((kind) => (
      <button
        key={kind}
        type="button"
        className="button"
        onClick={() => {
          close();
          begin({ kind, theme: theme.id });
        }}
      >
        {t(kind)}
      </button>
    ));
  const label = t('actions', { name: nameOf(theme, t) });
  if (isWide)
    return (
      <fieldset className="theme-edits">
        <legend className="unseen">{label}</legend>
        {buttons(() => undefined)}
      </fieldset>
    );
  return (
    <Opener popup="dialog" label={label} boxClassName="theme-menu" face={label}>
      {(close) => buttons(close)}
    </Opener>
  );
};
