import type { Analysis, SentimentLabel, Span } from '../../../analysis/analysis.ts';
import type { Copy } from '../../../feedback/response/copy.ts';
import { type Dimension, valueIn } from '../../../metrics/tally/dimensions.ts';
import type { IssueClause } from '../clause.ts';

type Scored = Extract<Analysis, { status: 'scored' }>;

/** The language of the built-in word vectors. */
const language = 'en';

/** Themes that say how it was, not what: they are not issues. */
const generic: ReadonlySet<string> = new Set(['overall']);

const sentences = new Intl.Segmenter(language, { granularity: 'sentence' });

/** The sentences of a text that contain a letter, without blanks at their ends, as half-open UTF-16 offsets. */
const sentencesOf = (text: string): Span[] =>
  [...sentences.segment(text)]
    .filter(({ segment }) => /\p{L}/u.test(segment))
    .map(({ segment, index }) => [
      index + segment.length - segment.trimStart().length,
      index + segment.trimEnd().length,
    ]);

const overlaps = ([start, end]: Span, [from, to]: Span): boolean => start < to && from < end;

const mentionsIn = ({ themes }: Scored, sentence: Span): Scored['themes'] =>
  themes.filter(({ spans }) => spans.some((place) => overlaps(place, sentence)));

/** The sentiment of its themes if they all agree, otherwise that of the whole answer. */
const feltIn = (mentions: Scored['themes'], { sentiment }: Scored): SentimentLabel => {
  const labels = new Set(mentions.map((mention) => mention.sentiment.label));
  const [only] = labels;
  return labels.size === 1 && only !== undefined ? only : sentiment.label;
};

const segmentsOf = (copy: Copy, dimensions: readonly Dimension[]): Record<string, string> =>
  Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const value = valueIn(dimension)(copy);
      return value === undefined || value === '' ? [] : [[dimension, value]];
    }),
  );

/**
 * The sentences of a response's English comments as clauses. Comments that were not scored have none.
 *
 * @param dimensions declared ones; pairs of them are left out
 */
export const clausesOf = (copy: Copy, dimensions: readonly Dimension[]): IssueClause[] => {
  const { responseId, cell, respondent, account } = copy;
  const segments = segmentsOf(
    copy,
    dimensions.filter((dimension) => !dimension.includes('+')),
  );
  const shared = {
    ...{ responseId, segments },
    ...(cell === 'undated' ? {} : { day: cell }),
    ...(respondent === undefined ? {} : { respondent }),
    ...(account === undefined ? {} : { account }),
  };
  return copy.answers.flatMap(({ text, analysis }, answer) => {
    if (analysis.status !== 'scored' || analysis.language !== language) return [];
    return sentencesOf(text).map((place): IssueClause => {
      const mentions = mentionsIn(analysis, place);
      return {
        ...shared,
        ...{ answer, text, span: place, sentiment: feltIn(mentions, analysis) },
        themes: [...new Set(mentions.map(({ id }) => id))].filter((id) => !generic.has(id)),
      };
    });
  });
};
