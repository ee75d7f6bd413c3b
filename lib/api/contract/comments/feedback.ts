import { z } from 'zod';
import { analysis, polarity, sentimentLabel, span } from '../../../analysis/analysis.ts';
import type { Explanation } from '../../../analysis/analyzer-contract.ts';
import { answerText, response } from '../../../feedback/response/response.ts';
import { followUpStatus } from '../../../feedback/reviews/review.ts';
import { list, schemaOf } from '../basis/agree.ts';
import { answeredScope, count, yes } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { cursor, limitUpTo, range, scanScope, stageId, touchpointId } from '../basis/parameters.ts';
import { routes } from '../routes.ts';
import { reviewView } from './reviews.ts';

const stored = response.shape;

/** Shown with any settings of suppression. */
const openShape = {
  touchpoint: stored.touchpoint,
  responseId: stored.responseId,
  written: z
    .string()
    .describe(
      'The day, month or `undated`; the first and the last of them, joined by `/`, if one alone is below the minimum group size.',
    )
    .meta({ examples: ['2026-05-04/2026-05-05'] }),
  voice: stored.voice,
  solicited: stored.solicited,
  unfinished: stored.unfinished,
  ratings: stored.ratings,
  asked: stored.asked,
  answers: list(answerText.extend({ analysis })),
  versions: z.object({ sentiment: z.string(), theme: z.string() }),
};

/** Only if suppression is off. */
const closedShape = {
  row: stored.row.optional(),
  sourceId: stored.sourceId,
  cell: stored.cell.optional(),
  submittedAt: stored.submittedAt,
  datePrecision: stored.datePrecision,
  account: stored.account,
  respondent: stored.respondent,
  channel: stored.channel,
  declaredLanguage: stored.declaredLanguage,
  attributes: stored.attributes.optional(),
  batchId: z.string().optional(),
  uploadedAt: z.string().optional(),
};

export const feedbackEntry = z.object({ ...openShape, ...closedShape }).meta({
  id: 'FeedbackEntry',
  description: 'A response as readers see it: its text, and its time unless that could identify a person.',
});
export type FeedbackEntry = z.output<typeof feedbackEntry>;

/** On the first page. */
const withheld = count
  .exactOptional()
  .describe(
    'Responses that the figures of the scope count and that are not listed: on days with fewer respondents than the minimum for quotes.',
  );

export const feedbackPageShape = {
  feedback: list(feedbackEntry),
  suppressed: yes.describe('Fewer people match than the minimum group size for quotes.'),
  partial: yes.describe('Days at the edge of the range are suppressed: below the minimum group size.'),
  withheld,
  cursor: z.string().exactOptional().describe('Cursor of the next page; absent on the last one.'),
};

const feedbackPage = z.object(feedbackPageShape).meta({ id: 'FeedbackPage' });
export type FeedbackPage = z.output<typeof feedbackPage>;

const feedbackQuery = z.strictObject({
  ...range,
  label: sentimentLabel.optional().describe('With a theme, the label of that theme’s mention.'),
  theme: z.string().min(1).optional(),
  limit: limitUpTo(200, 50),
  cursor: cursor.optional(),
});

export const touchpointFeedback = operation(routes.touchpointFeedback, {
  summary: 'Responses, newest first, each as of its latest upload.',
  subject: 'feedback',
  role: 'viewer',
  params: z.strictObject({ touchpoint: touchpointId }),
  query: feedbackQuery,
  status: 200,
  answer: feedbackPage,
  errors: ['not-found'],
});

const scorePattern = /^((?:nps|csat|ces|rating):.+):(\d+)-(\d+)$/;

/** Ratings of a scale between two values, both included. */
const scoreBucket = z
  .string()
  .regex(scorePattern, { error: 'SCALE:LOW-HIGH such as nps:transactional:0-6', abort: true })
  .transform((text) => {
    const [, scale = '', low, high] = scorePattern.exec(text) ?? [];
    return { scale, low: Number(low), high: Number(high) };
  });

const countedPattern = /^(theme|issue):(.+)$/;

/** Filters of which each is counted beside the others. */
const countedFilters = z
  .string()
  .regex(/^(?:(?:theme|issue):[^,]+(?:,|$))+$/, {
    error: 'theme:ID or issue:ID, separated by commas',
    abort: true,
  })
  .transform((text) =>
    text.split(',').map((name) => {
      const [, filter = 'theme', id = ''] = countedPattern.exec(name) ?? [];
      return { name, ...(filter === 'theme' ? { theme: id } : { issue: id }) };
    }),
  )
  .refine(({ length }) => length <= 100, 'at most 100');

