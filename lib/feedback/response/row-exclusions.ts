import type { ColumnMeaning } from '../mapping/mapping.ts';
import { headerAgain } from '../reading/names.ts';
import type { SourceColumn } from '../reading/source.ts';
import { type ExclusionReason, exclusionOf, saysNo, saysYes } from './row-status.ts';
import { isCustomerSpeaker } from './text/transcript.ts';

/** Which rows do not count, by their columns of status and of speakers. */

type Cells = readonly string[];
type Status = Extract<ColumnMeaning, { field: 'status' }>;
type Speaker = Extract<ColumnMeaning, { field: 'speaker' }>;

/** A column with the index of its cells. */
interface At<Meaning> {
  readonly index: number;
  readonly meaning: Meaning;
}

const byStatus = ({ index, meaning: { flag, on } }: At<Status>) => {
  if (flag === undefined) return (cells: Cells) => exclusionOf(cells[index] ?? '');
  const says = on === 'no' ? saysNo : saysYes;
  return (cells: Cells) => (says(cells[index] ?? '') ? flag : undefined);
};

const bySpeaker =
  ({ index }: At<Speaker>) =>
  (cells: Cells): ExclusionReason | undefined =>
    isCustomerSpeaker(cells[index] ?? '') ? undefined : 'company-message';

/** A function from a row's cells to why it does not count; undefined where it does. */
export const exclusionsBy = (
  statuses: readonly At<Status>[],
  speakers: readonly At<Speaker>[],
  columns: readonly SourceColumn[],
): ((cells: Cells) => ExclusionReason | undefined) => {
  const isHeader = headerAgain(columns.map(({ name }) => name));
  const byNames = (cells: Cells): ExclusionReason | undefined =>
    isHeader(cells) ? 'repeated-header' : undefined;
  const tests = [byNames, ...statuses.map(byStatus), ...speakers.map(bySpeaker)];
  return (cells) => {
    for (const test of tests) {
      const reason = test(cells);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
};
