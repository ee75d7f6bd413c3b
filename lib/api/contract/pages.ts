import type { routes } from './routes.ts';

/**
 * Routes whose lists end where an answer is full: the lists, and what identifies an entry of each. The answer then has a `cursor`, which the
 * query of the next page repeats. The routes of comments, batches and rejects page by themselves, with a `limit`.
 */
const pagedRoutes = {
  listTouchpoints: { touchpoints: ['id'] },
  touchpointSummaries: { summaries: ['period'], facets: ['value'] },
  stageSummaries: { summaries: ['period'], facets: ['value'] },
  personaSummaries: { summaries: ['period'] },
  readScorecard: { rows: ['scope', 'id', 'kpi'] },
  readTrend: { points: ['period'] },
  readChanges: { changes: ['touchpoint', 'series', 'where'] },
  listIssues: { issues: ['touchpoint', 'id'] },
  listCorrections: { corrections: ['touchpoint', 'responseId', 'question'] },
  listThemes: { themes: ['id'] },
  discoverThemes: { themes: ['name'] },
  listDigests: { digests: ['scope', 'grain', 'period'] },
  listActions: { actions: ['id'] },
} as const satisfies Readonly<
  Partial<Record<keyof typeof routes, Readonly<Record<string, readonly string[]>>>>
>;

/** The lists of a route with what identifies their entries; undefined if its answer is one page. */
export const listsOf = (route: string): Readonly<Record<string, readonly string[]>> | undefined =>
  Object.entries(pagedRoutes).find(([name]) => name === route)?.[1];

type Answer = Readonly<Record<string, unknown>>;

const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null;

const cursorOf = (answer: unknown): string | undefined =>
  isAnswer(answer) && typeof answer['cursor'] === 'string' ? answer['cursor'] : undefined;

const joined = (lists: readonly string[], first: Answer, next: Answer): Answer => ({
  ...first,
  ...Object.fromEntries(
    lists.flatMap((name) => {
      const [before, after] = [first[name], next[name]];
      return Array.isArray(before) && Array.isArray(after) ? [[name, [...before, ...after]]] : [];
    }),
  ),
});

/**
 * An answer with the pages that follow it, without a cursor.
 *
 * @param ask for the page at a cursor
 */
export const joinPages = async (
  lists: readonly string[],
  first: unknown,
  ask: (cursor: string) => Promise<unknown>,
): Promise<unknown> => {
  if (!isAnswer(first)) return first;
  let whole: Answer = first;
  for (let cursor = cursorOf(first); cursor !== undefined; ) {
    const page = await ask(cursor);
    if (!isAnswer(page)) return page;
    whole = joined(lists, whole, page);
    cursor = cursorOf(page);
  }
  const { cursor: _cursor, ...rest } = whole;
  return rest;
};
