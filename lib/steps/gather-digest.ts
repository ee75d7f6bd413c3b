import { latestCopies } from '../feedback/copy.ts';
import type { Journey } from '../feedback/journey.ts';
import { addDays, lastDayOfMonth } from '../metrics/calendar.ts';
import { type ConfidentialityThresholds, mayQuote } from '../metrics/confidentiality.ts';
import { countPeople } from '../metrics/people.ts';
import {
  type DigestMaterial,
  type DigestQuote,
  type PastPeriod,
  type Scope,
  type Span,
  wholeScope,
} from '../report/digest-material.ts';
import { isWithheld, nothingShown, type Shown, sumShown } from '../report/parts.ts';
import { chooseQuotes, type QuoteCandidate, quoteCandidates } from '../report/quotes.ts';
import { addMonths, type CalendarCut, type ReportPeriod } from '../report/report-period.ts';
import { lastPeriods } from '../report/report-span.ts';
import { type DayRange, shownInRange, shownMonths } from '../report/series.ts';
import { type Cell, shownAlone } from '../report/shown-month.ts';
import { comparableThemes, type Told, toldMonths, toldTogether } from '../report/told-range.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type SummaryKey, wholeTime } from '../store/keys.ts';
import type { HeadlineEntry } from '../store/summary-store.ts';
import type { Effects } from './effects.ts';
import { cellOf, readToldRanges } from './read-told.ts';

type Stores = Pick<Effects, 'summaries' | 'feedback'>;

const monthsIn = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month);
  return months;
};

const nowIn = ({ period, through }: Span): DayRange => ({
  from: period.firstDay,
  to: through ?? period.lastDay,
});

const beforeIn = ({ previous, previousThrough }: Span): DayRange => ({
  from: previous.firstDay,
  to: previousThrough ?? previous.lastDay,
});

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

/** A touchpoint in the two periods, as far as it may be told. */
interface Heard {
  readonly scope: Scope;
  readonly now: Told;
  readonly before: Told;
}

const isOfMonths = ({ period, through }: Span): boolean =>
  through === undefined && (period.grain === 'month' || period.grain === 'quarter');

/** Whole months stand in the table, and are shown by themselves: one request for a hundred of them. */
const hearMonths = async (
  { summaries }: Stores,
  scopes: readonly Scope[],
  span: Span,
  threshold: number,
): Promise<Heard[]> => {
  const [now, before] = [monthsIn(nowIn(span)), monthsIn(beforeIn(span))];
  const keys = scopes.flatMap(({ id }) =>
    [...before, ...now].map((period): SummaryKey => ({ touchpoint: id, grain: 'month', period })),
  );
  const found = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  const shownOf = (id: string, months: readonly string[]): Shown[] =>
    found
      .filter(({ touchpoint, period }) => touchpoint === id && months.includes(period))
      .map((summary) => shownAlone(cellOf(summary), threshold));
  return scopes.map((scope) => ({
    scope,
    now: toldMonths(shownOf(scope.id, now)),
    before: toldMonths(shownOf(scope.id, before)),
  }));
};

const hearDays = async (
  { summaries }: Stores,
  scope: Scope,
  span: Span,
  threshold: number,
): Promise<Heard> => {
  const ranges = [beforeIn(span), nowIn(span)];
  const [before, now] = await readToldRanges(summaries, scope.id, ranges, threshold);
  if (before === undefined || now === undefined) throw new Error('two ranges were read');
  return { scope, now, before };
};

const touchpointsAtOnce = 4;

const hear = (stores: Stores, scopes: readonly Scope[], span: Span, threshold: number): Promise<Heard[]> =>
  isOfMonths(span)
    ? hearMonths(stores, scopes, span, threshold)
    : inParallel(scopes, touchpointsAtOnce, (scope) => hearDays(stores, scope, span, threshold));

const pastPeriods: Readonly<Record<ReportPeriod['grain'], number>> = {
  day: 14,
  week: 13,
  month: 13,
  quarter: 8,
};

/** A period of the past: what may be shown of each touchpoint that was heard. */
interface Past {
  readonly period: ReportPeriod;
  readonly shown: ReadonlyMap<string, Shown>;
}

const headlineCell = ({ period, headline }: HeadlineEntry): Cell => ({
  period,
  tally: { ...headline, themes: {}, signals: {} },
  versions: nothingShown.versions,
});

