import { sum } from 'remeda';
import { netInterval } from '../../../lib/metrics/figures/intervals.ts';
import type { Distribution, TablePreview } from '../../shared/api.ts';

/** The counts in a column of promoters, passives and detractors. */
export interface Groups {
  readonly column: string;
  readonly agree: boolean;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** Rows with a group and without a valid score. */
  readonly withoutScore: number;
}

/** The NPS of a file, to compare with that of the survey tool. */
export interface FileNps {
  readonly column: string;
  /** Points. */
  readonly nps: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** The rows that were counted: fewer than all for a large file. */
  readonly rows: number;
  /** Whether the file's own column of groups has the same counts; absent without such a column. */
  readonly groups?: Groups;
}

const countIn = ({ values = [] }: Distribution, holds: (value: number) => boolean): number =>
  values.reduce((sum, { value, count }) => sum + (holds(Number(value.replace(',', '.'))) ? count : 0), 0);

/** Tools code the answers 0 to 10 as 1 to 11: the value in the file minus this is the answer. */
const codedBy = (values: Readonly<Record<string, number>> | undefined): number =>
  values?.['11'] === 10 ? 1 : 0;

const groupCounts = ({ values = [] }: Distribution): number[] =>
  [/^promoters?$/i, /^(?:passives?|neutrals?)$/i, /^detractors?$/i].map((name) =>
    values.reduce((sum, { value, count }) => sum + (name.test(value.trim()) ? count : 0), 0),
  );

const groupsOf = ({ distributions }: TablePreview, counts: readonly number[]): Pick<FileNps, 'groups'> => {
  for (const distribution of distributions) {
    const found = groupCounts(distribution);
    const [promoters = 0, passives = 0, detractors = 0] = found;
    if (promoters + detractors === 0) continue;
    const agree = found.every((count, index) => count === counts[index]);
    const withoutScore = Math.max(0, sum(found) - sum(counts));
    return { groups: { column: distribution.column, agree, promoters, passives, detractors, withoutScore } };
  }
  return {};
};

/** The NPS of each column that is read as one, over the profiled rows. */
export const npsOf = (preview: TablePreview): FileNps[] =>
  preview.mapping.columns.flatMap(({ column, meaning }) => {
    if (meaning.field !== 'rating' || meaning.scale.metric !== 'nps') return [];
    const spread = preview.distributions.find((one) => one.column === column);
    if (spread?.values === undefined) return [];
    const coded = codedBy(meaning.values);
    const among = (low: number, high: number): number =>
      countIn(spread, (value) => value - coded >= low && value - coded <= high);
    const [promoters, passives, detractors] = [among(9, 10), among(7, 8), among(0, 6)];
    const n = promoters + passives + detractors;
    if (n === 0) return [];
    const { low, high } = netInterval(promoters, detractors, n);
    return [
      {
        column,
        nps: (100 * (promoters - detractors)) / n,
        low: 100 * low,
        high: 100 * high,
        ...{ n, promoters, passives, detractors, rows: spread.rows },
        ...groupsOf(preview, [promoters, passives, detractors]),
      },
    ];
  });
