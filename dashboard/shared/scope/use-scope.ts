import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { latestMonthQuery } from '../api.ts';
import { useLimits } from '../session/session.ts';
import { limitedTo, type ReadScope, type Scope, type Span, spanOf } from './scope.ts';

/** The search part of the address, checked, within what the reader may read. */
export const useScope = (): ReadScope => {
  const scope = useSearch({ from: '__root__' });
  const limits = useLimits();
  return useMemo(() => limitedTo(limits, scope), [limits, scope]);
};

/**
 * Changes some of the scope: undefined takes a name out. What is chosen can be gone back from; typing (`replace`) can't, letter
 * by letter.
 */
export const useSetScope = (): ((change: Scope, replace?: 'replace') => void) => {
  const navigate = useNavigate();
  return useCallback(
    (change, replace) => {
      void navigate({
        to: '.',
        search: (before: Scope) => ({ ...before, ...change, problem: undefined }),
        replace: replace === 'replace',
      });
    },
    [navigate],
  );
};

/** The time that is looked at; undefined until the latest month with feedback is known, where the address names none. */
export const useSpan = (): Span | undefined => {
  const asked = spanOf(useScope());
  const latest = useQuery({ ...latestMonthQuery, enabled: asked === undefined });
  if (asked !== undefined) return asked;
  return latest.data === undefined ? undefined : { from: latest.data, to: latest.data };
};

/** The one period that is looked at: a month, a day, a week, a quarter; undefined for a range, and until it is known. */
export const usePeriod = (): string | undefined => {
  const { period } = useScope();
  const span = useSpan();
  return period ?? (span?.from === span?.to ? span?.from : undefined);
};