const byTouchpoint = (entries: readonly HeadlineEntry[]): Map<string, Cell[]> =>
  new Map(
    [...Map.groupBy(entries, ({ touchpoint }) => touchpoint)].map(([id, some]) => [
      id,
      some.map(headlineCell),
    ]),
  );

const pastMonths = async (
  { summaries }: Stores,
  periods: readonly ReportPeriod[],
  { from, to }: DayRange,
  threshold: number,
): Promise<Past[]> => {
  const cells = byTouchpoint(await summaries.readHeadlines('month', from.slice(0, 7), to.slice(0, 7)));
  return periods.map((period) => {
    const months = monthsIn({ from: period.firstDay, to: period.lastDay });
    const within = [...cells].map(
      ([id, all]) => [id, all.filter((cell) => months.includes(cell.period))] as const,
    );
    return {
      period,
      shown: new Map(
        within
          .filter(([, all]) => all.length > 0)
          .map(([id, all]) => [id, sumShown(all.map((cell) => shownAlone(cell, threshold)))]),
      ),
    };
  });
};

const pastDays = async (
  { summaries }: Stores,
  periods: readonly ReportPeriod[],
  { from, to }: DayRange,
  threshold: number,
): Promise<Past[]> => {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const [days, monthOnly] = await Promise.all([
    summaries.readHeadlines('day', `${first}-01`, lastDayOfMonth(last)),
    summaries.readHeadlines('month-only', first, last),
  ]);
  const months = [...byTouchpoint([...days, ...monthOnly])].map(
    ([id, cells]) => [id, shownMonths(cells, threshold)] as const,
  );
  return periods.map((period) => ({
    period,
    shown: new Map(
      months.map(([id, all]) => [id, shownInRange(all, { from: period.firstDay, to: period.lastDay })]),
    ),
  }));
};

/** The headlines of the last periods: a handful of queries for all touchpoints. */
const readPast = (stores: Stores, span: Span, cut: CalendarCut, threshold: number): Promise<Past[]> => {
  const { grain } = span.period;
  const periods = lastPeriods(span.period, pastPeriods[grain], cut);
  const range = { from: periods[0]?.firstDay ?? span.period.firstDay, to: span.period.lastDay };
  return grain === 'month' || grain === 'quarter'
    ? pastMonths(stores, periods, range, threshold)
    : pastDays(stores, periods, range, threshold);
};

const pastOf = (scope: string, past: readonly Past[]): PastPeriod[] =>
  past.map(({ period, shown }) => {
    const own = scope === wholeScope.id ? sumShown([...shown.values()]) : (shown.get(scope) ?? nothingShown);
    const isTold = own.tally.responses > 0 && !isWithheld(own);
    return { period, ...(isTold ? { tally: own.tally } : {}) };
  });

const candidatesWanted = 500;
const quotesShown = 5;

const daysOf = ({ from, to }: DayRange): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

/** What could be quoted of a touchpoint, newest day first, until there is enough to choose from. */
const candidatesOf = async (
  { feedback }: Stores,
  touchpoint: string,
  span: Span,
): Promise<QuoteCandidate[]> => {
  const candidates: QuoteCandidate[] = [];
  for (const day of daysOf(nowIn(span)).reverse()) {
    if (candidates.length >= candidatesWanted) break;
    const copies = await feedback.readCell(touchpoint, day);
    candidates.push(...latestCopies(copies).flatMap(quoteCandidates));
  }
  return candidates;
};

/** Of touchpoints that enough people spoke of: a quote says at which touchpoint it was said. */
const readCandidates = async (
  stores: Stores,
  heard: readonly Heard[],
  span: Span,
  leastPeople: number,
): Promise<ReadonlyMap<string, QuoteCandidate[]>> => {
  const quotable = heard.filter(
    ({ now }) => now.counted !== undefined && mayQuote(countPeople(now.counted.tally.people), leastPeople),
  );
  const read = await inParallel(quotable, touchpointsAtOnce, ({ scope }) =>
    candidatesOf(stores, scope.id, span),
  );
  return new Map(quotable.map(({ scope }, index) => [scope.id, read[index] ?? []]));
};

interface Gathered {
  readonly span: Span;
  readonly heard: readonly Heard[];
  readonly past: readonly Past[];
  readonly candidates: ReadonlyMap<string, QuoteCandidate[]>;
  readonly leastPeople: number;
}

