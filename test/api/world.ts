import { createApi } from '../../lib/api/app.ts';
import type { Copy } from '../../lib/feedback/copy.ts';
import { emptyJourney, parseJourney } from '../../lib/feedback/journey.ts';
import type { MetricsSettings } from '../../lib/metrics/metrics-settings.ts';
import type { Configuration, Effects } from '../../lib/steps/effects.ts';
import { summarizeTouchpoint } from '../../lib/steps/summarize.ts';
import { exampleCopy } from '../store/examples.ts';
import {
  memoryBatchStore,
  memoryFeedbackStore,
  memoryObjectStore,
  memoryQueue,
  memorySummaryStore,
} from '../store/memory.ts';

export interface WorldOptions {
  readonly journey?: string;
  readonly metrics?: MetricsSettings;
  readonly today?: string;
}

/** The API over stores in memory, with feedback that is summarized as the pipeline does. */
export const apiWorld = ({ journey, metrics = {}, today = '2026-07-15' }: WorldOptions = {}) => {
  const effects: Effects = {
    objects: memoryObjectStore(),
    feedback: memoryFeedbackStore(),
    summaries: memorySummaryStore(),
    batches: memoryBatchStore(),
    ingestQueue: memoryQueue(),
    analyzeQueue: memoryQueue(),
    summarizeQueue: memoryQueue(),
    log: () => undefined,
  };
  const configuration: Configuration = {
    journey: async () => (journey === undefined ? emptyJourney : parseJourney(journey)),
    analyzer: () => Promise.reject(new Error('the API analyzes nothing')),
    metrics: async () => metrics,
    limits: async () => ({}),
    savedMapping: async () => undefined,
  };
  const api = createApi(effects, configuration, () => today);
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await api.request(path)).json()) as Answer;
  const store = async (...copies: readonly Copy[][]): Promise<void> => {
    const all = copies.flat();
    await effects.feedback.put(all);
    for (const [touchpoint, theirs] of Map.groupBy(all, (copy) => copy.touchpoint))
      await summarizeTouchpoint(effects, configuration, {
        touchpoint,
        cells: [...new Set(theirs.map(({ cell }) => cell))],
      });
  };
  return { effects, api, get, store };
};

/** Responses of one day, each of another person. */
export const responsesOn = (
  day: string,
  count: number,
  changes: Partial<Copy> | ((index: number) => Partial<Copy>) = {},
): Copy[] =>
  Array.from({ length: count }, (_, index) => {
    const own = typeof changes === 'function' ? changes(index) : changes;
    const responseId = `${own.touchpoint ?? ''}${day}${own.channel ?? ''}#${index}`
      .split('')
      .toReversed()
      .join('');
    return exampleCopy({
      responseId,
      submittedAt: `${day}T${String(index % 24).padStart(2, '0')}:00:00Z`,
      cell: day,
      respondent: undefined,
      ...own,
    } as Partial<Copy>);
  });
