import pMap from 'p-map';
import type { Span } from '../../analysis/analysis.ts';
import { rangeOf } from '../../disclosure/series.ts';
import { latestCopies } from '../../feedback/response/copy.ts';
import { idStartOf } from '../../feedback/response/identity/places.ts';
import { hashOf } from '../../insights/issues/descriptor.ts';
import type { IssueDescriptor } from '../../insights/issues/issue-descriptor.ts';
import {
  countMentions,
  type DatedMention,
  type IssueCount,
  type IssueWeek,
  mentionsByPerson,
  sentimentByPerson,
  weeksOf,
} from '../../insights/issues/recorded/count-mentions.ts';
import type { DecidedIssue } from '../../insights/issues/recorded/decided-issues.ts';
import type { QuotePlace } from '../../insights/issues/recorded/recorded-issues.ts';
import type { FeltIssue } from '../../insights/journey/sharpest-issues.ts';
import { cellKind } from '../../metrics/calendar/calendar.ts';
import { mentionDesignEffect } from '../../metrics/figures/design-effect.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { sumTallies, type Tally } from '../../metrics/tally/tally.ts';
import type { Stores } from '../../store/stores.ts';
import { findPieces } from '../comments/pieces.ts';
import type { AskedSpan } from '../read-disclosed.ts';
import { isMuted, readTouchpointIssues, type TouchpointIssues } from './touchpoint-issues.ts';

type Reads = Pick<Stores, 'feedback' | 'summaries' | 'issues'>;

export interface IssueQuoteShown {
  readonly responseId: string;
  readonly text: string;
  readonly span: Span;
}

/** An issue on the requested days. */
export interface CountedIssue extends IssueCount, Omit<DecidedIssue, 'mentions' | 'quotes' | 'descriptor'> {
  readonly touchpoint: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly decision?: NonNullable<IssueDescriptor['decision']>;
  /** Of the scored answers. */
  readonly share: Figure;
  readonly weeks: readonly IssueWeek[];
  readonly quotes: readonly IssueQuoteShown[];
}

export interface CountedIssues {
  /** The most mentioned first. */
  readonly issues: readonly CountedIssue[];
  /** First and last day that was searched for issues; absent if there was no search yet. */
  readonly lookedAt?: { readonly from: string; readonly to: string };
  /** Something was left out because it is below the minimum group size. */
  readonly partial: boolean;
}

/** The answers of a touchpoint's cells that may be quoted: days, months without a day, `undated`. */
const readAnswers = async (
  effects: Reads,
  settings: MetricsSettings,
  { touchpoint, from, to }: AskedSpan & { readonly touchpoint: string },
): Promise<{ readonly readOn: Map<string, Tally>; readonly partial: boolean }> => {
  const { quotes } = thresholdsOf(settings);
  const [{ pieces, outcome }, days, months, undated] = await Promise.all([
    findPieces({ effects, settings, quotes }, { touchpoints: [touchpoint], from, to }),
    effects.summaries.readSeries(touchpoint, 'day'),
    effects.summaries.readSeries(touchpoint, 'month-only'),
    effects.summaries.readSeries(touchpoint, 'undated'),
  ]);
  const open = new Set(pieces.flatMap(({ cells }) => cells));
  const read = [
    ...[...days, ...months].map(({ period, tally }) => ({ cell: period, tally })),
    ...undated.map(({ tally }) => ({ cell: 'undated', tally })),
  ].filter(({ cell }) => open.has(cell));
  return {
    readOn: new Map(read.map(({ cell, tally }) => [cell, tally])),
    partial: outcome.partial,
  };
};

const maxQuotes = 3;
const cellsAtOnce = 8;

type Texts = ReadonlyMap<string, IssueQuoteShown>;
const placeKey = ({ response, answer, span }: QuotePlace): string =>
  `${response} ${answer} ${span.join('-')}`;

/** The stored texts at some places, if they still are what was quoted. */
const readTexts = async (
  { feedback }: Pick<Reads, 'feedback'>,
  touchpoint: string,
  places: readonly QuotePlace[],
): Promise<Texts> => {
  const byDay = [...Map.groupBy(places, ({ day }) => day)];
  const found = await pMap(
    byDay,
    async ([day, theirs]) => {
      const copies = latestCopies(await feedback.readCell(touchpoint, day));
      const byStart = new Map(copies.map((copy) => [idStartOf(copy.responseId), copy]));
      return theirs.flatMap((place): [string, IssueQuoteShown][] => {
        const copy = byStart.get(place.response);
        const text = copy?.answers[place.answer]?.text;
        if (copy === undefined || text === undefined) return [];
        if (hashOf(text.slice(...place.span)) !== place.words) return [];
        return [[placeKey(place), { responseId: copy.responseId, text, span: place.span }]];
      });
    },
    { concurrency: cellsAtOnce },
  );
  return new Map(found.flat());
};

