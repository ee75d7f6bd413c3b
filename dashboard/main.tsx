import './shared/without-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { router } from './router.tsx';
import { ApiError, touchpointsQuery } from './shared/api.ts';
import { findingsQuery } from './shared/findings/findings-query.ts';
import { applyPreferences, language } from './shared/preferences.ts';
import { parseSearch, validateScope } from './shared/scope/scope.ts';
import { returnPath, session } from './shared/session/session.ts';
import { SignInFailed } from './shell/sign-in-failed.tsx';

/** What the API refuses, it refuses again; only no answer and its own failures are worth another try. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === undefined || error.status >= 500);

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: 500,
    },
  },
});

/** What every view needs, and the first of them shows first, is asked for before that view's code is there. */
const askAhead = (): void => {
  void queryClient.prefetchQuery(touchpointsQuery);
  if (location.pathname !== '/') return;
  const scope = validateScope(parseSearch(location.search));
  void queryClient.prefetchQuery(findingsQuery(scope, language()));
};

applyPreferences();
const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element "page"');
const root = createRoot(page);
const show = (): void =>
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );

session().catch((error: unknown) => root.render(<SignInFailed error={error} />));
// Who comes back from signing in goes on to the view that they came from: the router must not see this address.
if (location.pathname === returnPath) void session().then(show, () => undefined);
else {
  askAhead();
  show();
}
