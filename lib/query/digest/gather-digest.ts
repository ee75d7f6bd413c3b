import pMap from 'p-map';
import { disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { type Counted, type Disclosed, isFullySuppressed, sumDisclosed } from '../../disclosure/parts.ts';
import type { Journey } from '../../feedback/journey.ts';
import { chooseQuotes, type QuoteCandidate } from '../../insights/quotes/quotes.ts';
import type { CalendarCut } from '../../metrics/calendar/report-period.ts';
import type { ConfidentialityThresholds } from '../../metrics/figures/metrics-settings.ts';
import {
  type DigestMaterial,
  type DigestQuote,
  type Scope,
  type Span,
  wholeScope,
} from '../../reports/digest/digest-material.ts';
import { type SummaryKey, wholeTime } from '../../store/keys.ts';
import type { Stores } from '../../store/stores.ts';
import { cellOf, readDisclosedRanges } from '../read-disclosed-ranges.ts';
import { beforeIn, isOfMonths, monthsIn, nowIn } from './digest-spans.ts';
import { type Past, pastOf, readPast } from './read-past.ts';
import { readCandidates } from './read-quotes.ts';

type Reads = Pick<Stores, 'summaries' | 'feedback'>;

/** The touchpoints of the journey in its order, then the others with feedback. */
const scopesOf = async ({ summaries }: Reads, journey: Journey): Promise<Scope[]> => {
  const configured = journey.stages.flatMap(({ touchpoints }) =>
    touchpoints.map(({ id, name }) => ({ id, name: name ?? id })),
  );
  const known = new Set(configured.map(({ id }) => id));
  const headlines = await summaries.readHeadlines('all', wholeTime, wholeTime);
  const others = headlines.map(({ touchpoint }) => touchpoint).filter((id) => !known.has(id));
  return [...configured, ...others.map((id) => ({ id, name: id }))];
};

/** A touchpoint in the two periods, as far as it may be disclosed. */
interface ScopeFeedback {
  readonly scope: Scope;
  readonly now: Disclosed;
  readonly before: Disclosed;
}

const isOfWholeMonths = ({ period, through }: Span): boolean =>
  through === undefined && isOfMonths(period.grain);

/** A period, and the minimum number of people of a figure. */
interface DisclosedSpan {
  readonly span: Span;
  readonly threshold: number;
}

/** Whole months are stored, and are disclosed on their own: one request for a hundred of them. */
const readMonths = async (
  { summaries }: Reads,
  scopes: readonly Scope[],
  { span, threshold }: DisclosedSpan,
): Promise<ScopeFeedback[]> => {
  const [now, before] = [monthsIn(nowIn(span)), monthsIn(beforeIn(span))];
  const keys = scopes.flatMap(({ id }) =>
    [...before, ...now].map((period): SummaryKey => ({ touchpoint: id, grain: 'month', period })),
  );
  const found = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  const disclosedOf = (id: string, months: readonly string[]): Disclosed[] =>
    found
      .filter(({ touchpoint, period }) => touchpoint === id && months.includes(period))
      .map((summary) => disclosedAlone(cellOf(summary), threshold));
  return scopes.map((scope) => ({
    scope,
    now: sumDisclosed(disclosedOf(scope.id, now)),
    before: sumDisclosed(disclosedOf(scope.id, before)),
  }));
};

const readDays = async (
  { summaries }: Reads,
  scope: Scope,
  { span, threshold }: DisclosedSpan,
): Promise<ScopeFeedback> => {
  const ranges = [beforeIn(span), nowIn(span)];
  const [before, now] = await readDisclosedRanges(summaries, { touchpoint: scope.id, ranges }, threshold);
  if (before === undefined || now === undefined) throw new Error('expected two ranges');
  return { scope, now, before };
};

const touchpointsAtOnce = 4;

const readFeedbackOfScopes = (
  stores: Reads,
  scopes: readonly Scope[],
  disclosed: DisclosedSpan,
): Promise<ScopeFeedback[]> =>
  isOfWholeMonths(disclosed.span)
    ? readMonths(stores, scopes, disclosed)
    : pMap(scopes, (scope) => readDays(stores, scope, disclosed), { concurrency: touchpointsAtOnce });

const quotesDisclosed = 5;

interface Gathered {
  readonly span: Span;
  readonly feedbackOfScopes: readonly ScopeFeedback[];
  readonly past: readonly Past[];
  readonly candidates: ReadonlyMap<string, QuoteCandidate[]>;
  readonly minRespondents: number;
}

const quotesOf = (candidates: readonly QuoteCandidate[], minRespondents: number): DigestQuote[] =>
  chooseQuotes(candidates, quotesDisclosed, { minRespondents }).map(({ cell: _cell, ...quote }) => quote);

const countedOf = ({ tally, versions }: Disclosed): Counted => ({ tally, versions });

const disclosedOf = ({ span, past }: Gathered, { scope, now, before }: ScopeFeedback) => ({
  scope,
  span,
  ...(isFullySuppressed(now) ? {} : { now: countedOf(now) }),
  ...(isFullySuppressed(before) ? {} : { before: countedOf(before) }),
  partial: now.partial,
  past: pastOf(scope.id, past),
});

/** A quote is from a touchpoint with enough people; quotes of the whole journey need at least one such touchpoint. */
const enoughIn = (
  candidates: ReadonlyMap<string, QuoteCandidate[]>,
  minRespondents: number,
): QuoteCandidate[] =>
  [...candidates.values()]
    .filter((some) => new Set(some.map(({ author }) => author)).size >= minRespondents)
    .flat();

const wholeMaterial = (gathered: Gathered): DigestMaterial => {
  const { feedbackOfScopes, candidates, minRespondents } = gathered;
  const whole = {
    scope: wholeScope,
    now: sumDisclosed(feedbackOfScopes.map((one) => one.now)),
    before: sumDisclosed(feedbackOfScopes.map((one) => one.before)),
  };
  return {
    ...disclosedOf(gathered, whole),
    touchpoints: feedbackOfScopes.flatMap((one) =>
      one.now.tally.responses === 0
        ? []
        : [{ ...one.scope, now: countedOf(one.now), before: countedOf(one.before) }],
    ),
    quotes: quotesOf(enoughIn(candidates, minRespondents), minRespondents),
  };
};

const touchpointMaterial = (gathered: Gathered, feedback: ScopeFeedback): DigestMaterial => ({
  ...disclosedOf(gathered, feedback),
  touchpoints: [],
  quotes: quotesOf(gathered.candidates.get(feedback.scope.id) ?? [], gathered.minRespondents),
});

export interface DigestMaterials {
  readonly whole: DigestMaterial;
  /** In the order of the journey; those without feedback in both periods are left out. */
  readonly touchpoints: readonly DigestMaterial[];
}

const hasFeedback = ({ now, before }: ScopeFeedback): boolean =>
  [now, before].some(({ tally, partial }) => partial || tally.responses > 0);

/** The period of a digest, its calendar, and the thresholds. */
export interface DigestRequest {
  readonly span: Span;
  readonly cut: CalendarCut;
  readonly thresholds: ConfidentialityThresholds;
}

const gather = async (
  stores: Reads,
  scopes: readonly Scope[],
  { span, cut, thresholds: { figures, quotes } }: DigestRequest,
): Promise<Gathered> => {
  const feedbackOfScopes = await readFeedbackOfScopes(stores, scopes, { span, threshold: figures });
  return {
    span,
    feedbackOfScopes,
    past: await readPast(stores, { span, cut }, figures),
    candidates: await readCandidates(stores, feedbackOfScopes, { span, minRespondents: quotes }),
    minRespondents: quotes,
  };
};

/**
 * The input of the digests of a period. All of it can be read anyway, so no digest reveals groups smaller than `thresholds`, alone or
 * together with others. For quotes, responses are read day by day, the newest first, until each touchpoint has a few hundred answers to
 * choose from.
 */
export const gatherDigests = async (
  stores: Reads,
  journey: Journey,
  request: DigestRequest,
): Promise<DigestMaterials> => {
  const gathered = await gather(stores, await scopesOf(stores, journey), request);
  return {
    whole: wholeMaterial(gathered),
    touchpoints: gathered.feedbackOfScopes
      .filter(hasFeedback)
      .map((one) => touchpointMaterial(gathered, one)),
  };
};

/** The same for one touchpoint, whose digest contains nothing else; undefined if it is unknown. */
export const gatherDigest = async (
  stores: Reads,
  journey: Journey,
  { touchpoint, ...request }: DigestRequest & { readonly touchpoint: string },
): Promise<DigestMaterial | undefined> => {
  const scopes = (await scopesOf(stores, journey)).filter(({ id }) => id === touchpoint);
  const gathered = await gather(stores, scopes, request);
  const [feedback] = gathered.feedbackOfScopes;
  return feedback === undefined ? undefined : touchpointMaterial(gathered, feedback);
};
