import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CommentEntry } from '../../shared/api.ts';
import { Failed } from '../../shared/states.tsx';
import { usePageKeys } from '../../shared/use-page-keys.ts';
import { Comment } from '../comment.tsx';
import type { Words } from '../words.ts';
import type { CommentParameters } from './api-parameters.ts';
import { type Starts, useEntries } from './use-comments.ts';

interface ListProps {
  readonly parameters: CommentParameters;
  readonly starts: Starts;
  /** Responses in the whole list; undefined where not all were examined. */
  readonly total: number | undefined;
  readonly words: Words;
  readonly openId: string | undefined;
  readonly onOpen: (entry: CommentEntry | undefined) => void;
  /** Opens a response at what can be corrected. */
  readonly onCorrect: (entry: CommentEntry | undefined) => void;
  /** The open response is among the rows: an address may have named it before it was read. */
  readonly onSeen: (entry: CommentEntry) => void;
}

const estimatedPixels = 132;

/** Rows before the end at which the next page is read. */
const readAhead = 40;

/** Rows on the screen, a few around them, and the one in focus: it must not vanish when it is scrolled away. */
const useRows = (count: number, active: number) => {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  // What stands above the list may grow: read where it begins whenever it is drawn.
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null) setTop(Math.round(element.getBoundingClientRect().top + scrollY));
  });
  const rangeExtractor = useCallback(
    (range: Range) =>
      active < range.count
        ? [...new Set([...defaultRangeExtractor(range), active])].toSorted((left, right) => left - right)
        : defaultRangeExtractor(range),
    [active],
  );
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => estimatedPixels,
    overscan: 5,
    scrollMargin: top,
    rangeExtractor,
  });
  return { list, top, virtualizer };
};

/** The list as a feed (ARIA authoring practices): each response is an article that can be focused. */
export const CommentList = ({
  parameters,
  starts,
  total,
  words,
  openId,
  onOpen,
  onCorrect,
  onSeen,
}: ListProps) => {
  const { t } = words;
  const [active, setActive] = useState(0);
  const wanted = useRef<number>(undefined);
  const count = (starts.data?.pages ?? []).reduce((sum, page) => sum + page.count, 0);
  const { list, top, virtualizer } = useRows(count, active);
  const rows = virtualizer.getVirtualItems();
  const entryAt = useEntries(
    parameters,
    starts,
    rows.map(({ index }) => index),
  );

  const seen = rows.map(({ index }) => entryAt(index)).find((entry) => entry?.responseId === openId);
  useEffect(() => {
    if (seen !== undefined) onSeen(seen);
  }, [seen, onSeen]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = starts;
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= count - readAhead;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const focusWanted = (): void => {
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = undefined;
  };
  // A row that was out of sight is there only after the list is drawn again.
  useEffect(focusWanted);
  const goTo = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    wanted.current = next;
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
    focusWanted();
    if (openId !== undefined) onOpen(entryAt(next));
  };
  // The first press goes to the first comment, wherever the focus is.
  const step = (by: -1 | 1): void => {
    const isInList = list.current?.contains(document.activeElement) === true || openId !== undefined;
    goTo(isInList ? active + by : active);
  };
  usePageKeys({ j: () => step(1), k: () => step(-1), e: () => onCorrect(entryAt(active)) });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault();
      step(event.key === 'PageDown' ? 1 : -1);
    } else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLElement &&
      event.target.tagName === 'ARTICLE'
    )
      onOpen(entryAt(active));
  };

  return (
    <>
      <div
        ref={list}
        role="feed"
        aria-label={t('feed')}
        aria-busy={isFetchingNextPage}
        className="comment-list"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.map(({ index, start, key }) => {
          const entry = entryAt(index);
          return (
            <article
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-response={entry?.responseId}
              tabIndex={index === active ? 0 : -1}
              aria-posinset={index + 1}
              aria-setsize={total ?? -1}
              aria-labelledby={`response-${index}`}
              className={entry && entry.responseId === openId ? 'comment comment-open' : 'comment'}
              style={{ transform: `translateY(${start - top}px)` }}
              onFocus={() => setActive(index)}
            >
              {entry ? (
                <Comment
                  headId={`response-${index}`}
                  entry={entry}
                  words={words}
                  isOpen={entry.responseId === openId}
                  onOpen={() => onOpen(entry)}
                />
              ) : (
                <p id={`response-${index}`} className="quiet comment-waiting">
                  {t('loadingRow')}
                </p>
              )}
            </article>
          );
        })}
      </div>
      {isFetchNextPageError ? (
        <Failed error={starts.error} onRetry={() => void fetchNextPage()} />
      ) : (
        <p className="quiet comment-end">{hasNextPage ? t('more') : t('end')}</p>
      )}
    </>
  );
};
