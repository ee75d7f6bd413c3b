import { sortBy } from 'remeda';
import { rangeOf } from '../disclosure/series.ts';
import type { AnalyzedAnswer, Copy } from '../feedback/response/copy.ts';
import { type LakeColumns, type LakeRow, undatedMonth } from './lake-table.ts';

/** The table `feedback`: what readers may see of each response, a row for each comment. */

const day = 'a day of the reporting time zone';

export const feedbackColumns = {
  touchpoint: { type: 'string', meaning: 'Id of the touchpoint.', values: 'an id of the journey' },
  response_id: {
    type: 'string',
    meaning: 'Id of the response: one person, one moment. Rows of one response share it.',
    values: '22 characters; the same as in the API',
  },
  is_first: {
    type: 'boolean',
    meaning: 'True in one row of each response. Count responses and average ratings over these rows.',
    values: '`true` or `false`',
  },
  written_from: {
    type: 'date',
    meaning:
      'First day on which the response may have been written. Days below the minimum group size for quotes are shown together.',
    values: day,
    missing: 'a day is not known',
  },
  written_to: {
    type: 'date',
    meaning: 'Last day on which the response may have been written.',
    values: `${day}; \`written_from\` or later`,
    missing: 'a day is not known',
  },
  voice: {
    type: 'string',
    meaning: 'Who gave the feedback.',
    values: '`customer`, `employee` or `partner`',
  },
  solicited: { type: 'boolean', meaning: 'Whether the feedback was asked for.', values: '`true` or `false`' },
  unfinished: {
    type: 'boolean',
    meaning: 'Whether the respondent stopped before the end.',
    values: '`true` or `false`',
  },
  ratings: {
    type: 'map<string,double>',
    meaning: 'Ratings of the response by scale, repeated in each of its rows. Never add two scales.',
    values: 'the value as given, by scale: `nps:transactional` 0 to 10, `csat:1-5` 1 to 5',
    missing: 'never; empty without ratings',
  },
  comments_asked: {
    type: 'int',
    meaning: 'Comment columns of the file, answered or not; those without a row were empty.',
    values: '0 or more',
  },
  comment: {
    type: 'int',
    meaning: 'Number of the comment in its response.',
    values: '1 or more',
    missing: 'the response has no comment',
  },
  question: {
    type: 'string',
    meaning: 'Wording of the question, or name of the column.',
    values: 'text',
    missing: 'the response has no comment',
  },
  role: {
    type: 'string',
    meaning: 'What the question asks for.',
    values: '`open`, `praise`, `improve` or `reason`',
    missing: 'the response has no comment',
  },
  text: {
    type: 'string',
    meaning: 'The comment. Personal data are replaced.',
    values: 'text',
    missing: 'the response has no comment',
  },
  status: {
    type: 'string',
    meaning: 'Whether the comment was scored.',
    values: '`scored`, `no-content` or `unsupported-language`',
    missing: 'the response has no comment',
  },
  language: {
    type: 'string',
    meaning: 'Language of the comment.',
    values: 'ISO 639-1',
    missing: 'without a comment or content',
  },
  sentiment: {
    type: 'string',
    meaning: 'Sentiment of the comment.',
    values: '`negative`, `neutral` or `positive`',
    missing: 'the comment is not scored: not neutral',
  },
  score: {
    type: 'double',
    meaning: 'Sentiment score of the comment.',
    values: '-1 (negative) to 1 (positive)',
    missing: 'the comment is not scored: not 0',
  },
  mixed: {
    type: 'boolean',
    meaning: 'Whether parts of the comment disagree strongly.',
    values: '`true` or `false`',
    missing: 'the comment is not scored',
  },
  themes: {
    type: 'array<struct<theme:string,confidence:double,sentiment:string,score:double>>',
    meaning: 'Themes that the comment mentions, each with its own sentiment.',
    values: '`confidence` 0 to 1, `score` -1 to 1',
    missing: 'the comment is not scored; empty without themes',
  },
  signals: {
    type: 'array<string>',
    meaning: 'Signals in the comment, such as churn intent or urgency.',
    values: 'ids of signals',
    missing: 'the comment is not scored; empty without signals',
  },
  sentiment_version: {
    type: 'string',
    meaning: 'Version that scored sentiment. Two versions in a series break its trend.',
    values: 'name of a version',
  },
  theme_version: {
    type: 'string',
    meaning: 'Version of the themes. Two versions in a series break the trend of changed themes.',
    values: 'name of a version',
  },
} as const satisfies LakeColumns;

