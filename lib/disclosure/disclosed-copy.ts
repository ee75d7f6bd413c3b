import type { Analysis } from '../analysis/analysis.ts';
import type { CountedCopy } from '../feedback/response/copy.ts';
import type { Disclosed } from './parts.ts';

const withDisclosedParts = (analysis: Analysis, { tally }: Disclosed): Analysis => {
  if (analysis.status !== 'scored') return analysis;
  const { signals, ...rest } = analysis;
  const kept = signals?.filter(({ id }) => Object.hasOwn(tally.signals, id)) ?? [];
  return {
    ...rest,
    themes: analysis.themes.filter(({ id }) => Object.hasOwn(tally.themes, id)),
    ...(kept.length === 0 ? {} : { signals: kept }),
  };
};

/**
 * A response as it may be counted in its piece: without suppressed ratings, themes and signals, and with no questions
 * asked if its texts are suppressed.
 *
 * @param piece what may be disclosed of the day, week or month that is read as a whole
 */
export const asDisclosed = <Each extends CountedCopy>(copy: Each, piece: Disclosed): Each => {
  const { tally, partial } = piece;
  if (!partial) return copy;
  const ratings = Object.fromEntries(
    Object.entries(copy.ratings).filter(([scale]) => Object.hasOwn(tally.ratings, scale)),
  );
  const isTextDisclosed = tally.answers.asked > 0;
  const answers = copy.answers.map((answer) => ({
    ...answer,
    analysis: withDisclosedParts(answer.analysis, piece),
  }));
  return { ...copy, ratings, ...(isTextDisclosed ? { answers } : { asked: 0, answers: [] }) };
};
