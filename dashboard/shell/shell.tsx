import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ReadScope, ScopeProblem } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { isLimited, useLimits } from '../shared/session/session.ts';
import { FindingsLink } from '../shared/states.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { useAnyNotice } from '../shared/toasts/toasts.ts';
import { Header, Tabs } from './header.tsx';
import { LoadingStrip } from './loading-strip.tsx';
import { ScopeBar } from './scope-bar/scope-bar.tsx';
import './shell.css';
import { useShortcuts } from './shortcuts.ts';
import { texts } from './texts.ts';
import { isReadable, views } from './views.ts';

const Notices = lazy(() => import('../shared/toasts/toast-region.tsx'));
const Help = lazy(() => import('./help.tsx'));

/** Files, settings and rules are of no period and no touchpoint; digests have theirs in their path. */
const hasNoScope = /^\/(?:data|settings|reports|alerts|journey\/edit)(?:\/|$)/;

/** The frame of every view: navigation, what is looked at in words, the view, notices. */
export const Shell = () => {
  const t = useTexts(texts);
  const { problem } = useScope();
  const anyNotice = useAnyNotice();
  const isScoped = useRouterState({ select: ({ location }) => !hasNoScope.test(location.pathname) });
  const limits = useLimits();
  const isAllowed = useRouterState({ select: ({ location }) => isReadable(limits, location.pathname) });
  const view = problem ? <BadAddress problem={problem} /> : <Outlet />;
  const [helping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({ search: () => search.current?.focus(), help: () => setHelping(true) });
  return (
    <>
      <a className="skip" href="#view">
        {t('skip')}
      </a>
      <Header search={search} onHelp={() => setHelping(true)} />
      {isScoped ? <ScopeBar /> : null}
      {isLimited(limits) ? null : <LoadingStrip />}
      <main id="view" tabIndex={-1} className="view">
        {isAllowed ? view : <Limited />}
      </main>
      <Tabs />
      <Suspense>{anyNotice ? <Notices /> : null}</Suspense>
      <Suspense>{helping ? <Help onClose={() => setHelping(false)} /> : null}</Suspense>
      <FocusOnArrival />
    </>
  );
};

/** A new view is read from its start: focus goes to it when the path changes, not when a filter does. */
const FocusOnArrival = () => {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path)
      document.getElementById('view')?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return null;
};

export const NotFound = () => {
  const t = useTexts(texts);
  return (
    <div className="state">
      <h1>{t('notFound')}</h1>
      <FindingsLink />
    </div>
  );
};

/** The view is of more than the reader may read: of what they may, and the way there. */
const Limited = () => {
  const t = useTexts(texts);
  const limits = useLimits();
  const [first] = views.filter(({ to }) => isReadable(limits, to));
  const { touchpoints = [], segments = [] } = limits;
  return (
    <div className="state">
      <h1>{t('limitedTo', { what: [...touchpoints, ...segments].join(', ') })}</h1>
      <p>{t('limitedHow')}</p>
      {first === undefined ? null : (
        <Link className="link" to={first.to}>
          {t(first.name)}
        </Link>
      )}
    </div>
  );
};

/** A part of the address means nothing: which, what was expected, and the way on. */
const BadAddress = ({ problem: { parameter, expected } }: { readonly problem: ScopeProblem }) => {
  const t = useTexts(texts);
  return (
    <div className="state" role="alert">
      <h1>{t('viewFailed')}</h1>
      <p>{t('badAddress', { parameter, expected })}</p>
      <Link className="link" to="." search={(scope: ReadScope) => ({ ...scope, problem: undefined })}>
        {t('withoutIt')}
      </Link>
    </div>
  );
};

/** A fault of the page itself. */
export const ViewFailed = ({ error, reset }: ErrorComponentProps) => {
  const t = useTexts(texts);
  return (
    <div className="state" role="alert">
      <h1>{t('viewFailed')}</h1>
      <p className="quiet">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button" onClick={reset}>
        {t('retry')}
      </button>
    </div>
  );
};
