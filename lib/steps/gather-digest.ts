import { latestCopies } from '../feedback/copy.ts';
import type { Journey } from '../feedback/journey.ts';
import { addDays, firstDayOfWeek, lastDayOfMonth } from '../metrics/calendar.ts';
import { defaultThresholds, mayQuote } from '../metrics/confidentiality.ts';
import { countPeople } from '../metrics/people.ts';
import { emptyTally, sumTallies, type Tally } from '../metrics/tally.ts';
import {
  type Counted,
  type DigestMaterial,
  type PastPeriod,
  type Scope,
  type Span,
  type TouchpointCounts,
  type Withheld,
  wholeScope,
  withheldScopes,
  withholding,
} from '../report/digest-material.ts';
import { chooseQuotes, type Quote, type QuoteCandidate, quoteCandidates } from '../report/quotes.ts';
import { addMonths, type CalendarCut, type ReportPeriod } from '../report/report-period.ts';
import { lastPeriods } from '../report/report-span.ts';
import type { Headline } from '../store/headline.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type Grain, type SummaryKey, wholeTime } from '../store/keys.ts';
import type { HeadlineEntry } from '../store/summary-store.ts';
import type { Effects } from './effects.ts';
import { sumSummaries } from './summarize.ts';

type Stores = Pick<Effects, 'summaries' | 'feedback'>;

/** The summaries that a stretch of days is the sum of: as few as there are. */
interface Pieces {
  readonly grain: Grain;
  readonly periods: readonly string[];
}

const daysBetween = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

const monthsBetween = (first: string, last: string): string[] => {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
};

/** Weeks from Monday and whole months stand in the table; other weeks, and parts, are sums of days. */
const piecesOf = ({ grain, firstDay, lastDay }: ReportPeriod, through: string = lastDay): Pieces => {
  const isWhole = through === lastDay;
  if (isWhole && grain === 'week' && firstDayOfWeek(firstDay) === firstDay)
    return { grain, periods: [firstDay] };
  if (
    isWhole &&
    (grain === 'month' || grain === 'quarter') &&
    lastDayOfMonth(lastDay.slice(0, 7)) === lastDay
  )
    return { grain: 'month', periods: monthsBetween(firstDay.slice(0, 7), lastDay.slice(0, 7)) };
  return { grain: 'day', periods: daysBetween(firstDay, through) };
};

/** The touchpoints of the journey in its order, then the others that were heard. */
const scopesOf = async ({ summaries }: Stores, journey: Journey): Promise<Scope[]> => {
  const configured = journey.stages.flatMap(({ touchpoints }) =>
    touchpoints.map(({ id, name }) => ({ id, name: name ?? id })),
  );
  const known = new Set(configured.map(({ id }) => id));
  const heard = await summaries.readHeadlines('all', wholeTime, wholeTime);
  const others = heard.map(({ touchpoint }) => touchpoint).filter((id) => !known.has(id));
  return [...configured, ...others.map((id) => ({ id, name: id }))];
};

const countPieces = async (
  { summaries }: Stores,
  scopes: readonly Scope[],
  { grain, periods }: Pieces,
): Promise<ReadonlyMap<string, Counted>> => {
  const keys = scopes.flatMap(({ id }) =>
    periods.map((period): SummaryKey => ({ touchpoint: id, grain, period })),
  );
  const found = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  const byTouchpoint = Map.groupBy(found, ({ touchpoint }) => touchpoint);
  return new Map(scopes.map(({ id }) => [id, sumSummaries(byTouchpoint.get(id) ?? [])]));
};

const nothing: Counted = { tally: emptyTally, versions: { sentiment: {}, theme: {} } };

const countTouchpoints = async (
  stores: Stores,
  scopes: readonly Scope[],
  span: Span,
): Promise<TouchpointCounts[]> => {
  const [now, before] = await Promise.all([
    countPieces(stores, scopes, piecesOf(span.period, span.through)),
    countPieces(stores, scopes, piecesOf(span.previous, span.previousThrough)),
  ]);
  return scopes.map((scope) => ({
    ...scope,
    now: now.get(scope.id) ?? nothing,
    before: before.get(scope.id) ?? nothing,
  }));
};

const pastPeriods: Readonly<Record<ReportPeriod['grain'], number>> = {
  day: 14,
  week: 13,
  month: 13,
  quarter: 8,
};

/** A period of the past: what may be told of each scope. */
interface Past {
  readonly period: ReportPeriod;
  readonly tallies: Readonly<Record<string, Tally>>;
}

const sumHeadlines = (headlines: readonly Headline[]): Tally =>
  sumTallies(headlines.map((headline) => ({ ...headline, themes: {}, signals: {} })));

const toldOf = (entries: readonly HeadlineEntry[], threshold: number): Past['tallies'] => {
  const byTouchpoint = Map.groupBy(entries, ({ touchpoint }) => touchpoint);
  const parts = Object.fromEntries(
    [...byTouchpoint].map(([id, some]) => [id, sumHeadlines(some.map(({ headline }) => headline))]),
  );
  const whole = sumTallies(Object.values(parts));
  const withheld = withheldScopes(parts, whole, threshold);
  const all = Object.entries({ ...parts, [wholeScope.id]: whole });
  return Object.fromEntries(all.filter(([id, { responses }]) => responses > 0 && !withheld.has(id)));
};

