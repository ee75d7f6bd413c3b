import { useState } from 'react';

/**
 * What is shown stays as it is while the reader is on it: what was read meanwhile is shown once they leave, or ask for it.
 *
 * @param isHeld whether the pointer or the focus is on it
 */
export const useSteady = <Data>(latest: Data, isHeld: boolean) => {
  const [shown, setShown] = useState(latest);
  if (!isHeld && shown !== latest) setShown(latest);
  return { shown, isBehind: shown !== latest, catchUp: () => setShown(latest) };
};
