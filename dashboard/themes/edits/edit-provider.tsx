import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import type { Span } from '../../shared/scope/scope.ts';
import type { Begun } from './edits.ts';

const EditSheet = lazy(() => import('./edit-sheet.tsx'));

const Beginning = createContext<(begun: Begun) => void>(() => undefined);

/** Opens the form of an edit. */
export const useBeginEdit = () => useContext(Beginning);

interface ProviderProps {
  readonly span: Span;
  readonly children: ReactNode;
}

/** The form of the edit that was begun, over the view. */
export const EditProvider = ({ span, children }: ProviderProps) => {
  const [begun, setBegun] = useState<Begun>();
  return (
    <Beginning value={setBegun}>
      {children}
      <Suspense>
        {begun === undefined ? null : (
          <EditSheet begun={begun} span={span} onClose={() => setBegun(undefined)} />
        )}
      </Suspense>
    </Beginning>
  );
};
