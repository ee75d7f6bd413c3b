import type { Analysis } from '../analysis/analysis.ts';
import type { CountedCopy } from '../feedback/response/copy.ts';
import type { Shown } from './parts.ts';

const withShownParts = (analysis: Analysis, { tally }: Shown): Analysis => {
  if (analysis.status !== 'scored') return analysis;
  const { signals, ...rest } = analysis;
  const heard = signals?.filter(({ id }) => Object.hasOwn(tally.signals, id)) ?? [];
  return {
    ...rest,
    themes: analysis.themes.filter(({ id }) => Object.hasOwn(tally.themes, id)),
    ...(heard.length === 0 ? {} : { signals: heard }),
  };
};

/**
 * A response as it may be counted among those of its piece: without the ratings, themes and signals that are not shown of
 * the piece, and as if nothing had been asked where what was written is not.
 *
 * @param piece what may be shown of the day, week or month that is read as a whole
 */
export const asShown = <Each extends CountedCopy>(copy: Each, piece: Shown): Each => {
  const { tally, partly } = piece;
  if (!partly) return copy;
  const ratings = Object.fromEntries(
    Object.entries(copy.ratings).filter(([scale]) => Object.hasOwn(tally.ratings, scale)),
  );
  const isTextShown = tally.answers.asked > 0;
  const answers = copy.answers.map((answer) => ({
    ...answer,
    analysis: withShownParts(answer.analysis, piece),
  }));
  return { ...copy, ratings, ...(isTextShown ? { answers } : { asked: 0, answers: [] }) };
};
