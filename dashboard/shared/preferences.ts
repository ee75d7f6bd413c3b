import './without-eval.ts';
import { useSyncExternalStore } from 'react';
// First: bundling may put this file before the page's entry.
import './without-eval.ts';
import * as z from 'zod/mini';

/** What the reader chose for this browser. It is not in the address: a link shows the same view to everyone, in their own words. */
const schema = z.object({
  language: z.catch(z.optional(z.enum(['en', 'de'])), undefined),
  theme: z.catch(z.optional(z.enum(['light', 'dark'])), undefined),
  /** Single-key shortcuts. */
  shortcuts: z.catch(z.optional(z.boolean()), undefined),
});
type Preferences = z.infer<typeof schema>;

export type Language = 'en' | 'de';
export type Theme = 'system' | 'light' | 'dark';

const key = 'verbatim.preferences';

const stored = (): Preferences => {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    // Not JSON, or storage is blocked: as if nothing had been chosen.
    return {};
  }
};

let current = stored();
const listeners = new Set<() => void>();

/** The first language that the browser asks for and the page speaks; English where there is none. */
const browserLanguage = (): Language =>
  navigator.languages.find((locale) => /^(de|en)\b/.test(locale))?.startsWith('de') ? 'de' : 'en';

/** Writes the choice onto the document: once before the first view, then at each choice. */
export const applyPreferences = (): void => {
  document.documentElement.lang = language();
  if (current.theme === undefined) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current.theme;
};

export const choose = (choice: Preferences): void => {
  current = { ...current, ...choice };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // Storage is blocked or full: the choice holds until the page is closed.
  }
  applyPreferences();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current);

/** What the page speaks at present. */
export const language = (): Language => current.language ?? browserLanguage();

export const useLanguage = (): Language => usePreferences().language ?? browserLanguage();
export const useTheme = (): Theme => usePreferences().theme ?? 'system';
export const useShortcutsOn = (): boolean => usePreferences().shortcuts ?? true;
