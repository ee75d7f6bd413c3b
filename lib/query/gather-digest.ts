import { nothingShown, type Shown } from '../disclosure/parts.ts';
import { shownAlone } from '../disclosure/shown-month.ts';
import { comparableThemes, type Told, toldMonths, toldTogether } from '../disclosure/told-range.ts';
import type { Journey } from '../feedback/journey.ts';
import { chooseQuotes, type QuoteCandidate } from '../insights/quotes/quotes.ts';
import type { CalendarCut } from '../metrics/calendar/report-period.ts';
import type { ConfidentialityThresholds } from '../metrics/figures/metrics-settings.ts';
import {
  type DigestMaterial,
  type DigestQuote,
  type Scope,
  type Span,
  wholeScope,
} from '../reports/digest/digest-material.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type SummaryKey, wholeTime } from '../store/keys.ts';
import type { Stores } from '../store/stores.ts';
import { beforeIn, isOfMonths, monthsIn, nowIn } from './digest-spans.ts';
import { type Past, pastOf, readPast } from './read-past.ts';
import { readCandidates } from './read-quotes.ts';
import { cellOf, readToldRanges } from './read-told.ts';

type Reads = Pick<Stores, 'summaries' | 'feedback'>;

/** The touchpoints of the journey in its order, then the others that were heard. */
const scopesOf = async ({ summaries }: Reads, journey: Journey): Promise<Scope[]> => {
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

const isOfWholeMonths = ({ period, through }: Span): boolean =>
  through === undefined && isOfMonths(period.grain);

/** Whole months stand in the table, and are shown by themselves: one request for a hundred of them. */
const hearMonths = async (
  { summaries }: Reads,
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
  { summaries }: Reads,
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

const hear = (stores: Reads, scopes: readonly Scope[], span: Span, threshold: number): Promise<Heard[]> =>
  isOfWholeMonths(span)
    ? hearMonths(stores, scopes, span, threshold)
    : inParallel(scopes, touchpointsAtOnce, (scope) => hearDays(stores, scope, span, threshold));

const quotesShown = 5;

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
  stores: Reads,
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
  stores: Reads,
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
  stores: Reads,
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
