import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import { useMinimumQuoted } from '../shared/minimum-quoted.ts';
import { filterNames, type Scope, type Span } from '../shared/scope/scope.ts';
import { useFilterText } from '../shared/scope/use-filter-text.ts';
import { useScope, useSetScope, useSpan } from '../shared/scope/use-scope.ts';
import { Part, Skeleton } from '../shared/states.tsx';
import { useWide } from '../shared/wide.ts';
import { CommentList } from './list/comment-list.tsx';
import './comments.css';
import type { CommentEntry } from '../shared/api.ts';
import { Beside } from './detail/beside.tsx';
import { Detail } from './detail/detail.tsx';
import { type CommentParameters, parametersOf } from './list/api-parameters.ts';
import { type PageStart, type Totals, totalsQuery } from './list/comments-query.ts';
import { Export } from './list/export.tsx';
import { countFilters, Filters } from './list/filters.tsx';
import { type Starts, useStarts } from './list/use-comments.ts';
import { useWords } from './use-words.ts';
import type { Words } from './words.ts';

const Sheet = lazy(() => import('../shared/controls/sheet.tsx'));

const height = '38rem';

/** Is it real: the comments behind any figure, as they were written. */
export const Comments = () => {
  const words = useWords();
  const span = useSpan();
  const isWide = useWide();
  if (useIsStoreEmpty()) return <EmptyStore />;
  const filters = <Filters words={words} />;
  return (
    <div className="comments">
      {isWide ? (
        <section className="comments-side" aria-label={words.t('filters')}>
          {filters}
        </section>
      ) : (
        <FilterSheet words={words}>{filters}</FilterSheet>
      )}
      {span === undefined ? (
        <Skeleton height={height} />
      ) : (
        <Found span={span} words={words} isWide={isWide} />
      )}
    </div>
  );
};

/** On a phone the filters are behind a button. */
const FilterSheet = ({ words: { t }, children }: { readonly words: Words; readonly children: ReactNode }) => {
  const [open, setOpen] = useState(false);
  const count = countFilters(useScope());
  return (
    <>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {count === 0 ? t('filters') : t('filtersCount', { count })}
      </button>
      <Suspense>
        {open ? (
          <Sheet title={t('filters')} onClose={() => setOpen(false)}>
            {children}
          </Sheet>
        ) : null}
      </Suspense>
    </>
  );
};

interface FoundProps {
  readonly span: Span;
  readonly words: Words;
  readonly isWide: boolean;
}

/** What the address asks for; a change of it is another list. */
const Found = ({ span, words, isWide }: FoundProps) => {
  const scope = useScope();
  const parameters = parametersOf(scope, span);
  const starts = useStarts(parameters);
  const totals = useQuery({ ...totalsQuery(parameters), enabled: starts.isSuccess });
  return (
    <div className="comments-found">
      <Part query={starts} height={height}>
        {({ pages: [first] }) =>
          first === undefined ? null : (
            <>
              <Head
                first={first}
                totals={totals}
                parameters={parameters}
                words={words}
                time={words.format.span(span)}
              />
              {first.count === 0 ? <Lift scope={scope} words={words} /> : null}
              {first.count > 0 ? (
                <Results
                  key={JSON.stringify(parameters)}
                  parameters={parameters}
                  starts={starts}
                  totals={totals.data ?? {}}
                  words={words}
                  isWide={isWide}
                />
              ) : null}
            </>
          )
        }
      </Part>
    </div>
  );
};

const isWhole = ({ examined }: Totals): boolean =>
  examined !== undefined && examined.responses >= examined.of;

const titleOf = ({ total, examined, suppressed }: Totals & PageStart, { t }: Words): string => {
  if (suppressed) return t('withheld');
  if (total === undefined || examined === undefined) return t('title');
  if (examined.responses < examined.of)
    return t('countedAtLeast', { found: total.responses, examined: examined.responses, of: examined.of });
  if (total.responses === 0) return t('nothing', { examined: examined.responses });
  return t('counted', { found: total.responses, examined: examined.responses });
};

interface HeadProps {
  readonly first: PageStart;
  readonly totals: UseQueryResult<Totals>;
  readonly parameters: CommentParameters;
  readonly words: Words;
  readonly time: string;
}

/** What stands in the place of the counts until they are there. */
const Counting = ({ totals, words: { t }, time }: Pick<HeadProps, 'totals' | 'words' | 'time'>) =>
  totals.isError ? (
    <p role="alert">
      {t('notCounted')}{' '}
      <button type="button" className="link" onClick={() => void totals.refetch()}>
        {t('countAgain')}
      </button>
    </p>
  ) : (
    <p className="quiet">{t('counting', { time })}</p>
  );

