import type { Action } from '../../reports/action-schema.ts';
import type { AlertRule } from '../../reports/alerts/alert-rule-schema.ts';
import type { CalendarSettings } from '../../reports/schedules.ts';
import type { ReportStore } from '../../store/report-store.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects } from '../effects.ts';

/** A notification to subscribers of digests and alerts: figures and links, never what a customer wrote. */
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

/** Rephrases a prompt's facts. The result is checked before anyone reads it. */
export type Narrate = (prompt: string) => Promise<string>;

/** All effects of reports. */
export interface ReportEffects
  extends Pick<Effects, 'objects' | 'feedback' | 'summaries' | 'issues' | 'batches' | 'log'> {
  readonly reports: ReportStore;
  readonly notify: Notify;
  /** Absent if the deployment has no sender address. */
  readonly mail?: Mail;
  /** Absent if the deployment has no model: digests have only their own sentences. */
  readonly narrate?: Narrate;
  now(): Date;
}

/** The input of the report step. */
export interface ReportContext {
  readonly effects: ReportEffects;
  readonly configuration: Pick<Configuration, 'journey' | 'metrics' | 'themes'> & ReportConfiguration;
  /** The reporting time zone. */
  readonly zone: string;
}

/** The team's configuration of reports, read on each call. */
export interface ReportConfiguration {
  calendar(): Promise<CalendarSettings>;
  /** Undefined without `config/alerts.yaml`. */
  alertRules(): Promise<readonly AlertRule[] | undefined>;
  plannedActions(): Promise<readonly Action[]>;
}
