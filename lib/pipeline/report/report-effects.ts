import type { Action } from '../../reports/action-schema.ts';
import type { AlertRule } from '../../reports/alerts/alert-rule-schema.ts';
import type { CalendarSettings } from '../../reports/schedules.ts';
import type { ReportStore } from '../../store/report-store.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects } from '../effects.ts';

/** A message to those who subscribed to digests and alerts: figures and where to read on, never what a customer wrote. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
}

export type Notify = (notice: Notice) => Promise<void>;

/** Mails a page to one recipient. */
export type Mail = (message: {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
}) => Promise<void>;

/** Rephrases a prompt's facts. What comes back is checked before anyone reads it. */
export type Narrate = (prompt: string) => Promise<string>;

/** What reports do to the world. */
export interface ReportEffects
  extends Pick<Effects, 'objects' | 'feedback' | 'summaries' | 'issues' | 'batches' | 'log'> {
  readonly reports: ReportStore;
  readonly notify: Notify;
  /** Absent where the deployment has no address to send from. */
  readonly mail?: Mail;
  /** Absent where the deployment has no model: digests are the plain sentences. */
  readonly narrate?: Narrate;
  now(): Date;
}

/** What the report step is given. */
export interface ReportContext {
  readonly effects: ReportEffects;
  readonly configuration: Pick<Configuration, 'journey' | 'metrics'> & ReportConfiguration;
  /** The reporting zone. */
  readonly zone: string;
}

/** What a team configured of reports, read on each call. */
export interface ReportConfiguration {
  calendar(): Promise<CalendarSettings>;
  /** Undefined where there is no `config/alerts.yaml`. */
  alertRules(): Promise<readonly AlertRule[] | undefined>;
  plannedActions(): Promise<readonly Action[]>;
}
