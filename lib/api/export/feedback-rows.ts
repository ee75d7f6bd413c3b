import type { FlatRow } from '../../insights/journey/figure-rows.ts';
import type { FeedbackEntry } from '../contract/comments/feedback.ts';

/** One line per answer; a response without any has one line. */
export const feedbackRows = (entries: readonly FeedbackEntry[]): FlatRow[] =>
  entries.flatMap((entry) => {
    const ratings = Object.fromEntries(Object.entries(entry.ratings));
    const of = { touchpoint: entry.touchpoint, responseId: entry.responseId, written: entry.written };
    if (entry.answers.length === 0) return [{ ...of, ...ratings }];
    return entry.answers.map(({ question, text, analysis }) => ({
      ...of,
      question,
      text,
      status: analysis.status,
      ...(analysis.status === 'scored'
        ? {
            language: analysis.language,
            sentiment: analysis.sentiment.label,
            score: analysis.sentiment.score,
            themes: analysis.themes.map(({ id }) => id).join(' '),
            signals: (analysis.signals ?? []).map(({ id }) => id).join(' '),
          }
        : {}),
      ...ratings,
    }));
  });