const commentEntry = z
  .object({
    ...openShape,
    ...closedShape,
    review: reviewView.exactOptional(),
    matched: list(z.int().nonnegative()).describe('The indexes of the answers that meet all filters.'),
  })
  .meta({ id: 'CommentEntry' });

const comments = z
  .object({
    ...answeredScope,
    stage: z.string().exactOptional(),
    total: z
      .object({ responses: count, comments: count })
      .exactOptional()
      .describe('All matches in what was examined; on the first page only, with `totals`.'),
    examined: z
      .object({ responses: count, of: count })
      .exactOptional()
      .describe('Responses read, of those in the scope: if fewer, `total` is a lower bound.'),
    counted: z
      .record(z.string(), count)
      .exactOptional()
      .describe(
        'By their names: the `total` of comments with each. Absent: fewer people than the minimum for quotes.',
      ),
    comments: list(commentEntry),
    suppressed: yes.describe('Fewer people match than the minimum group size for quotes.'),
    partial: yes,
    withheld,
    cursor: z.string().exactOptional(),
  })
  .meta({ id: 'Comments' });

/** Issues are of one touchpoint. */
const isOfAnyTouchpoint = (filter: object): boolean => !('issue' in filter);

export const listComments = operation(routes.listComments, {
  summary: 'Responses with a comment that meets every filter, newest first, and how many there are.',
  subject: 'feedback',
  role: 'viewer',
  query: z
    .strictObject({
      ...scanScope,
      stage: stageId.optional(),
      label: sentimentLabel.optional().describe('With a theme, the label of that theme’s mention.'),
      theme: z.string().min(1).optional(),
      issue: z.string().min(1).optional().describe('Of the touchpoint: an id of `GET /issues`.'),
      signal: z
        .string()
        .min(1)
        .optional()
        .meta({ examples: ['churn-intent'] }),
      score: scoreBucket.optional().meta({ examples: ['nps:transactional:0-6'] }),
      language: z
        .string()
        .regex(/^[a-z]{2}$/, 'a language of ISO 639-1 such as de')
        .optional()
        .describe('The language of the comment.'),
      corrected: z
        .enum(['true', 'false'])
        .optional()
        .describe('Only those that were corrected, or were not.'),
      followUp: z
        .enum([...followUpStatus.options, 'none'])
        .optional()
        .describe('The status of its follow-up.'),
      owner: z.string().min(1).max(80).optional().describe('Who follows it up.'),
      q: z.string().trim().min(1).max(200).optional().describe('Words in the comment, in any case.'),
      counted: countedFilters
        .optional()
        .describe('Also count with each of these in the place of `theme` or `issue`; on the first page.')
        .meta({ examples: ['theme:digital,theme:price'] }),
      totals: z
        .enum(['yes', 'no'])
        .default('yes')
        .describe(
          '`no`: count nothing, and read only as far as the page needs; all of a long time takes seconds.',
        ),
      limit: limitUpTo(200, 50),
      cursor: cursor.optional(),
    })
    .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
      path: ['stage'],
      error: 'a touchpoint or a stage',
    })
    .refine(({ touchpoint, counted = [] }) => touchpoint !== undefined || counted.every(isOfAnyTouchpoint), {
      path: ['counted'],
      error: 'the touchpoint of the issues as well',
    })
    .refine(({ touchpoint, issue }) => issue === undefined || touchpoint !== undefined, {
      path: ['issue'],
      error: 'the touchpoint of the issue as well',
    }),
  status: 200,
  answer: comments,
  errors: ['not-found'],
});

const explanationShape = {
  clauses: list(polarity.extend({ span })).describe(
    'Its clauses in order: sentences, and the sides of a "but".',
  ),
  words: list(z.object({ span, weight: z.number() })).describe(
    'The contribution of each word to the sentiment of the comment: positive above 0, negative below, in logits.',
  ),
};
schemaOf<Explanation>()(z.object(explanationShape));

const responseExplanation = z
  .object({
    touchpoint: stored.touchpoint,
    responseId: stored.responseId,
    explained: list(
      z.object({ answer: count.describe('The index of the answer in the response.'), ...explanationShape }),
    ).describe('Answers with the words that decided; engines of other languages do not return these.'),
    otherVersion: yes.describe(
      'Another model scored it than the one that is deployed now: nothing is explained.',
    ),
  })
  .meta({ id: 'ResponseExplanation' });
export type ResponseExplanation = z.output<typeof responseExplanation>;

export const explainResponse = operation(routes.explainResponse, {
  summary:
    'Why the comments of one response have their sentiment: their clauses, and the words that decided.',
  subject: 'feedback',
  role: 'viewer',
  params: z.strictObject({ touchpoint: touchpointId, response: z.string().min(1) }),
  query: z.strictObject(range),
  status: 200,
  answer: responseExplanation,
  errors: ['not-found'],
});