/** The threshold where no settings name another one, until they are read. */
/** How many there are, of how many that were looked at, once they are counted. */
const Head = ({ first, totals, parameters, words, time }: HeadProps) => {
  const { t } = words;
  const { issue, tp } = useScope();
  const { suppressed, partial } = first;
  const { total, withheld } = totals.data ?? {};
  const quotes = useMinimumQuoted();
  return (
    <div className="comments-head">
      <h1>{titleOf({ ...first, ...totals.data }, words)}</h1>
      {suppressed ? <p>{t('withheldWhy', { quotes })}</p> : null}
      {total === undefined && first.count > 0 ? <Counting totals={totals} words={words} time={time} /> : null}
      {total && total.responses > 0 ? (
        <p className="quiet">
          {t('lead', { ...total, time })} · <Export parameters={parameters} words={words} />
        </p>
      ) : null}
      {partial ? (
        <p className="quiet">
          {withheld === undefined ? t('ends', { quotes }) : t('hidden', { quotes, withheld })}
        </p>
      ) : null}
      {issue === undefined || tp !== undefined ? null : <p role="note">{t('noIssue')}</p>}
    </div>
  );
};

/** Where nothing is shown: each filter can be taken away. */
const Lift = ({
  scope: { tp },
  words: { t, touchpoint },
}: {
  readonly scope: Scope;
  readonly words: Words;
}) => {
  const setScope = useSetScope();
  const textOf = useFilterText(t.language);
  const set = ['tp', 'stage', 'where', ...filterNames] as const;
  return (
    <div className="state">
      <p>{t('withheldHow')}</p>
      {set.map((name) => {
        const value = name === 'tp' ? tp && touchpoint(tp) : textOf(name);
        return value === undefined ? null : (
          <button key={name} type="button" className="button" onClick={() => setScope({ [name]: undefined })}>
            {t('lift', { what: `${t(name)}: ${value}` })}
          </button>
        );
      })}
    </div>
  );
};

interface ResultsProps {
  readonly parameters: CommentParameters;
  readonly starts: Starts;
  readonly totals: Totals;
  readonly words: Words;
  readonly isWide: boolean;
}

/** The list, and beside it the response that is open. */
const Results = ({ parameters, starts, totals, words, isWide }: ResultsProps) => {
  const { t } = words;
  const { open } = useScope();
  const setScope = useSetScope();
  // The page that it is on may be scrolled away meanwhile.
  const [entry, setEntry] = useState<CommentEntry>();
  const show = (chosen: CommentEntry | undefined): void => {
    if (chosen === undefined) return;
    setEntry(chosen);
    setScope({ open: chosen.responseId }, open === undefined ? undefined : 'replace');
  };
  const [toCorrect, setToCorrect] = useState<string>();
  const correct = (chosen: CommentEntry | undefined): void => {
    show(chosen);
    setToCorrect(chosen?.responseId);
  };
  const close = (): void => {
    setScope({ open: undefined });
    document.querySelector<HTMLElement>('.comment-list [tabindex="0"]')?.focus({ preventScroll: true });
  };
  const shown = entry?.responseId === open ? entry : undefined;
  useEffect(() => {
    if (toCorrect === undefined || shown?.responseId !== toCorrect) return;
    document.querySelector<HTMLElement>('.correct button')?.focus();
    setToCorrect(undefined);
  }, [toCorrect, shown]);
  const detail =
    shown === undefined ? <p className="quiet">{t('notLoaded')}</p> : <Detail entry={shown} words={words} />;
  return (
    <div className={open !== undefined && isWide ? 'comments-results comments-beside' : 'comments-results'}>
      <div>
        <p className="quiet comments-keys">{t('keys')}</p>
        <CommentList
          parameters={parameters}
          starts={starts}
          total={isWhole(totals) ? totals.total?.responses : undefined}
          words={words}
          openId={open}
          onOpen={show}
          onCorrect={correct}
          onSeen={setEntry}
        />
      </div>
      {open === undefined ? null : isWide ? (
        <Beside words={words} onClose={close}>
          {detail}
        </Beside>
      ) : (
        <Suspense>
          <Sheet title={t('detail')} onClose={close}>
            {detail}
          </Sheet>
        </Suspense>
      )}
    </div>
  );
};
