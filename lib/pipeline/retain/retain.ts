import { addMonths, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import type { ReportStore } from '../../store/report-store.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects } from '../effects.ts';
import { closeMonths } from './close-months.ts';
import { removeDigests, removeFiles } from './remove-expired.ts';

/** What retention changes. */
export interface RetainEffects extends Effects {
  readonly reports: Pick<ReportStore, 'digestsOf' | 'removeDigest'>;
}

export interface RetainContext {
  readonly effects: RetainEffects;
  readonly configuration: Pick<Configuration, 'retention'>;
  readonly now: Date;
  /** The time left for this function. */
  readonly remainingMs: () => number;
}

/** The instant so many months ago; the last day of a shorter month. @example instantBefore(new Date('2026-05-31T00:00:00Z'), 3) // '2026-02-28T00:00:00.000Z' */
export const instantBefore = (now: Date, months: number): string => {
  const instant = now.toISOString();
  const month = addMonths(instant.slice(0, 7), -months);
  const [sameDay, lastDay] = [month + instant.slice(7, 10), lastDayOfMonth(month)];
  return (sameDay < lastDay ? sameDay : lastDay) + instant.slice(10);
};

/** Files and digests, once a day. */
const removeExpired = async ({ effects, configuration, now, remainingMs }: RetainContext): Promise<void> => {
  const { fileMonths, digestMonths } = await configuration.retention();
  const today = now.toISOString().slice(0, 10);
  const { checkedOn = '' } = await effects.batches.retentionMarks();
  if (checkedOn >= today || (fileMonths === undefined && digestMonths === undefined)) return;
  if (digestMonths !== undefined) await removeDigests(effects, instantBefore(now, digestMonths));
  const isDone =
    fileMonths === undefined || (await removeFiles(effects, instantBefore(now, fileMonths), remainingMs));
  if (isDone) await effects.batches.advanceRetention({ checkedOn: today });
};

/**
 * Does what `config/retention.yaml` says; nothing if it says nothing. Called every hour, and can be repeated: what one call leaves, the next
 * one finds.
 */
export const retain = async (context: RetainContext): Promise<void> => {
  const { effects, configuration, now } = context;
  const { feedbackMonths } = await configuration.retention();
  await closeMonths(effects, feedbackMonths, now);
  await removeExpired(context);
};
