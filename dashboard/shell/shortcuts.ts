import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { isForPage } from '../shared/page-keys.ts';
import { useShortcutsOn } from '../shared/preferences.ts';
import { carried, shiftPeriod } from '../shared/scope/scope.ts';
import { usePeriod, useScope, useSetScope } from '../shared/scope/use-scope.ts';
import { views } from './views.ts';

interface Actions {
  readonly search: () => void;
  readonly help: () => void;
}

/** How long `g` waits for the letter of a view. */
const sequenceMilliseconds = 1_500;

/** `/` search, `g` and a letter to a view, `[` and `]` the period, `?` help. They are off in fields, and where the reader turned them off. */
export const useShortcuts = ({ search, help }: Actions): void => {
  const on = useShortcutsOn();
  const navigate = useNavigate();
  const scope = useScope();
  const setScope = useSetScope();
  const period = usePeriod();
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    if (!on) return;
    const shift = (by: -1 | 1): void => {
      // A range has no period before or after it.
      if (period === undefined) return;
      setScope({ period: shiftPeriod(period, by, scope.grain), from: undefined, to: undefined });
    };
    const actions: Readonly<Record<string, () => void>> = {
      '/': search,
      '?': help,
      '[': () => shift(-1),
      ']': () => shift(1),
    };
    const actionOf = ({ key, timeStamp }: KeyboardEvent): (() => void) | undefined => {
      const view = views.find((candidate) => candidate.key === key);
      if (view === undefined || timeStamp - goPressedAt.current > sequenceMilliseconds) return actions[key];
      return () => void navigate({ to: view.to, search: carried(scope) });
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isForPage(event)) return;
      const action = actionOf(event);
      goPressedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [on, navigate, scope, setScope, period, search, help]);
};
