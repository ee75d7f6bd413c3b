import { useSyncExternalStore } from 'react';

/** What the page says was done. */
export interface Notice {
  readonly text: string;
  /** Takes back what the notice tells of. */
  readonly undo?: () => void;
}

const loadRegion = () => import('./toast-region.tsx');

let needed = false;
const listeners = new Set<() => void>();

/** Says what was done, with a way to take it back while it stands there. */
export const notify = async (text: string, undo?: () => void): Promise<void> => {
  const { addNotice } = await loadRegion();
  needed = true;
  for (const listener of listeners) listener();
  addNotice(undo === undefined ? { text } : { text, undo });
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** True from the first notice on: before it, nothing of notices is loaded. */
export const useAnyNotice = (): boolean => useSyncExternalStore(subscribe, () => needed);
