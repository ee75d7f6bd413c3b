import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { sortBy } from 'remeda';
import { latestCopies } from '../../feedback/response/copy.ts';
import { viewOf } from '../../insights/journey/period-view.ts';
import {
  feedbackColumns,
  feedbackRows,
  inFileOrder,
  startOf,
  writtenMonth,
} from '../../lake/feedback-table.ts';
import { type LakeRow, lakePath, undatedMonth } from '../../lake/lake-table.ts';
import {
  type LakePeriod,
  lakeGrains,
  periodMonth,
  summaryColumns,
  summaryRows,
} from '../../lake/summaries-table.ts';
import { addMonths, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { findPieces, type Piece } from '../../query/comments/pieces.ts';
import { readDisclosedSeries } from '../../query/read-disclosed.ts';
import { monthOfCell } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import type { FileContent } from './write-file.ts';

/** Which files a touchpoint has, what each is made of, and how its rows are read. */

/** A file to be. */
export interface PlannedFile extends FileContent {
  /** A hash of what it is made of: another one if its rows may differ. */
  readonly mark: string;
  /** The months of its responses, and `undated`. */
  readonly months: readonly string[];
}

export type LakeReading = Pick<Effects, 'feedback' | 'summaries'>;

/** The input of planning: a touchpoint under the settings of figures. */
export interface LakeSource {
  readonly touchpoint: string;
  readonly settings: MetricsSettings;
  /** The revision of its whole. */
  readonly whole: number | undefined;
}

/** Raised with every change of columns or rows: then all files are written anew. */
const formatVersion = 1;

export const markOf = (parts: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([formatVersion, parts]))
    .digest('base64url')
    .slice(0, 22);

/** The revision of a month changes whenever its responses may have; that of the whole for those without a date. */
type RevisionOf = (month: string) => number | undefined;

const cellsAtOnce = 4;

/** Rows piece by piece: only the cells of one piece are in memory. */
async function* rowsOfPieces(
  { feedback }: LakeReading,
  pieces: readonly Piece[],
): AsyncGenerator<readonly LakeRow[]> {
  for (const { touchpoint, label: written, cells } of pieces) {
    const contents = await pMap(cells, (cell) => feedback.readCell(touchpoint, cell), {
      concurrency: cellsAtOnce,
    });
    const copies = contents.flatMap((content) => latestCopies(content));
    yield inFileOrder(copies.map((copy) => ({ ...copy, written }))).flatMap(feedbackRows);
  }
}

const feedbackFiles = async (
  reading: LakeReading,
  { touchpoint, settings }: LakeSource,
  revisionOf: RevisionOf,
): Promise<PlannedFile[]> => {
  const { quotes } = thresholdsOf(settings);
  const { pieces } = await findPieces({ effects: reading, settings, quotes }, { touchpoints: [touchpoint] });
  const inOrder = sortBy(pieces, ({ label }) => startOf(label));
  return [...Map.groupBy(inOrder, ({ label }) => writtenMonth(label))].map(([month, some]) => {
    const months = [...new Set(some.flatMap(({ cells }) => cells.map(monthOfCell)))].toSorted();
    return {
      path: lakePath({ table: 'feedback', touchpoint, month }),
      mark: markOf([quotes, some.map(({ label, cells }) => [label, cells]), months.map(revisionOf)]),
      months,
      columns: feedbackColumns,
      rows: () => rowsOfPieces(reading, some),
    };
  });
};

const periodsByMonth = async (
  { summaries }: LakeReading,
  { touchpoint, settings }: LakeSource,
): Promise<ReadonlyMap<string, readonly LakePeriod[]>> => {
  const { figures } = thresholdsOf(settings);
  const periods: LakePeriod[] = [];
  for (const grain of lakeGrains) {
    const series = await readDisclosedSeries(summaries, { touchpoint, grain, span: {} }, figures);
    periods.push(
      ...series.map(({ period, disclosed }) => ({
        ...viewOf(disclosed, settings),
        ...{ touchpoint, grain, period },
      })),
    );
  }
  return Map.groupBy(periods, ({ period }) => periodMonth(period));
};

/** A month has the weeks that begin in it, so its last one reaches into the next month. */
const summaryFiles = (
  reading: LakeReading,
  source: LakeSource,
  { stored, revisionOf }: { readonly stored: readonly string[]; readonly revisionOf: RevisionOf },
): PlannedFile[] => {
  const { touchpoint, settings } = source;
  const months = new Set(stored.flatMap((month) => [month, periodMonth(firstDayOfWeek(`${month}-01`))]));
  let known: ReturnType<typeof periodsByMonth> | undefined;
  const read = (): NonNullable<typeof known> => {
    known ??= periodsByMonth(reading, source);
    return known;
  };
  return [...months].toSorted().map((month) => ({
    path: lakePath({ table: 'summaries', touchpoint, month }),
    mark: markOf([settings, revisionOf(month), revisionOf(addMonths(month, 1))]),
    months: [],
    columns: summaryColumns,
    async *rows() {
      yield ((await read()).get(month) ?? []).flatMap(summaryRows);
    },
  }));
};

/** All files that a touchpoint is to have. What they are made of is read before their rows: a change meanwhile changes their marks. */
export const planFiles = async (reading: LakeReading, source: LakeSource): Promise<PlannedFile[]> => {
  const months = await reading.summaries.readSeries(source.touchpoint, 'month');
  const revisions = new Map(months.map(({ period, revision }) => [period, revision]));
  const revisionOf: RevisionOf = (month) => (month === undatedMonth ? source.whole : revisions.get(month));
  return [
    ...(await feedbackFiles(reading, source, revisionOf)),
    ...summaryFiles(reading, source, { stored: [...revisions.keys()], revisionOf }),
  ];
};
