import type { Copy } from '../../feedback/response/copy.ts';
import type { ShownOrder } from '../../query/comments/search-pieces.ts';
import { copyKey } from '../../store/keys.ts';
import type { FeedbackEntry } from '../contract/comments/feedback.ts';

/** How responses are shown and ordered: by time, or, if that would identify people, by their ids. */
export interface Manner extends ShownOrder {
  entryOf(copy: Copy, written: string): FeedbackEntry;
}

const openManner: Manner = {
  threshold: 0,
  orderOf: (copy) => copyKey(copy).copy,
  entryOf: ({ fingerprint: _fingerprint, occurrence: _occurrence, ...entry }, written) => ({
    ...entry,
    answers: [...entry.answers],
    written,
  }),
};

/** Without what identifies a person or group: ids of the source, respondent, account, attributes, time and place in the file. */
const confidentialManner = (threshold: number): Manner => ({
  threshold,
  orderOf: ({ responseId }) => responseId,
  entryOf: (copy, written) => {
    const { touchpoint, responseId, voice, solicited, unfinished, ratings, asked, answers, versions } = copy;
    return {
      touchpoint,
      responseId,
      written,
      voice,
      solicited,
      ...(unfinished === undefined ? {} : { unfinished }),
      ratings,
      asked,
      answers: [...answers],
      versions,
    };
  },
});

/**
 * How responses are shown under a minimum group size for quotes.
 *
 * @param quotes respondents; 0 shows everything, with all that is stored
 */
export const mannerFor = (quotes: number): Manner => (quotes === 0 ? openManner : confidentialManner(quotes));
