import { parseJourney } from '../../lib/feedback/journey.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import type { MetricsSettings } from '../../lib/metrics/figures/metrics-settings.ts';
import type {
  Mail,
  Notice,
  ReportConfiguration,
  ReportEffects,
} from '../../lib/pipeline/report/report-effects.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { parseActions } from '../../lib/reports/actions.ts';
import { parseAlertRules } from '../../lib/reports/alerts/alert-rules.ts';
import { parseCalendar } from '../../lib/reports/schedules.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { exampleCopy } from '../store/examples.ts';
import {
  memoryBatchStore,
  memoryFeedbackStore,
  memoryIssueStore,
  memoryObjectStore,
  memoryQueue,
  memorySummaryStore,
} from '../store/memory.ts';
import { memoryReportStore } from '../store/memory-reports.ts';

/** Stored feedback, a clock, and what reports do with both. */

const journeyText = `
stages:
  - { id: order, touchpoints: [{ id: checkout, name: Checkout }, { id: delivery, name: Delivery }] }`;

export interface ReportSettings {
  readonly calendar?: string;
  readonly alerts?: string;
  readonly actions?: string;
  readonly metrics?: MetricsSettings;
}

type Settings = Configuration & ReportConfiguration;

const configurationOf = ({
  calendar = '',
  alerts,
  actions = '',
  metrics = {},
}: ReportSettings): Settings => ({
  journey: async () => parseJourney(journeyText),
  metrics: async () => metrics,
  themes: async () => new Map(),
  themesMark: async () => '',
  analyzer: () => Promise.reject(new Error('reports analyze nothing')),
  limits: () => Promise.reject(new Error('reports load nothing')),
  retention: () => Promise.reject(new Error('reports remove nothing')),
  ownNumbers: () => Promise.reject(new Error('reports load nothing')),
  paidLanguages: async () => [],
  savedMapping: async () => undefined,
  calendar: async () => parseCalendar(calendar, 'config/calendar.yaml'),
  alertRules: async () => (alerts === undefined ? undefined : parseAlertRules(alerts, 'config/alerts.yaml')),
  plannedActions: async () => parseActions(actions, 'config/actions.yaml'),
});

let made = 0;

/** Customers who say the same on one day. */
export const customers = (
  count: number,
  day: string,
  touchpoint: string,
  nps: number,
  text = 'Quick',
): Copy[] =>
  Array.from({ length: count }, () => {
    made += 1;
    const responseId = String(made).padStart(6, '0').split('').reverse().join('');
    const [answer] = exampleCopy().answers;
    if (answer === undefined) throw new Error('the example has an answer');
    return exampleCopy({
      responseId,
      fingerprint: responseId,
      touchpoint,
      cell: day,
      submittedAt: `${day}T10:00:00Z`,
      ratings: { 'nps:transactional': nps },
      answers: [{ ...answer, text }],
    });
  });

export const createReportWorld = async (settings: ReportSettings, copies: readonly Copy[]) => {
  const summaries = memorySummaryStore();
  const feedback = memoryFeedbackStore();
  const batches = memoryBatchStore();
  const objects = memoryObjectStore();
  const notices: Notice[] = [];
  const mails: Parameters<Mail>[0][] = [];
  let clock = new Date('2026-06-01T07:30:00Z');
  const effects: ReportEffects = {
    objects,
    feedback,
    summaries,
    issues: memoryIssueStore(),
    batches,
    reports: memoryReportStore(),
    notify: async (notice) => {
      notices.push(notice);
    },
    mail: async (mail) => {
      mails.push(mail);
    },
    now: () => clock,
    log: () => undefined,
  };
  const configuration = configurationOf(settings);
  const store = async (added: readonly Copy[]): Promise<void> => {
    await feedback.put(added);
    const cells = Map.groupBy(added, ({ touchpoint }) => touchpoint);
    const queue = memoryQueue<never>();
    for (const [touchpoint, some] of cells)
      await summarizeTouchpoint(
        { ...effects, ingestQueue: queue, analyzeQueue: queue, summarizeQueue: queue },
        configuration,
        { touchpoint, cells: [...new Set(some.map(({ cell }) => cell))] },
      );
  };
  await store(copies);
  return {
    effects,
    configuration,
    objects,
    batches,
    notices,
    mails,
    store,
    at: (time: string) => {
      clock = new Date(time);
    },
  };
};
