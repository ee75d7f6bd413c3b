import pMap from 'p-map';
import type { SentimentLabel } from '../analysis/analysis.ts';
import { blocksWithin, type PeopledCell, quotableBlocks } from '../disclosure/quotable-blocks.ts';
import { type CountedCopy, latestCopies } from '../feedback/response/copy.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../metrics/tally/respondents.ts';
import type { Stores } from '../store/stores.ts';
import { type AskedSpan, spanDays } from './read-disclosed.ts';

/** Which responses a list of feedback holds, and how many they are. */
export interface FeedbackFilter {
  readonly label?: SentimentLabel | undefined;
  readonly theme?: string | undefined;
}

type CountedAnswer = CountedCopy['answers'][number];

/** With a theme and a label, the label is that of the theme's mention. */
const answerMatches = ({ label, theme }: FeedbackFilter, { analysis }: CountedAnswer): boolean => {
  if (analysis.status !== 'scored') return false;
  if (theme === undefined) return analysis.sentiment.label === label;
  return analysis.themes.some(
    (mention) => mention.id === theme && (label === undefined || mention.sentiment.label === label),
  );
};

/** Whether a list with this filter holds a response: without a filter, any. */
export const matchesFeedback = (filter: FeedbackFilter, { answers }: Pick<CountedCopy, 'answers'>): boolean =>
  (filter.label === undefined && filter.theme === undefined) ||
  answers.some((answer) => answerMatches(filter, answer));

/** The cells of a touchpoint, and whose responses they hold. */
export const peopledCells = async (
  { summaries }: Pick<Stores, 'summaries'>,
  touchpoint: string,
): Promise<PeopledCell[]> => {
  const [days, months, undated] = await Promise.all([
    summaries.readSeries(touchpoint, 'day'),
    summaries.readSeries(touchpoint, 'month-only'),
    summaries.readSeries(touchpoint, 'undated'),
  ]);
  return [
    ...[...days, ...months].map(({ period, tally }) => ({ cell: period, people: tally.people })),
    ...undated.map(({ tally }) => ({ cell: 'undated', people: tally.people })),
  ];
};

/** How many responses a list of feedback holds. */
export interface FeedbackCount {
  /** 0 where they are of fewer people than quotes may be shown of. */
  readonly responses: number;
  /** Something in the span is of too few people to be shown. */
  readonly partial: boolean;
}

const cellsAtOnce = 16;

/**
 * How many responses a touchpoint's lists of feedback hold in a span, one for each filter: as many as their pages show together. Each
 * cell is read once, without texts.
 *
 * @param quotes people; lists of fewer are not shown
 */
export const countFeedback = async (
  effects: Pick<Stores, 'summaries' | 'feedback'>,
  touchpoint: string,
  span: AskedSpan,
  filters: readonly FeedbackFilter[],
  quotes: number,
): Promise<FeedbackCount[]> => {
  const all = quotableBlocks(await peopledCells(effects, touchpoint), quotes);
  const { blocks, partial } = blocksWithin(all, spanDays(span));
  const counts = filters.map(() => ({ responses: 0, people: new Set() as GrowingPeople }));
  const cells = blocks.flatMap((block) => block.cells);
  const countCell = async (cell: string): Promise<void> => {
    for (const copy of latestCopies(await effects.feedback.countCell(touchpoint, cell)))
      for (const [index, count] of counts.entries()) {
        if (!matchesFeedback(filters[index] ?? {}, copy)) continue;
        count.responses += 1;
        count.people = addMark(count.people, markOf(copy));
      }
  };
  await pMap(cells, countCell, { concurrency: cellsAtOnce });
  return counts.map(({ responses, people }) => {
    const isShown = countPeople(finishPeople(people)) >= quotes;
    return { responses: isShown ? responses : 0, partial: partial || !isShown };
  });
};
