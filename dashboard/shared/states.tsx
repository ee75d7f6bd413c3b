import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { ApiError } from './api.ts';
import { useSession } from './session/session.ts';
import './states.css';
import { defineTexts, useTexts } from './texts/texts.ts';

const texts = defineTexts({
  en: {
    loading: 'Loading',
    updating: 'updating',
    failed: 'This part could not be loaded.',
    unreachable: 'Verbatim is not responding. Is it still running?',
    stale: 'Last updated at {time, time, short}; the update failed.',
    retry: 'Try again',
    forbidden: 'You do not have access to this. Ask your Verbatim administrator.',
    forbiddenAs: 'You are signed in as {name}.',
    missing:
      'Nothing with this name was found. It may have been renamed or removed, or the address may be mistyped.',
    home: 'Go to the findings',
    emptyFilter: 'Nothing matches {filter}.',
    lift: 'Remove {filter}',
  },
  de: {
    loading: 'Lädt',
    updating: 'wird aktualisiert',
    failed: 'Dieser Teil konnte nicht geladen werden.',
    unreachable: 'Verbatim antwortet nicht. Läuft es noch?',
    stale: 'Stand von {time, time, short}; die Aktualisierung schlug fehl.',
    retry: 'Noch einmal versuchen',
    forbidden: 'Sie haben darauf keinen Zugriff. Fragen Sie die Person, die Verbatim bei Ihnen verwaltet.',
    forbiddenAs: 'Sie sind angemeldet als {name}.',
    missing:
      'Unter diesem Namen wurde nichts gefunden. Vielleicht wurde es umbenannt oder entfernt, oder die Adresse enthält einen Tippfehler.',
    home: 'Zu den Ergebnissen',
    emptyFilter: 'Nichts passt zu {filter}.',
    lift: '{filter} entfernen',
  },
});

const patienceMilliseconds = 200;

/** A placeholder of the final height that shows after a moment that it is loading, so that nothing jumps or flickers. */
export const Skeleton = ({ height }: { readonly height: CSSProperties['height'] }) => {
  const t = useTexts(texts);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={shown ? 'skeleton skeleton-shown' : 'skeleton'} style={{ height }} role="status">
      <span className="unseen">{shown ? t('loading') : ''}</span>
    </div>
  );
};

const isForbidden = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);

/** The message of the API. What was found is left out: it may be only an address. */
const causeOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { message, code, details } = error;
  const expected = details.expected === undefined ? [] : [`expected ${details.expected}`];
  return [message, ...expected, `[${code}]`].join(' · ');
};

/** The link to the findings, for an address that shows nothing. */
export const FindingsLink = () => (
  <Link className="link" to="/">
    {useTexts(texts)('home')}
  </Link>
);

interface FailedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** What the address names does not exist: asking again gives the same answer. */
const Missing = ({ error }: Pick<FailedProps, 'error'>) => {
  const t = useTexts(texts);
  return (
    <div className="state" role="alert">
      <p>{t('missing')}</p>
      <p className="quiet">{causeOf(error)}</p>
      <FindingsLink />
    </div>
  );
};

/** A part that failed: only its own place, with the cause and a retry button. */
export const Failed = ({ error, onRetry }: FailedProps) => {
  const t = useTexts(texts);
  const session = useSession();
  if (isForbidden(error))
    return (
      <p className="state" role="alert">
        {t('forbidden')}{' '}
        {session?.person === undefined ? null : t('forbiddenAs', { name: session.person.name })}
      </p>
    );
  if (error instanceof ApiError && error.code === 'not-found') return <Missing error={error} />;
  const unreachable = error instanceof ApiError && error.status === undefined;
  return (
    <div className="state" role="alert">
      <p>{t(unreachable ? 'unreachable' : 'failed')}</p>
      {unreachable ? null : <p className="quiet">{causeOf(error)}</p>}
      <button type="button" className="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  );
};

interface PartProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** The height of the content. */
  readonly height: CSSProperties['height'];
  readonly children: (data: Data) => ReactNode;
}

/** A part of a view with its own query: loading, shown, updating, stale, or failed. */
export const Part = <Data,>({ query, height, children }: PartProps<Data>) => {
  const t = useTexts(texts);
  const { data, error, isFetching, isPlaceholderData, dataUpdatedAt, refetch } = query;
  const retry = (): void => void refetch();
  if (data === undefined)
    return error ? <Failed error={error} onRetry={retry} /> : <Skeleton height={height} />;
  return (
    <div
      className={isPlaceholderData && isFetching ? 'updating' : undefined}
      aria-busy={isPlaceholderData && isFetching}
    >
      {error ? (
        <p className="stale" role="alert">
          {t('stale', { time: new Date(dataUpdatedAt) })}{' '}
          <button type="button" className="link" onClick={retry}>
            {t('retry')}
          </button>
        </p>
      ) : null}
      {children(data)}
    </div>
  );
};

interface TogetherProps {
  readonly queries: readonly Pick<UseQueryResult, 'isPending' | 'isError'>[];
  /** The height of the content. */
  readonly height: CSSProperties['height'];
  readonly children: ReactNode;
}

/** Parts that are short and quick: shown at once when all are there, or one failed, so that none moves another. */
export const Together = ({ queries, height, children }: TogetherProps) => {
  const isReady = !queries.some(({ isPending }) => isPending) || queries.some(({ isError }) => isError);
  // A part that failed is read again when it appears: what is shown stays.
  const [isShown, setShown] = useState(isReady);
  if (isReady && !isShown) setShown(true);
  return isReady || isShown ? children : <Skeleton height={height} />;
};

interface EmptyFilterProps {
  /** The filter without matches, in words. */
  readonly filter: string;
  readonly onLift: () => void;
}

export const EmptyFilter = ({ filter, onLift }: EmptyFilterProps) => {
  const t = useTexts(texts);
  return (
    <div className="state">
      <p>{t('emptyFilter', { filter })}</p>
      <button type="button" className="button" onClick={onLift}>
        {t('lift', { filter })}
      </button>
    </div>
  );
};
