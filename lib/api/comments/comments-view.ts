import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { matchComments, matchFeedback } from '../../query/comments/matching.ts';
import { type AskedPieces, findPieces, type Pieces } from '../../query/comments/pieces.ts';
import {
  type Found,
  type Match,
  type Search,
  type SearchResult,
  searchPieces,
} from '../../query/comments/search-pieces.ts';
import { countWithheld } from '../../query/comments/withheld.ts';
import { deadlineIn, tooSlow } from '../../query/deadline.ts';
import { answersOfIssues } from '../../query/issues/touchpoint-issues.ts';
import { chosenBy, type ReviewReader, reviewReader } from '../../query/reviews/read-reviews.ts';
import { type ScanContext, scopeOf } from '../../query/scan-scope.ts';
import { requireTheme, requireTouchpoint, touchpointsIn } from '../../query/touchpoint-list.ts';
import { unknownName } from '../../query/unknown-name.ts';
import { countFitting, sizeOnce } from '../answer-size.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { explainResponse, listComments, touchpointFeedback } from '../contract/comments/feedback.ts';
import { type Route, route } from '../route.ts';
import { requireDimensions } from '../scans/known-dimensions.ts';
import { explain } from './explanation-view.ts';
import { reviewViewOf } from './reviews.ts';
import { type Manner, mannerFor } from './shown-entries.ts';

/** A request ends after 29 seconds. */
const readingSeconds = 20;

interface Page {
  readonly match: Match;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Whether all matches are counted. */
  readonly isCounted: boolean;
  /** Whether it says how many responses are suppressed. */
  readonly isWithheldCounted: boolean;
  readonly reviews?: ReviewReader;
  readonly isChosen?: NonNullable<Search['isChosen']>;
  readonly counted?: NonNullable<Search['counted']>;
}

interface Read {
  readonly withheld?: number | undefined;
  readonly pieces: Pieces;
  readonly result: SearchResult;
  readonly manner: Manner;
}

/** An entry of `GET /comments`; those of a touchpoint's feedback say less. */
const shownEntry = (manner: Manner, { copy, piece, matched, review }: Found) => ({
  ...manner.entryOf(copy, piece.label),
  matched,
  ...(review === undefined ? {} : { review: reviewViewOf(copy, review) }),
});

const readPage = async (
  { effects, settings, milliseconds }: ApiContext & { readonly settings: MetricsSettings },
  asked: AskedPieces,
  page: Page,
): Promise<Read> => {
  const { quotes } = thresholdsOf(settings);
  const manner = mannerFor(quotes);
  const pieces = await findPieces({ effects, settings, quotes }, asked);
  const { summaries } = effects;
  const withheld = page.isWithheldCounted
    ? await countWithheld({ summaries, settings }, asked, pieces)
    : undefined;
  const deadline = deadlineIn(readingSeconds, milliseconds);
  const sizeOf = sizeOnce((found: Found) => shownEntry(manner, found));
  const fitting = (found: readonly Found[]): number => countFitting(found, sizeOf);
  const search = { ...page, deadline, fitting, feedback: effects.feedback, manner };
  const result = await searchPieces(search, pieces.pieces);
  // Fewer than the minimum so far: neither shown nor known to be suppressed.
  if (result.isLate && !result.enough)
    throw tooSlow(deadline, `${result.examined} of ${pieces.responses} read`);
  return { pieces, manner, result, withheld };
};

const marksOf = ({ pieces, result, withheld = 0 }: Read) => ({
  ...(result.enough && result.cursor !== undefined ? { cursor: result.cursor } : {}),
  ...(result.enough ? {} : { suppressed: true as const }),
  ...(pieces.outcome.partial ? { partial: true as const } : {}),
  ...(withheld > 0 ? { withheld } : {}),
});

/** The responses of a touchpoint that match, newest first. Nothing is shown if fewer respondents match than the minimum for quotes. */
const readFeedback = async (
  context: ApiContext,
  { params, query }: ParsedRequest<typeof touchpointFeedback>,
): Promise<Answered<typeof touchpointFeedback>> => {
  const { effects, configuration } = context;
  const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
  const settings = await configuration.metrics();
  const { from, to, limit, cursor } = query;
  const isWithheldCounted = cursor === undefined;
  const page = { match: matchFeedback(query), limit, cursor, isCounted: false, isWithheldCounted };
  const read = await readPage({ ...context, settings }, { touchpoints: [touchpoint], from, to }, page);
  const { enough, found } = read.result;
  if (query.theme !== undefined && found.length === 0)
    await requireTheme({ ...effects, configuration }, [touchpoint], query.theme);
  const shown = enough ? found : [];
  return {
    feedback: shown.map(({ copy, piece }) => read.manner.entryOf(copy, piece.label)),
    ...marksOf(read),
  };
};