const quotesOf = (candidates: readonly QuoteCandidate[], leastPeople: number): DigestQuote[] =>
  chooseQuotes(candidates, quotesShown, { leastPeople }).map(({ cell: _cell, ...quote }) => quote);

const toldOf = ({ span, past }: Gathered, { scope, now, before }: Heard) => ({
  scope,
  span,
  ...(now.counted === undefined ? {} : { now: now.counted }),
  ...(before.counted === undefined ? {} : { before: before.counted }),
  partly: now.partly,
  past: pastOf(scope.id, past),
});

/** A quote is of a touchpoint with enough people; of the whole at least one such touchpoint has to be left. */
const enoughIn = (candidates: ReadonlyMap<string, QuoteCandidate[]>, leastPeople: number): QuoteCandidate[] =>
  [...candidates.values()]
    .filter((some) => new Set(some.map(({ author }) => author)).size >= leastPeople)
    .flat();

const wholeMaterial = (gathered: Gathered): DigestMaterial => {
  const { heard, candidates, leastPeople } = gathered;
  const pairs = heard.map(({ before, now }) => comparableThemes(before, now));
  const [before, now] = [
    toldTogether(pairs.map(([earlier]) => earlier)).counted,
    toldTogether(pairs.map(([, later]) => later)).counted,
  ];
  const whole = {
    scope: wholeScope,
    now: toldTogether(heard.map((one) => one.now)),
    before: toldTogether(heard.map((one) => one.before)),
  };
  return {
    ...toldOf(gathered, whole),
    ...(before === undefined || now === undefined
      ? {}
      : { comparable: { before: before.tally, now: now.tally } }),
    touchpoints: heard.flatMap((one) =>
      one.now.counted === undefined || one.now.counted.tally.responses === 0
        ? []
        : [{ ...one.scope, now: one.now.counted, before: one.before.counted ?? nothing }],
    ),
    quotes: quotesOf(enoughIn(candidates, leastPeople), leastPeople),
  };
};

const nothing = { tally: nothingShown.tally, versions: nothingShown.versions };

const touchpointMaterial = (gathered: Gathered, heard: Heard): DigestMaterial => ({
  ...toldOf(gathered, heard),
  touchpoints: [],
  quotes: quotesOf(gathered.candidates.get(heard.scope.id) ?? [], gathered.leastPeople),
});

export interface DigestMaterials {
  readonly whole: DigestMaterial;
  /** In the order of the journey; those that were heard in neither period are left out. */
  readonly touchpoints: readonly DigestMaterial[];
}

const wasHeard = ({ now, before }: Heard): boolean =>
  [now, before].some(({ counted, partly }) => partly || (counted?.tally.responses ?? 0) > 0);

const gather = async (
  stores: Stores,
  scopes: readonly Scope[],
  span: Span,
  cut: CalendarCut,
  { figures, quotes }: ConfidentialityThresholds,
): Promise<Gathered> => {
  const heard = await hear(stores, scopes, span, figures);
  return {
    span,
    heard,
    past: await readPast(stores, span, cut, figures),
    candidates: await readCandidates(stores, heard, span, quotes),
    leastPeople: quotes,
  };
};

/**
 * What the digests of a period are computed from. All of it is made of what can be read anyway, so no digest tells of fewer people
 * than `thresholds` allow, alone or beside others. For the quotes responses are read day by day, the newest first, until each
 * touchpoint has a few hundred answers to choose from.
 */
export const gatherDigests = async (
  stores: Stores,
  journey: Journey,
  span: Span,
  cut: CalendarCut,
  thresholds: ConfidentialityThresholds,
): Promise<DigestMaterials> => {
  const gathered = await gather(stores, await scopesOf(stores, journey), span, cut, thresholds);
  return {
    whole: wholeMaterial(gathered),
    touchpoints: gathered.heard.filter(wasHeard).map((one) => touchpointMaterial(gathered, one)),
  };
};

/** The same of one touchpoint, whose digest is made of nothing else; undefined where nobody knows it. */
export const gatherDigest = async (
  stores: Stores,
  journey: Journey,
  touchpoint: string,
  span: Span,
  cut: CalendarCut,
  thresholds: ConfidentialityThresholds,
): Promise<DigestMaterial | undefined> => {
  const scopes = (await scopesOf(stores, journey)).filter(({ id }) => id === touchpoint);
  const gathered = await gather(stores, scopes, span, cut, thresholds);
  const [heard] = gathered.heard;
  return heard === undefined ? undefined : touchpointMaterial(gathered, heard);
};
