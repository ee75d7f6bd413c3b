import { disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { nothingDisclosed } from '../../disclosure/parts.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { cellOf, readDisclosedRanges } from '../../query/read-disclosed-ranges.ts';
import {
  type ActionEffect,
  actionEffect,
  actionWindows,
  monthWindows,
  type WindowFeedback,
} from '../../reports/action-effect.ts';
import type { Action } from '../../reports/action-schema.ts';
import type { StoredSummary } from '../../store/summary-item.ts';
import type { SummaryStore } from '../../store/summary-store.ts';

interface Reading {
  readonly summaries: Pick<SummaryStore, 'readSeries' | 'readMany'>;
  /** In the reporting zone. */
  readonly today: string;
}

const effectByWeeks = async (
  { summaries, today }: Reading,
  action: Action,
  settings: MetricsSettings,
): Promise<ActionEffect> => {
  const windows = actionWindows(action.date, today);
  if (windows.after === undefined) return { ...windows, changes: [], suppressed: false };
  const { figures } = thresholdsOf(settings);
  const ranges = [windows.before, windows.after];
  const [before, after] = await readDisclosedRanges(
    summaries,
    { touchpoint: action.touchpoint, ranges },
    figures,
  );
  if (before === undefined || after === undefined) throw new Error('expected two ranges');
  return actionEffect({ action, windows }, { before, after }, settings);
};

/** A stored month, with the mentions of a theme at most where few people mention it. */
const monthFeedback = (
  summary: StoredSummary | undefined,
  theme: string | undefined,
  threshold: number,
): WindowFeedback => {
  if (summary === undefined) return nothingDisclosed;
  const disclosed = disclosedAlone(cellOf(summary), threshold);
  if (theme === undefined) return disclosed;
  const people = summary.tally.themes[theme]?.people;
  const isFew = threshold > 0 && (people === undefined || countPeople(people) < threshold);
  return isFew ? { ...disclosed, fewMentions: threshold - 1 } : disclosed;
};

/** The effect by whole months; undefined before a whole month has passed. */
const effectByMonths = async (
  { summaries, today }: Reading,
  action: Action,
  settings: MetricsSettings,
): Promise<ActionEffect | undefined> => {
  const windows = monthWindows(action.date, today);
  if (windows.after === undefined) return undefined;
  const months = [windows.before, windows.after].map(({ from }) => from.slice(0, 7));
  const stored = await summaries.readMany(
    months.map((period) => ({ touchpoint: action.touchpoint, grain: 'month' as const, period })),
  );
  const { figures } = thresholdsOf(settings);
  const [before, after] = stored.map((summary) => monthFeedback(summary, action.theme, figures));
  if (before === undefined || after === undefined) throw new Error('expected two months');
  return actionEffect({ action, windows }, { before, after }, settings);
};

/** What followed an action, by whole weeks; by whole months if weeks, or a theme in some of them, are below the minimum group size. */
export const effectOf = async (
  reading: Reading,
  action: Action,
  settings: MetricsSettings,
): Promise<ActionEffect> => {
  const byWeeks = await effectByWeeks(reading, action, settings);
  const isMissing = byWeeks.suppressed || (action.theme !== undefined && byWeeks.changes.length === 0);
  if (!isMissing) return byWeeks;
  const byMonths = await effectByMonths(reading, action, settings);
  return byMonths !== undefined && byMonths.changes.length > 0 ? byMonths : byWeeks;
};