export type FeedbackRow = LakeRow<keyof typeof feedbackColumns>;

/** What readers may see of a response under any settings; `written` is its day, month or `undated`, or the first and the last of them, joined by `/`. */
export interface ReadableResponse
  extends Pick<
    Copy,
    'touchpoint' | 'responseId' | 'voice' | 'solicited' | 'unfinished' | 'ratings' | 'asked' | 'versions'
  > {
  readonly written: string;
  readonly answers: readonly AnalyzedAnswer[];
}

const endsOf = (written: string): readonly [first: string, last: string] => {
  const [first = written, last = first] = written.split('/');
  return [first, last];
};

/** The partition of a response: the month of its last possible day. @example writtenMonth('2026-05-31/2026-06-02') // '2026-06' */
export const writtenMonth = (written: string): string => {
  const [, last] = endsOf(written);
  return last === undatedMonth ? last : last.slice(0, 7);
};

const daysOf = (written: string): Pick<FeedbackRow, 'written_from' | 'written_to'> => {
  const [first, last] = endsOf(written);
  if (first === undatedMonth || last === undatedMonth)
    return { written_from: undefined, written_to: undefined };
  const { from, to } = rangeOf(first, last);
  // A month comes before its days: `2026-05/2026-05-03` may be any day of May.
  const { to: endOfFirst } = rangeOf(first, first);
  return { written_from: from, written_to: endOfFirst > to ? endOfFirst : to };
};

type CommentColumn = 'comment' | 'question' | 'role' | 'text' | 'status';
type AnalysisColumn = 'language' | 'sentiment' | 'score' | 'mixed' | 'themes' | 'signals';

const noAnalysis: LakeRow<AnalysisColumn> = {
  language: undefined,
  sentiment: undefined,
  score: undefined,
  mixed: undefined,
  themes: undefined,
  signals: undefined,
};

const analysisColumns = ({ analysis }: AnalyzedAnswer): LakeRow<AnalysisColumn> => {
  if (analysis.status === 'no-content') return noAnalysis;
  if (analysis.status === 'unsupported-language') return { ...noAnalysis, language: analysis.language };
  const { language, sentiment, themes, signals = [] } = analysis;
  return {
    language,
    sentiment: sentiment.label,
    score: sentiment.score,
    mixed: sentiment.mixed,
    themes: themes.map(({ id: theme, confidence, sentiment: { label, score } }) => ({
      theme,
      confidence,
      sentiment: label,
      score,
    })),
    signals: signals.map(({ id }) => id),
  };
};

const noComment: LakeRow<CommentColumn | AnalysisColumn> = {
  comment: undefined,
  question: undefined,
  role: undefined,
  text: undefined,
  status: undefined,
  ...noAnalysis,
};

const commentColumns = (answer: AnalyzedAnswer, index: number): LakeRow<CommentColumn | AnalysisColumn> => ({
  comment: index + 1,
  question: answer.question,
  role: answer.role,
  text: answer.text,
  status: answer.analysis.status,
  ...analysisColumns(answer),
});

const inOrder = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(sortBy(Object.entries(values), ([name]) => name));

const responseColumns = (response: ReadableResponse) => ({
  touchpoint: response.touchpoint,
  response_id: response.responseId,
  ...daysOf(response.written),
  voice: response.voice,
  solicited: response.solicited,
  unfinished: response.unfinished === true,
  ratings: inOrder(response.ratings),
  comments_asked: response.asked,
  sentiment_version: response.versions.sentiment,
  theme_version: response.versions.theme,
});

/** A response as rows: one for each of its comments; one without a comment if it has none. */
export const feedbackRows = (response: ReadableResponse): FeedbackRow[] => {
  const columns = responseColumns(response);
  const comments = response.answers.length === 0 ? [noComment] : response.answers.map(commentColumns);
  return comments.map((comment, index) => ({ ...columns, ...comment, is_first: index === 0 }));
};

/** What a file is in the order of: what has no date comes first. */
export const startOf = (written: string): string => {
  const [first] = endsOf(written);
  return first === undatedMonth ? '' : first;
};

/** The order of responses in a file: by `written`, and among those that are shown together by id, because an order by time would say more. */
export const inFileOrder = <Response extends Pick<ReadableResponse, 'written' | 'responseId'>>(
  responses: readonly Response[],
): Response[] =>
  sortBy(
    responses,
    ({ written }) => startOf(written),
    ({ responseId }) => responseId,
  );
