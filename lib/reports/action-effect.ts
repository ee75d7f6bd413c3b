import { type Disclosed, isFullySuppressed } from '../disclosure/parts.ts';
import type { DayRange } from '../disclosure/series.ts';
import { breaksBetween, breaksSeries } from '../insights/changes/version-breaks.ts';
import { addDays, firstDayOfWeek } from '../metrics/calendar/calendar.ts';
import { falseDiscoveryRates } from '../metrics/comparisons/benjamini-hochberg.ts';
import { changeOf } from '../metrics/comparisons/change.ts';
import { type SeriesChange, seriesOf } from '../metrics/comparisons/changes.ts';
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

/** The figures before and after an action. It shows before and after, not cause and effect: other things happened too. */
export interface ActionEffect extends ActionWindows {
  /** Scores of the touchpoint, or, if the action is about a theme, its share and its sentiment. */
  readonly changes: readonly SeriesChange[];
  /** True if before or after is below the minimum group size. */
  readonly suppressed: boolean;
}

/**
 * The series, with the share of a theme at 0 where scored answers do not mention it: a complaint that has gone is what an action
 * wants to see.
 */
const seriesWith = (
  { tally }: Disclosed,
  theme: string | undefined,
  options: FiguresOptions,
): ReadonlyMap<string, Figure> => {
  const series = seriesOf(figuresOf(tally, options));
  const share = `theme:${theme}:share`;
  const { scored } = tally.answers;
  if (theme === undefined || series.has(share) || scored === 0) return series;
  const { share: shareOf } = figureMaker(options.minimumSample ?? defaultMinimumSample);
  return new Map([...series, [share, shareOf(0, scored)]]);
};

const concerns = ({ theme }: Action, series: string): boolean =>
  theme === undefined ? !series.startsWith('theme:') : series.startsWith(`theme:${theme}:`);

/** What may be disclosed of the time before an action, and of the time after it. */
export interface BeforeAndAfter {
  readonly before: Disclosed;
  readonly after: Disclosed;
}

/**
 * The change of each series of an action: difference with interval, and its false discovery rate over the series of that
 * action. A series that is missing before or after, or that two versions scored, is left out.
 */
export const actionEffect = (
  { action, windows }: { readonly action: Action; readonly windows: ActionWindows },
  { before, after }: BeforeAndAfter,
  options: FiguresOptions = {},
): ActionEffect => {
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
    suppressed: false,
  };
};