/** Quotes with the sentiment of most of the mentions come first: a quote represents them. */
const asMostFeel = ({ quotes, mentions }: DecidedIssue, { sentiment }: IssueCount): QuotePlace[] => {
  const [most] = (['negative', 'positive', 'neutral'] as const).toSorted(
    (one, other) => sentiment[other] - sentiment[one],
  );
  const labels = new Map(mentions.map(({ response, answer, label }) => [`${response} ${answer}`, label]));
  const isMost = ({ response, answer }: QuotePlace): boolean => labels.get(`${response} ${answer}`) === most;
  return quotes.toSorted((one, other) => Number(isMost(other)) - Number(isMost(one)));
};

/** Comments without a date are always searched for issues. */
const isSearched = (cell: string, { from, to }: Pick<TouchpointIssues, 'from' | 'to'>): boolean => {
  if (cellKind(cell) === 'undated') return true;
  const days = rangeOf(cell, cell);
  return from <= days.from && days.to <= to;
};

type AskedIssues = AskedSpan & { readonly touchpoint: string; readonly muted?: boolean };

/** The mentions of each issue on the days that may be quoted, the most said first; undefined where none were ever looked for. */
const countIssues = async (effects: Reads, settings: MetricsSettings, asked: AskedIssues) => {
  const { touchpoint, muted = false } = asked;
  const stored = await readTouchpointIssues(effects, touchpoint);
  if (stored === undefined) return undefined;
  const { readOn, partial } = await readAnswers(effects, settings, asked);
  const { figures } = thresholdsOf(settings);
  const inside = new Map([...readOn].filter(([cell]) => isSearched(cell, stored)));
  const counted = stored.issues
    .filter((issue) => isMuted(issue) === muted)
    .map((issue) => ({ issue, mentions: issue.mentions.filter(({ day }) => inside.has(day)) }))
    .map(({ issue, mentions }) => ({ issue, mentions, count: countMentions(mentions) }))
    .filter(({ count: { n, people } }) => n > 0 && people >= figures)
    .toSorted((one, other) => other.count.n - one.count.n);
  return { stored, partial, inside, counted };
};

/** The sentiment of a touchpoint's issues on some days: of issues with enough people for their comments to be shown. */
export const readFeltIssues = async (
  effects: Reads,
  settings: MetricsSettings,
  asked: AskedIssues,
): Promise<FeltIssue[]> => {
  const { counted = [] } = (await countIssues(effects, settings, asked)) ?? {};
  const { quotes } = thresholdsOf(settings);
  return counted
    .filter(({ count }) => count.people >= quotes)
    .map(({ issue: { id, name }, mentions, count: { n, sentiment } }) => ({
      ...{ id, name, n, sentiment },
      byPerson: sentimentByPerson(mentions),
    }));
};

/** Makes the shares of issues of all scored answers of some cells. */
const shareMaker = (
  cells: ReadonlyMap<string, Tally>,
  { minimumSample = defaultMinimumSample }: MetricsSettings,
): ((mentions: readonly DatedMention[]) => Figure) => {
  const { answers, clusters } = sumTallies(cells.values());
  return (mentions) => {
    const designEffect = mentionDesignEffect(clusters?.['text'], answers.scored, mentionsByPerson(mentions));
    return figureMaker(minimumSample, designEffect).share(mentions.length, answers.scored);
  };
};

/** Issues of a touchpoint on some days, as far as they may be disclosed. */
export const readIssues = async (
  effects: Reads,
  settings: MetricsSettings,
  asked: AskedIssues,
): Promise<CountedIssues> => {
  const read = await countIssues(effects, settings, asked);
  if (read === undefined) return { issues: [], partial: false };
  const { touchpoint } = asked;
  const { stored, partial, inside, counted } = read;
  const { figures, quotes } = thresholdsOf(settings);
  const shareOf = shareMaker(inside, settings);
  const scored = new Map([...inside].map(([cell, { answers }]) => [cell, answers.scored]));
  const placesOf = ({ issue, count }: (typeof counted)[number]): QuotePlace[] =>
    count.people < quotes ? [] : asMostFeel(issue, count).filter(({ day }) => inside.has(day));
  const texts = await readTexts(
    effects,
    touchpoint,
    counted.flatMap((one) => placesOf(one).slice(0, maxQuotes)),
  );
  return {
    lookedAt: { from: stored.from, to: stored.to },
    partial,
    issues: counted.map((one): CountedIssue => {
      const { descriptor, mentions: _mentions, quotes: _quotes, ...issue } = one.issue;
      const { firstSeen, lastSeen, decision } = descriptor;
      return {
        ...issue,
        ...one.count,
        touchpoint,
        ...(firstSeen === undefined ? {} : { firstSeen }),
        ...(lastSeen === undefined ? {} : { lastSeen }),
        ...(decision === undefined ? {} : { decision }),
        share: shareOf(one.mentions),
        weeks: weeksOf(one.mentions, scored, figures),
        quotes: placesOf(one)
          .flatMap((place) => texts.get(placeKey(place)) ?? [])
          .slice(0, maxQuotes),
      };
    }),
  };
};
