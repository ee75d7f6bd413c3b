import { VerbatimError } from '../../errors.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import type { Correction, FollowUp, Review } from '../../feedback/reviews/review.ts';
import { correctionOf, reviewOf, textMark } from '../../feedback/reviews/reviewed.ts';
import { requireResponse } from '../../query/comments/find-response.ts';
import type { AskedSpan } from '../../query/read-disclosed.ts';
import { reviewReader } from '../../query/reviews/read-reviews.ts';
import { readTexts } from '../../query/themes/read-texts.ts';
import { requireTouchpoint, touchpointsIn } from '../../query/touchpoint-list.ts';
import type { StoredReview } from '../../store/items/review-items.ts';
import { monthOfCell } from '../../store/keys.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import {
  listCorrections,
  type ReviewChange,
  type ReviewView,
  reviewResponse,
} from '../contract/comments/reviews.ts';
import { type Route, route } from '../route.ts';

/** A request ends after 29 seconds. */
const readingSeconds = 20;

const shownCorrection = ({ question: _question, text: _text, ...said }: Correction) => said;

/** What is said of a response as it is now: of an answer with another text, nothing. */
export const reviewViewOf = ({ answers }: Pick<Copy, 'answers'>, review: StoredReview): ReviewView => ({
  revision: review.revision,
  corrections: answers.flatMap((answer, index) => {
    const correction = correctionOf(answer, review);
    return correction === undefined ? [] : [{ answer: index, ...shownCorrection(correction) }];
  }),
  ...(review.followUp === undefined ? {} : { followUp: review.followUp }),
});

/** The days or months that an entry was shown with; without a date, any. */
const spanOf = (written: string): AskedSpan => {
  const [from = '', to = from] = written.split('/');
  return from === 'undated' || to === 'undated' ? {} : { from, to };
};

type Signature = Pick<FollowUp, 'by' | 'at'>;

const sameThemes = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What stays as it was keeps who said it and when. */
const correctionsOf = (
  { answers }: Copy,
  {
    change,
    before,
    signature,
  }: { readonly change: ReviewChange; readonly before: Review | undefined; readonly signature: Signature },
): Correction[] =>
  change.corrections.map(({ answer: index, label, themes }) => {
    const answer = answers[index];
    if (answer === undefined)
      throw new VerbatimError('usage', `the response has no answer ${index}`, {
        expected: `0 to ${answers.length - 1}`,
      });
    const known = before && correctionOf(answer, before);
    if (known?.label === label && sameThemes(known?.themes, themes) && known !== undefined) return known;
    return {
      question: answer.question,
      text: textMark(answer.text),
      ...(label === undefined ? {} : { label }),
      ...(themes === undefined ? {} : { themes }),
      ...signature,
    };
  });

const followUpOf = (
  { followUp }: ReviewChange,
  before: FollowUp | undefined,
  signature: Signature,
): FollowUp | undefined => {
  if (followUp === undefined) return undefined;
  return before?.status === followUp.status && before.owner === followUp.owner
    ? before
    : { ...followUp, ...signature };
};

const stale = (): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'this response was changed by someone else in the meantime', {
    expected: 'read it again',
  });

const change = async (
  context: ApiContext,
  { params, query, body }: ParsedRequest<typeof reviewResponse>,
  signature: Signature,
): Promise<Answered<typeof reviewResponse>> => {
  const { feedback, summaries } = context.effects;
  const touchpoint = await requireTouchpoint(summaries, context.configuration, params.touchpoint);
  const { response } = params;
  const copy = await requireResponse(context, { touchpoint, response, ...spanOf(query.written) });
  const before = reviewOf(copy, await feedback.readReviews(touchpoint, monthOfCell(copy.cell)));
  if ((before?.revision ?? 0) !== body.revision) throw stale();
  const followUp = followUpOf(body, before?.followUp, signature);
  const { cell, responseId, batchId, respondent } = copy;
  const review: Review = {
    touchpoint,
    cell,
    responseId,
    batchId: before?.batchId ?? batchId,
    ...(respondent === undefined ? {} : { respondent }),
    corrections: correctionsOf(copy, { change: body, before, signature }),
    ...(followUp === undefined ? {} : { followUp }),
  };
  if (!(await feedback.writeReview(review, before?.revision))) throw stale();
  return reviewViewOf(copy, { ...review, revision: body.revision + 1 });
};

const list = async (
  { effects, configuration, milliseconds }: ApiContext,
  { touchpoint, from, to }: ParsedRequest<typeof listCorrections>['query'],
): Promise<Answered<typeof listCorrections>> => {
  const [settings, touchpoints] = await Promise.all([
    configuration.metrics(),
    touchpointsIn(effects.summaries, configuration, { touchpoint }),
  ]);
  const reviews = reviewReader(effects.feedback);
  const { texts, examined, suppressed, partial } = await readTexts(
    { effects, settings, milliseconds, seconds: readingSeconds, reviews },
    { touchpoints, from, to },
    ({ analysis }) => analysis.status !== 'no-content',
  );
  return {
    corrections: texts.flatMap(({ copy, answer, review }) => {
      const correction = review && correctionOf(answer, review);
      if (correction === undefined) return [];
      const { question, text } = answer;
      return [
        {
          touchpoint: copy.touchpoint,
          responseId: copy.responseId,
          question,
          text,
          ...shownCorrection(correction),
        },
      ];
    }),
    examined,
    ...(suppressed ? { suppressed: true } : {}),
    ...(partial ? { partial: true } : {}),
  };
};

/** How changes are signed where nobody signed in: on a laptop. */
const unknownName = 'local';

/** `PUT /touchpoints/{touchpoint}/feedback/{response}/review`, `GET /corrections` */
export const reviewRoutes = (context: ApiContext, now: () => Date): Route[] => [
  route(reviewResponse, (request) =>
    change(context, request, { by: request.caller.name ?? unknownName, at: now().toISOString() }),
  ),
  route(listCorrections, ({ query }) => list(context, query)),
];
