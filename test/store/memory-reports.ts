import type { Action } from '../../lib/reports/action-schema.ts';
import {
  actionItem,
  alertItem,
  digestItem,
  type IssuedDigest,
  type ReportStore,
  type StoredAlert,
} from '../../lib/store/report-store.ts';
import { refuseTooLarge } from './memory-table.ts';

const keys = { partition: 'series', sort: 'period' };

interface Run {
  done?: string;
  claimed?: { readonly period: string; readonly at: number };
}

/** The report store in memory; its contract suite holds it to the real one. */
export const memoryReportStore = (): ReportStore => {
  const runs = new Map<string, Run>();
  const digests = new Map<string, IssuedDigest>();
  const alerts = new Map<string, StoredAlert>();
  const actions = new Map<string, Action>();
  const runOf = (schedule: string): Run => {
    const run = runs.get(schedule) ?? {};
    runs.set(schedule, run);
    return run;
  };
  return {
    async lastDone() {
      return new Map([...runs].flatMap(([id, { done }]) => (done === undefined ? [] : [[id, done]])));
    },
    async claimRun({ schedule, period }, now, leaseSeconds) {
      const run = runOf(schedule);
      if (run.done !== undefined && run.done >= period) return false;
      if (run.claimed !== undefined && run.claimed.at >= now.getTime() - leaseSeconds * 1000) return false;
      run.claimed = { period, at: now.getTime() };
      return true;
    },
    async finishRun({ schedule, period }) {
      const run = runOf(schedule);
      if (run.done === undefined || run.done < period) runs.set(schedule, { done: period });
    },
    async releaseRun({ schedule, period }) {
      const run = runOf(schedule);
      if (run.claimed?.period === period) delete run.claimed;
    },
    async putDigest(digest) {
      refuseTooLarge(digestItem(digest), keys);
      digests.set(`${digest.period}#${digest.grain}#${digest.scope}`, digest);
    },
    async removeDigest({ period, grain, scope }) {
      digests.delete(`${period}#${grain}#${scope}`);
    },
    digestsOf: async (year) =>
      [...digests]
        .filter(([key]) => key.startsWith(year))
        .toSorted(([left], [right]) => (left < right ? 1 : -1))
        .map(([, digest]) => digest),
    alerts: async () =>
      [...alerts].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, alert]) => alert),
    async replaceAlert(alert, revision) {
      refuseTooLarge(alertItem(alert, revision ?? 0), keys);
      const key = `${alert.rule}#${alert.subject}`;
      if (alerts.get(key)?.revision !== revision) return false;
      alerts.set(key, { ...alert, revision: (revision ?? 0) + 1 });
      return true;
    },
    async putAction(action) {
      refuseTooLarge(actionItem(action), keys);
      if (actions.has(action.id)) return false;
      actions.set(action.id, action);
      return true;
    },
    actions: async () => [...actions.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
  };
};
