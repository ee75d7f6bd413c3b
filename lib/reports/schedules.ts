import type { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { expectedBy } from '../expected.ts';
import {
  type CalendarCut,
  defaultCut,
  type ReportGrain,
  type Weekday,
} from '../metrics/calendar/report-period.ts';
import { readYaml } from '../yaml-source.ts';
import { calendarSchema } from './calendar-schema.ts';
import type { DigestLanguage } from './digest/digest-material.ts';

/** A task for each period, after it is over. */
export interface ReportSchedule {
  /** Identifies the runs: a schedule with another id is another schedule. */
  readonly id: string;
  readonly kind: 'digest' | 'alerts';
  readonly every: ReportGrain;
  /** The hour, 0..23, in the reporting zone. */
  readonly at: number;
  /** For weeks: the day after its end on which it runs. Default: the first. */
  readonly weekday?: Weekday;
  /** For digests: the touchpoints with a digest of their own, besides that of the whole journey. Default: all with feedback. */
  readonly touchpoints?: readonly string[];
  /** For digests: who gets the page by mail, if the deployment has a sender address. Default: nobody. */
  readonly recipients?: readonly string[];
  /** For digests. Default: English. */
  readonly language?: DigestLanguage;
}

/** The content of `config/calendar.yaml`. Days are days of the reporting zone, which is fixed for the deployment. */
export interface CalendarSettings extends CalendarCut {
  readonly schedules: readonly ReportSchedule[];
}

/** Weeks from Monday, fiscal years from January, nothing scheduled. */
export const defaultCalendar: CalendarSettings = { ...defaultCut, schedules: [] };

/**
 * YAML of a shape. An empty file is the empty object.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 */
export const parseSettings = <Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): z.infer<Schema> => {
  const parsed = schema.safeParse(readYaml(text, file, { code: 'usage', named: 'the file' }).value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file,
    expected: expectedBy(parsed.error) ?? 'a valid value',
  });
};

/**
 * The content of `config/calendar.yaml`.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseCalendar('schedules: [{ id: weekly, kind: digest, every: week, at: 7 }]', 'config/calendar.yaml')
 */
export const parseCalendar = (text: string, file: string): CalendarSettings =>
  parseSettings(calendarSchema, text, file);
