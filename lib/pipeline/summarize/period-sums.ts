import { sortBy } from 'remeda';
import { mergeCounts } from '../../feedback/response/ledger.ts';
import { addDays, cellKind, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import type { Dimension } from '../../metrics/tally/dimensions.ts';
import { type Facets, sumFacets } from '../../metrics/tally/facets.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import { headlineOf } from '../../store/headline.ts';
import type { Grain, SummaryKey } from '../../store/keys.ts';
import { writeMonthCells } from '../../store/month-cells.ts';
import type { StoredFacets, StoredSummary, Summary, VersionCounts } from '../../store/summary-item.ts';
import type { SummaryStore } from '../../store/summary-store.ts';

/** Sums summaries to those of longer periods: days to weeks and months, months to the whole. */

export type SummaryContent = Omit<Summary, keyof SummaryKey>;

/** The result of one read: the summary, and the same broken down by each dimension, in order. */
export interface Computed {
  readonly whole: SummaryContent;
  readonly facets: readonly Facets[];
}

/** Where a touchpoint's summaries are read, and their dimensions. */
interface SummaryReader {
  readonly summaries: Pick<SummaryStore, 'readSeries' | 'readFacets'>;
  readonly dimensions: readonly Dimension[];
}

const noVersions: VersionCounts = { sentiment: {}, theme: {} };

const mergeVersions = (left: VersionCounts, right: VersionCounts): VersionCounts => ({
  sentiment: mergeCounts(left.sentiment, right.sentiment),
  theme: mergeCounts(left.theme, right.theme),
});

const sumSummaries = (summaries: readonly Summary[]): SummaryContent => ({
  tally: sumTallies(summaries.map(({ tally }) => tally)),
  versions: summaries.map(({ versions }) => versions).reduce(mergeVersions, noVersions),
});

/** A quarter of the maximum item size: the rest is for the tally. */
const maxBytesOfCells = 100_000;

/** The headlines of the cells of a month; undefined if they are so long that reading the cells is better. */
const cellsOf = (cells: readonly Summary[]): Pick<Summary, 'cells'> => {
  if (cells.length === 0) return {};
  const text = writeMonthCells(cells.map(({ period, tally }) => ({ period, headline: headlineOf(tally) })));
  return Buffer.byteLength(text) > maxBytesOfCells ? {} : { cells: text };
};

/** A range of a series that a sum consists of, both ends included. */
interface Part {
  readonly grain: Grain;
  readonly from: string;
  readonly to: string;
}

const always = { from: '0', to: '~' };

/** What each sum consists of. Smaller before larger: the larger reads the smaller. */
const partsOf = ({ grain, period }: Pick<SummaryKey, 'grain' | 'period'>): Part[] => {
  switch (grain) {
    case 'week':
      return [{ grain: 'day', from: period, to: addDays(period, 6) }];
    case 'month':
      return [
        { grain: 'day', from: `${period}-01`, to: lastDayOfMonth(period) },
        { grain: 'month-only', from: period, to: period },
      ];
    default:
      return [
        { grain: 'month', ...always },
        { grain: 'undated', ...always },
      ];
  }
};

const isNextTo = (left: Part, right: Part): boolean =>
  left.grain === right.grain && right.from <= (cellKind(left.to) === 'day' ? addDays(left.to, 1) : left.to);

/** Joins ranges that overlap or follow each other; gaps between ranges are not read. */
const joined = (parts: readonly Part[]): Part[] => {
  const spans: Part[] = [];
  for (const part of sortBy(
    parts,
    ({ grain }) => grain,
    ({ from }) => from,
  )) {
    const last = spans.at(-1);
    if (last === undefined || !isNextTo(last, part)) spans.push(part);
    else if (part.to > last.to) spans[spans.length - 1] = { ...last, to: part.to };
  }
  return spans;
};

interface SpanOfCells {
  readonly part: Part;
  readonly whole: readonly StoredSummary[];
  /** By dimension, in their order. */
  readonly facets: readonly (readonly StoredFacets[])[];
}

const readSpan = async (
  { summaries, dimensions }: SummaryReader,
  touchpoint: string,
  part: Part,
): Promise<SpanOfCells> => {
  const { grain, from, to } = part;
  const [whole, facets] = await Promise.all([
    summaries.readSeries(touchpoint, grain, { from, to }),
    Promise.all(
      dimensions.map((dimension) => summaries.readFacets(touchpoint, { dimension, grain }, { from, to })),
    ),
  ]);
  return { part, whole, facets };
};

const isIn =
  ({ from, to }: Part) =>
  ({ period }: SummaryKey): boolean =>
    from <= period && period <= to;

/**
 * Reads the parts of the sums of some periods of a touchpoint, each range of days once.
 *
 * @returns the sum of a period that is one of them
 */
export const readSums = async (
  reader: SummaryReader,
  touchpoint: string,
  periods: readonly Pick<SummaryKey, 'grain' | 'period'>[],
): Promise<(period: Pick<SummaryKey, 'grain' | 'period'>) => Computed> => {
  const spans = await Promise.all(
    joined(periods.flatMap(partsOf)).map((part) => readSpan(reader, touchpoint, part)),
  );
  const within = <Each extends SummaryKey>(
    parts: readonly Part[],
    each: (span: SpanOfCells) => readonly Each[],
  ): Each[] =>
    parts.flatMap((part) =>
      spans
        .filter((span) => span.part.grain === part.grain)
        .flatMap(each)
        .filter(isIn(part)),
    );
  return (period) => {
    const parts = partsOf(period);
    const summed = within(parts, ({ whole }) => whole);
    return {
      whole: { ...sumSummaries(summed), ...(period.grain === 'month' ? cellsOf(summed) : {}) },
      facets: reader.dimensions.map((_, index) =>
        sumFacets(within(parts, ({ facets }) => facets[index] ?? []).map(({ facets }) => facets)),
      ),
    };
  };
};
