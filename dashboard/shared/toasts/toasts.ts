import { useSyncExternalStore } from 'react';

/** A notice that something was done. */
export interface Notice {
  readonly text: string;
  /** Undoes what the notice is about. */
  readonly undo?: () => void;
}

const loadRegion = () => import('./toast-region.tsx');

let needed = false;
const listeners = new Set<() => void>();

/** Shows that something was done, with a way to undo it while the notice is visible. */
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

/** True from the first notice on: before it, no code of notices is loaded. */
export const useAnyNotice = (): boolean => useSyncExternalStore(subscribe, () => needed);
