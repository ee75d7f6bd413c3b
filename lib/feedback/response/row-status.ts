/** Rows that are not from customers: previews, tests and spam, as survey tools mark them. */

export type ExclusionReason = 'preview' | 'test' | 'spam';

/** Qualtrics writes `Status` as a label or, in numeric exports, as a code. */
const byStatus: Readonly<Record<string, ExclusionReason>> = {
  'survey preview': 'preview',
  preview: 'preview',
  '1': 'preview',
  '9': 'preview',
  '17': 'preview',
  'offline survey preview': 'preview',
  'spam survey preview': 'preview',
  'preview spam': 'preview',
  'survey test': 'test',
  test: 'test',
  '2': 'test',
  spam: 'spam',
  '8': 'spam',
  'imported spam': 'spam',
  '12': 'spam',
};

/** Why a row with this status does not count, undefined where it does. */
export const exclusionOf = (status: string): ExclusionReason | undefined =>
  byStatus[status.trim().toLowerCase()];

const unfinished = new Set(['false', '0', 'no', 'n', 'partial', 'started', 'incomplete', 'nein', 'non']);

/** True where a cell of a "finished" column says that the respondent stopped before the end. */
export const saysUnfinished = (cell: string): boolean => unfinished.has(cell.trim().toLowerCase());
