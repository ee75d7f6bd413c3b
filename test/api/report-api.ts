import { createApi } from '../../lib/api/app.ts';
import { reportRoutes } from '../../lib/api/reports/report-routes.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { runReports } from '../../lib/pipeline/report/run-reports.ts';
import { createReportWorld, customers, type ReportSettings } from '../pipeline/report-world.ts';
import { memoryQueue } from '../store/memory.ts';
import { checkAnswer } from './fitting-answers.ts';

const weekly = 'schedules: [{ id: weekly, kind: digest, every: week, at: 7 }]';
const twoWeeks = [
  ...customers(40, '2026-05-20', 'delivery', 10),
  ...customers(40, '2026-05-27', 'delivery', 0),
];

/** The API over feedback, by default two weeks of it on delivery, and what reports do there. */
export const createReportApi = async (
  settings: ReportSettings = { calendar: weekly },
  feedback: readonly Copy[] = twoWeeks,
) => {
  const world = await createReportWorld(settings, feedback);
  const queue = memoryQueue<never>();
  const { configuration } = world;
  const context = {
    effects: { ...world.effects, ingestQueue: queue, analyzeQueue: queue, summarizeQueue: queue },
    configuration,
    today: () => world.effects.now().toISOString().slice(0, 10),
    milliseconds: () => 0,
  };
  const api = createApi(context, {
    further: reportRoutes({ effects: world.effects, configuration, zone: 'UTC' }),
    look: checkAnswer,
  });
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await api.request(path, init);
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };
  const json = async (path: string, init?: RequestInit) => {
    const { status, text } = await ask(path, init);
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  };
  return {
    ...world,
    api,
    ask,
    json,
    issue: () => runReports({ effects: world.effects, configuration: world.configuration, zone: 'UTC' }),
  };
};