type AskedComments = ParsedRequest<typeof listComments>['query'];

/** What of the comments is wanted: the first page counts all that matches if it is asked to, those behind it only go on. */
const pageOf = async (
  effects: ApiContext['effects'],
  {
    touchpoint = '',
    limit,
    cursor,
    totals,
    corrected,
    followUp,
    owner,
    issue,
    counted = [],
    ...wanted
  }: AskedComments,
): Promise<Page> => {
  const isCounted = cursor === undefined && totals === 'yes';
  const isChosen = chosenBy({ followUp, owner, ...(corrected && { corrected: corrected === 'true' }) });
  const ids = [issue, ...counted.map((filter) => ('issue' in filter ? filter.issue : undefined))];
  const answersOf = await answersOfIssues(
    effects,
    touchpoint,
    ids.filter((id) => id !== undefined),
  );
  const answers = issue === undefined ? undefined : answersOf.get(issue);
  const inPlace = (filter: (typeof counted)[number]): Match =>
    matchComments(
      'issue' in filter
        ? { ...wanted, answers: answersOf.get(filter.issue) }
        : { ...wanted, answers, theme: filter.theme },
    );
  return {
    match: matchComments({ ...wanted, answers }),
    ...(cursor === undefined
      ? { counted: new Map(counted.map((filter) => [filter.name, inPlace(filter)])) }
      : {}),
    limit,
    cursor,
    ...{ isCounted, isWithheldCounted: isCounted },
    reviews: reviewReader(effects.feedback),
    ...(isChosen === undefined ? {} : { isChosen }),
  };
};

/** Throws `not-found` for a signal that no comment can have. */
const requireSignal = async (signal: string): Promise<void> => {
  const { signalIds } = await import('../../analysis/signals/signals.ts');
  const names = signalIds();
  if (!names.includes(signal)) throw unknownName({ what: 'signal', got: signal, names });
};

const scanning = ({ effects, milliseconds, ...context }: ApiContext): ScanContext => ({
  ...{ effects: { ...effects, milliseconds }, configuration: context.configuration },
  today: () => context.today(),
});

const readComments = async (
  context: ApiContext,
  query: AskedComments,
): Promise<Answered<typeof listComments>> => {
  const { touchpoint, stage, from, to, where } = query;
  const { effects, configuration } = context;
  const [settings, touchpoints, page] = await Promise.all([
    configuration.metrics(),
    touchpointsIn(effects.summaries, configuration, { touchpoint, stage }),
    pageOf(effects, query),
  ]);
  const read = await readPage({ ...context, settings }, { touchpoints, from, to, where }, page);
  const { enough, found, responses, comments, examined } = read.result;
  if (query.theme !== undefined && found.length === 0)
    await requireTheme({ ...effects, configuration }, touchpoints, query.theme);
  if (query.signal !== undefined && found.length === 0) await requireSignal(query.signal);
  if (found.length === 0) await requireDimensions(scanning(context), query, read.pieces);
  const counts = {
    total: { responses, comments },
    examined: { responses: examined, of: read.pieces.responses },
  };
  return {
    ...scopeOf({ touchpoint, from, to, where }),
    ...(stage === undefined ? {} : { stage }),
    ...(page.isCounted && enough ? counts : {}),
    ...(page.isCounted && enough && query.counted ? { counted: read.result.counted } : {}),
    comments: (enough ? found : []).map((one) => shownEntry(read.manner, one)),
    ...marksOf(read),
  };
};

/** `GET /touchpoints/{touchpoint}/feedback`, `…/{response}/explanation`, `GET /comments` */
export const commentRoutes = (context: ApiContext): Route[] => [
  route(touchpointFeedback, (request) => readFeedback(context, request)),
  route(explainResponse, (request) => explain(context, request)),
  route(listComments, ({ query }) => readComments(context, query)),
];
