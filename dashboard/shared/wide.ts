import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 48rem)');

const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether there is room for columns side by side; false on a phone. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
