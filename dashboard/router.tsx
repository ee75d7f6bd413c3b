import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSearch, stringifySearch, validateScope } from './shared/scope/scope.ts';
import { NotFound, Shell, ViewFailed } from './shell/shell.tsx';

const root = createRootRoute({
  validateSearch: validateScope,
  component: Shell,
  notFoundComponent: NotFound,
});

const getParentRoute = () => root;

/** Every view is a chunk of its own, loaded when it is first opened. */
const routeTree = root.addChildren([
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./findings/findings.tsx'), 'Findings'),
  }),
  createRoute({
    getParentRoute,
    path: '/journey',
    component: lazyRouteComponent(() => import('./journey/journey.tsx'), 'Journey'),
  }),
  createRoute({
    getParentRoute,
    path: '/journey/edit',
    component: lazyRouteComponent(() => import('./journey/edit-journey.tsx'), 'EditJourney'),
  }),
  createRoute({
    getParentRoute,
    path: '/touchpoints/$touchpoint',
    component: lazyRouteComponent(() => import('./touchpoint/touchpoint.tsx'), 'Touchpoint'),
  }),
  createRoute({
    getParentRoute,
    path: '/comments',
    component: lazyRouteComponent(() => import('./comments/comments.tsx'), 'Comments'),
  }),
  createRoute({
    getParentRoute,
    path: '/themes',
    component: lazyRouteComponent(() => import('./themes/themes.tsx'), 'Themes'),
  }),
  createRoute({
    getParentRoute,
    path: '/themes/$theme',
    component: lazyRouteComponent(() => import('./themes/themes.tsx'), 'Themes'),
  }),
  createRoute({
    getParentRoute,
    path: '/reports',
    component: lazyRouteComponent(() => import('./reports/reports.tsx'), 'Reports'),
  }),
  createRoute({
    getParentRoute,
    path: '/reports/$scope/$grain/$period',
    component: lazyRouteComponent(() => import('./reports/reports.tsx'), 'Reports'),
  }),
  createRoute({
    getParentRoute,
    path: '/alerts',
    component: lazyRouteComponent(() => import('./alerts/alerts.tsx'), 'Alerts'),
  }),
  createRoute({
    getParentRoute,
    path: '/data',
    component: lazyRouteComponent(() => import('./data/data.tsx'), 'Data'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/uploads/$upload',
    component: lazyRouteComponent(() => import('./data/upload/upload.tsx'), 'Upload'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/batches/$batch',
    component: lazyRouteComponent(() => import('./data/batch/batch.tsx'), 'Batch'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/$',
    component: lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
  }),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  // In the shell, so that the navigation stays where a view fails.
  defaultErrorComponent: ViewFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