/** The headlines of the last periods: one reading of the index for all of them. */
const readPast = async (
  { summaries }: Stores,
  periods: readonly ReportPeriod[],
  threshold: number,
): Promise<Past[]> => {
  const pieces = periods.map((period) => ({ period, ...piecesOf(period) }));
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = await summaries.readHeadlines(first.grain, first.periods[0] ?? '', last.periods.at(-1) ?? '');
  const byPiece = Map.groupBy(all, ({ period }) => period);
  return pieces.map(({ period, periods: parts }) => ({
    period,
    tallies: toldOf(
      parts.flatMap((part) => byPiece.get(part) ?? []),
      threshold,
    ),
  }));
};

const pastOf = (scope: string, past: readonly Past[]): PastPeriod[] =>
  past.map(({ period, tallies: { [scope]: tally } }) => ({
    period,
    ...(tally === undefined ? {} : { tally }),
  }));

const candidatesWanted = 500;
const quotesShown = 5;

/** What could be quoted of a touchpoint, newest day first, until there is enough to choose from. */
const candidatesOf = async (
  { feedback }: Stores,
  touchpoint: string,
  { period, through }: Span,
): Promise<QuoteCandidate[]> => {
  const candidates: QuoteCandidate[] = [];
  for (const day of daysBetween(period.firstDay, through ?? period.lastDay).reverse()) {
    if (candidates.length >= candidatesWanted) break;
    const copies = await feedback.readCell(touchpoint, day);
    candidates.push(...latestCopies(copies).flatMap(quoteCandidates));
  }
  return candidates;
};

const touchpointsAtOnce = 4;

const readCandidates = async (
  stores: Stores,
  touchpoints: readonly TouchpointCounts[],
  span: Span,
): Promise<ReadonlyMap<string, QuoteCandidate[]>> => {
  const quotable = touchpoints.filter(({ now }) => mayQuote(countPeople(now.tally.people)));
  const read = await inParallel(quotable, touchpointsAtOnce, ({ id }) => candidatesOf(stores, id, span));
  return new Map(quotable.map(({ id }, index) => [id, read[index] ?? []]));
};

interface Gathered {
  readonly span: Span;
  readonly counts: readonly TouchpointCounts[];
  readonly withheld: Withheld;
  readonly past: readonly Past[];
  readonly candidates: ReadonlyMap<string, QuoteCandidate[]>;
}

const quotesOf = (candidates: readonly QuoteCandidate[]): Quote[] => chooseQuotes(candidates, quotesShown);

const told = (gathered: Gathered, scope: string, now: Counted, before: Counted) => ({
  span: gathered.span,
  ...(gathered.withheld.now.has(scope) ? {} : { now }),
  ...(gathered.withheld.before.has(scope) ? {} : { before }),
  hiddenThemes: gathered.withheld.themes.get(scope) ?? new Set<string>(),
  past: pastOf(scope, gathered.past),
});

const togetherOf = (all: readonly Counted[]): Counted => ({
  tally: sumTallies(all.map(({ tally }) => tally)),
  versions: {
    sentiment: Object.assign({}, ...all.map(({ versions }) => versions.sentiment)),
    theme: Object.assign({}, ...all.map(({ versions }) => versions.theme)),
  },
});

const wholeMaterial = (gathered: Gathered): DigestMaterial => {
  const { counts, withheld, candidates } = gathered;
  const now = togetherOf(counts.map((one) => one.now));
  const before = togetherOf(counts.map((one) => one.before));
  return {
    scope: wholeScope,
    ...told(gathered, wholeScope.id, now, before),
    touchpoints: counts.filter(({ id, ...one }) => one.now.tally.responses > 0 && !withheld.now.has(id)),
    quotes: withheld.now.has(wholeScope.id)
      ? []
      : quotesOf([...candidates].filter(([id]) => !withheld.now.has(id)).flatMap(([, some]) => some)),
  };
};

const touchpointMaterial = (
  gathered: Gathered,
  { id, name, now, before }: TouchpointCounts,
): DigestMaterial => ({
  scope: { id, name },
  ...told(gathered, id, now, before),
  touchpoints: [],
  quotes: gathered.withheld.now.has(id) ? [] : quotesOf(gathered.candidates.get(id) ?? []),
});

export interface DigestMaterials {
  readonly whole: DigestMaterial;
  /** In the order of the journey; those that were heard in neither period are left out. */
  readonly touchpoints: readonly DigestMaterial[];
}

export interface GatherOptions {
  /** Respondents under which figures are withheld. Default 5. */
  readonly threshold?: number;
}

/**
 * What the digests of a period are computed from, all of them together: what one must not tell depends on what the others tell.
 * Summaries are read in a few requests; for the quotes, responses are read day by day, the newest first, until each touchpoint
 * has a few hundred answers to choose from.
 */
export const gatherDigests = async (
  stores: Stores,
  journey: Journey,
  span: Span,
  cut: CalendarCut,
  { threshold = defaultThresholds.figures }: GatherOptions = {},
): Promise<DigestMaterials> => {
  const scopes = await scopesOf(stores, journey);
  const counts = await countTouchpoints(stores, scopes, span);
  const gathered: Gathered = {
    span,
    counts,
    withheld: withholding(counts, threshold),
    past: await readPast(stores, lastPeriods(span.period, pastPeriods[span.period.grain], cut), threshold),
    candidates: await readCandidates(stores, counts, span),
  };
  const heard = counts.filter(({ now, before }) => now.tally.responses + before.tally.responses > 0);
  return {
    whole: wholeMaterial(gathered),
    touchpoints: heard.map((one) => touchpointMaterial(gathered, one)),
  };
};
