import './shared/without-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { router } from './router.tsx';
import { ApiError } from './shared/api.ts';
import { applyPreferences } from './shared/preferences.ts';

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

applyPreferences();
const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element "page"');
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
