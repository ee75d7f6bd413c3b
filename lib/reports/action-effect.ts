import { type Disclosed, isFullySuppressed } from '../disclosure/parts.ts';
import type { DayRange } from '../disclosure/series.ts';
import { breaksBetween, breaksSeries } from '../insights/changes/version-breaks.ts';
import { addDays, addMonths, firstDayOfWeek, lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { falseDiscoveryRates } from '../metrics/comparisons/benjamini-hochberg.ts';
import { changeOf } from '../metrics/comparisons/change.ts';
import { type SeriesChange, seriesOf } from '../metrics/comparisons/changes.ts';
import { textDesignEffect } from '../metrics/figures/design-effect.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../metrics/figures/figure.ts';
import { type FiguresOptions, figuresOf } from '../metrics/figures/figures.ts';
import type { Action } from './action-schema.ts';

/** Weeks before and after that are compared. */
const weeksCompared = 4;

export interface ActionWindows {
  readonly before: DayRange;
  /** Absent until a whole week has passed. */
  readonly after?: DayRange;
}

/**
 * The whole weeks, from Monday, before and after an action: up to four before the week in which it began, and up to four after. The
 * week in which it began counts only if it began on its Monday.
 *
 * @param today in the reporting zone
 * @example actionWindows('2026-05-06', '2026-05-25') // before 2026-04-06 … 2026-05-03, after 2026-05-11 … 2026-05-24
 */
export const actionWindows = (date: string, today: string): ActionWindows => {
  const week = firstDayOfWeek(date);
  const from = date === week ? week : addDays(week, 7);
  const full = addDays(from, 7 * weeksCompared - 1);
  const lastSunday = addDays(firstDayOfWeek(today), -1);
  const to = full < lastSunday ? full : lastSunday;
  return {
    before: { from: addDays(week, -7 * weeksCompared), to: addDays(week, -1) },
    ...(to < from ? {} : { after: { from, to } }),
  };
};

/**
 * The whole months before and after an action, for what is below the minimum group size in some of the weeks. The month in which it began
 * counts only if it began on its first day.
 *
 * @example monthWindows('2026-04-15', '2026-06-02') // before 2026-03-01 … 2026-03-31, after 2026-05-01 … 2026-05-31
 */
export const monthWindows = (date: string, today: string): ActionWindows => {
  const month = date.slice(0, 7);
  const [earlier, later] = [addMonths(month, -1), date === `${month}-01` ? month : addMonths(month, 1)];
  const wholeOf = (one: string): DayRange => ({ from: `${one}-01`, to: lastDayOfMonth(one) });
  const after = wholeOf(later);
  return { before: wholeOf(earlier), ...(after.to < today ? { after } : {}) };
};

/** The figures before and after an action. It shows before and after, not cause and effect: other things happened too. */
export interface ActionEffect extends ActionWindows {
  /** Scores of the touchpoint, or, if the action is about a theme, its share and its sentiment. */
  readonly changes: readonly SeriesChange[];
  /** When the share of the theme is only known to be less: fewer people than the minimum group size mentioned it. */
  readonly atMost?: 'before' | 'after';
  /** True if before or after is below the minimum group size. */
  readonly suppressed: boolean;
}

/**
 * The series, with the share of a theme at 0 where scored answers do not mention it: a complaint that has gone is what an action
 * wants to see. Where few people mention it, as many as that can be; where part of the mentions is suppressed, it has none.
 */
const seriesWith = (
  { tally, partial, fewMentions }: WindowFeedback,
  theme: string | undefined,
  options: FiguresOptions,
): ReadonlyMap<string, Figure> => {
  const series = seriesOf(figuresOf(tally, options));
  const share = `theme:${theme}:share`;
  const { scored } = tally.answers;
  const mentions = fewMentions ?? (partial ? undefined : 0);
  if (theme === undefined || series.has(share) || scored === 0 || mentions === undefined) return series;
  const minimumSample = options.minimumSample ?? defaultMinimumSample;
  const { share: shareOf } = figureMaker(minimumSample, textDesignEffect(tally));
  return new Map([...series, [share, shareOf(Math.min(mentions, scored), scored)]]);
};

const concerns = ({ theme }: Action, series: string): boolean =>
  theme === undefined ? !series.startsWith('theme:') : series.startsWith(`theme:${theme}:`);

/** What may be disclosed of a time. */
export interface WindowFeedback extends Disclosed {
  /** Mentions of the theme at most, if fewer people than the threshold mention it. */
  readonly fewMentions?: number;
}

/** What may be disclosed of the time before an action, and of the time after it. */
export interface BeforeAndAfter {
  readonly before: WindowFeedback;
  readonly after: WindowFeedback;
}

/** In which of the times the theme is only known to be mentioned by few; undefined if in neither, or in both. */
const boundedIn = ({ before, after }: BeforeAndAfter): Pick<ActionEffect, 'atMost'> => {
  if ((before.fewMentions === undefined) === (after.fewMentions === undefined)) return {};
  return { atMost: before.fewMentions === undefined ? 'after' : 'before' };
};

/**
 * The change of each series of an action: difference with interval, and its false discovery rate over the series of that
 * action. A series that is missing before or after, or that two versions scored, is left out.
 */
export const actionEffect = (
  { action, windows }: { readonly action: Action; readonly windows: ActionWindows },
  { before, after }: BeforeAndAfter,
  options: FiguresOptions = {},
): ActionEffect => {
  if (before.fewMentions !== undefined && after.fewMentions !== undefined)
    return { ...windows, changes: [], suppressed: false };
  if (isFullySuppressed(before) || isFullySuppressed(after))
    return { ...windows, changes: [], suppressed: true };
  const earlier = seriesWith(before, action.theme, options);
  const broken = breaksBetween(before.versions, after.versions);
  const changes = [...seriesWith(after, action.theme, options)].flatMap(([series, figure]) => {
    const known = earlier.get(series);
    if (known === undefined || !concerns(action, series) || breaksSeries(broken, series)) return [];
    return [{ series, ...changeOf(known, figure) }];
  });
  const tested = changes.filter(({ enough }) => enough);
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  return {
    ...windows,
    changes: changes.map((change) => ({ ...change, falseDiscoveryRate: rates[tested.indexOf(change)] ?? 1 })),
    ...(changes.length > 0 ? boundedIn({ before, after }) : {}),
    suppressed: false,
  };
};
