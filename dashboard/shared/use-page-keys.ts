import { useEffect } from 'react';
import { isForPage } from './page-keys.ts';
import { useShortcutsOn } from './preferences.ts';

/** Single keys from anywhere in the page, by key; off in fields, and where the reader turned them off. */
export const usePageKeys = (actions: Readonly<Record<string, () => void>>): void => {
  const on = useShortcutsOn();
  useEffect(() => {
    if (!on) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = isForPage(event) ? actions[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
};
