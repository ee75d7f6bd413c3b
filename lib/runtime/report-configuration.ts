import type { ReportConfiguration } from '../pipeline/report/report-effects.ts';
import type { Action } from '../reports/action-schema.ts';
import { parseActions } from '../reports/actions.ts';
import type { AlertRule } from '../reports/alerts/alert-rule-schema.ts';
import { parseAlertRules } from '../reports/alerts/alert-rules.ts';
import { defaultCalendar, parseCalendar } from '../reports/schedules.ts';
import { objectKeys } from '../store/keys.ts';
import type { ObjectStore } from '../store/object-store.ts';

/** The configuration of reports under `config/` of the bucket, read on each call: a change needs no deployment. */
export const bucketReportConfiguration = (objects: Pick<ObjectStore, 'read'>): ReportConfiguration => {
  const read = async <Value>(
    key: string,
    parse: (text: string, file: string) => Value,
  ): Promise<Value | undefined> => {
    const text = await objects.read(key);
    return text === undefined ? undefined : parse(text.toString(), key);
  };
  return {
    calendar: async () => (await read(objectKeys.calendar, parseCalendar)) ?? defaultCalendar,
    alertRules: () => read<readonly AlertRule[]>(objectKeys.alerts, parseAlertRules),
    plannedActions: async () => (await read<readonly Action[]>(objectKeys.actions, parseActions)) ?? [],
  };
};
