import type { Analysis, SentimentLabel, Span } from '../../../analysis/analysis.ts';
import type { Analyzer } from '../../../analysis/analyzer-contract.ts';
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

/** What scores a sentence; an analyzer is one. */
export type SentenceScorer = Pick<Analyzer, 'versions' | 'scoreSentence'>;

/** The label of a sentence by the model that scored its answer; undefined by any other model, whose labels mean something else. */
const labelBy = (
  { versions, scoreSentence }: SentenceScorer,
  copy: Copy,
  sentence: { readonly text: string; readonly role: Copy['answers'][number]['role'] },
): SentimentLabel | undefined =>
  versions.sentiment === copy.versions.sentiment ? scoreSentence?.(sentence, language)?.label : undefined;

const agreedLabel = (mentions: Scored['themes']): SentimentLabel | undefined => {
  const labels = new Set(mentions.map(({ sentiment }) => sentiment.label));
  return labels.size === 1 ? [...labels][0] : undefined;
};

const segmentsOf = (copy: Copy, dimensions: readonly Dimension[]): Record<string, string> =>
  Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const value = valueIn(dimension)(copy);
      return value === undefined || value === '' ? [] : [[dimension, value]];
    }),
  );

/**
 * The sentences of a response's English comments as clauses. Comments that were not scored have none. The sentiment of a sentence is
 * that of its themes if they all agree, or else its own; that of the whole answer where another model had scored it.
 *
 * @param dimensions declared ones; pairs of them are left out
 */
export const clausesOf = (
  copy: Copy,
  dimensions: readonly Dimension[],
  scorer: SentenceScorer,
): IssueClause[] => {
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
  return copy.answers.flatMap(({ text, role, analysis }, answer) => {
    if (analysis.status !== 'scored' || analysis.language !== language) return [];
    return sentencesOf(text).map((place): IssueClause => {
      const mentions = mentionsIn(analysis, place);
      const sentiment =
        agreedLabel(mentions) ??
        labelBy(scorer, copy, { text: text.slice(...place), role }) ??
        analysis.sentiment.label;
      return {
        ...shared,
        ...{ answer, text, span: place, sentiment },
        themes: [...new Set(mentions.map(({ id }) => id))].filter((id) => !generic.has(id)),
      };
    });
  });
};
