import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { limits } from '../limits.ts';
import { analysesOf, copyItem } from './copy-items.ts';
import { itemBytes } from './item-size.ts';

/** Why an answer is stored unread: with all that is found in it, its response would be larger than an item of the table. */
const failure = 'ANALYSIS_TOO_LARGE';

/** A word of five letters can take twelve bytes of places, and that for each of its themes: a shorter response always fits. */
const alwaysFits = 4_000;

const lengthOf = ({ answers }: Copy): number => answers.reduce((sum, { text }) => sum + text.length, 0);

const heardBytes = (answer: AnalyzedAnswer): number => analysesOf({ answers: [answer] }).length;

const unread = (answer: AnalyzedAnswer): AnalyzedAnswer =>
  answer.analysis.status === 'scored'
    ? {
        ...answer,
        analysis: { status: 'unsupported-language', language: answer.analysis.language, failure },
      }
    : answer;

/**
 * A copy that an item of the table can hold: where more is found in its answers, those with the most are left unread, with the reason. What
 * customers wrote is stored all the same. A response that was accepted always fits so.
 */
export const fitCopy = (copy: Copy): Copy => {
  if (lengthOf(copy) <= alwaysFits) return copy;
  let fitted = copy;
  const byHeard = copy.answers.toSorted((left, right) => heardBytes(right) - heardBytes(left));
  for (const largest of byHeard) {
    if (itemBytes(copyItem(fitted)) <= limits.itemBytes) break;
    fitted = {
      ...fitted,
      answers: fitted.answers.map((answer) => (answer === largest ? unread(answer) : answer)),
    };
  }
  return fitted;
};
