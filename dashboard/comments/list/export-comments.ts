import { csvOf } from '../../../lib/api/export/csv-export.ts';
import { feedbackRows } from '../../../lib/api/export/feedback-rows.ts';
import type { CommentEntry } from '../../shared/api.ts';
import { api } from '../../shared/api.ts';
import type { CommentParameters } from './api-parameters.ts';

const pageSize = 200;

/** A line for each comment that the list counts: answers beside it that don't match are left out. */
export const csvOfComments = (entries: readonly CommentEntry[]): string =>
  csvOf(
    feedbackRows(
      entries.map((entry) => ({
        ...entry,
        answers: entry.answers.filter((_, index) => entry.matched.includes(index)),
      })),
    ),
  );

/** Everything that matches, page after page, as a file. */
export const readCsv = async (parameters: CommentParameters, signal: AbortSignal): Promise<string> => {
  const entries: CommentEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listComments({ ...parameters, cursor, limit: pageSize }, { signal });
    entries.push(...page.comments);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return csvOfComments(entries);
};
