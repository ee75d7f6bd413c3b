import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { limits } from '../limits.ts';
import { analysesOf, copyItem } from './copy-items.ts';
import { itemBytes } from './item-size.ts';

/** Why an answer is stored unread: with its full analysis, its response would be larger than an item of the table. */
const failure = 'ANALYSIS_TOO_LARGE';

/** A word of five letters can take twelve bytes of spans, for each of its themes: a shorter response always fits. */
const alwaysFits = 4_000;

const lengthOf = ({ answers }: Copy): number => answers.reduce((sum, { text }) => sum + text.length, 0);

const analysisBytes = (answer: AnalyzedAnswer): number => analysesOf({ answers: [answer] }).length;

const unread = (answer: AnalyzedAnswer): AnalyzedAnswer =>
  answer.analysis.status === 'scored'
    ? {
        ...answer,
        analysis: { status: 'unsupported-language', language: answer.analysis.language, failure },
      }
    : answer;

/**
 * A copy that fits into an item of the table: if its analyses are too large, the largest are stored as unread, with the reason. The
 * texts are stored all the same. So an accepted response always fits.
 */
export const fitCopy = (copy: Copy): Copy => {
  if (lengthOf(copy) <= alwaysFits) return copy;
  let fitted = copy;
  const largestFirst = copy.answers.toSorted((left, right) => analysisBytes(right) - analysisBytes(left));
  for (const largest of largestFirst) {
    if (itemBytes(copyItem(fitted)) <= limits.itemBytes) break;
    fitted = {
      ...fitted,
      answers: fitted.answers.map((answer) => (answer === largest ? unread(answer) : answer)),
    };
  }
  return fitted;
};
