/** What is counted for operators: each metric, by the event of the log whose facts have its value. */

type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Each metric with the fact that is its value; `true` for events that are counted themselves. */
const measured: Readonly<Record<string, Readonly<Record<string, string | true>>>> = {
  'rows read': {
    RowsRead: 'rows',
    RowsAccepted: 'accepted',
    RowsDuplicate: 'duplicate',
    RowsUpdated: 'updated',
    RowsExcluded: 'excluded',
    RowsRejected: 'rejected',
  },
  'batch finished': {
    AnswersAsked: 'asked',
    AnswersScored: 'scored',
    AnswersNoContent: 'noContent',
    AnswersNoComment: 'noComment',
    AnswersUnsupported: 'unsupportedLanguage',
    BatchesComplete: 'complete',
    BatchesIncomplete: 'incomplete',
  },
  'file refused': { FilesRefused: true },
  'file given up': { FilesGivenUp: true },
  'batch held': { BatchesHeld: true },
  'batch undone': { BatchesUndone: true },
  'chunk failed': { ChunksFailed: true },
  'summary given up': { SummariesFailed: true },
  'person erased': { PeopleErased: true },
  'canary watched': { CanaryMissing: 'missing' },
  swept: { BatchesOpen: 'open', BatchesStuck: 'stuck' },
};

/** The value of the dimension `service` of every metric. */
export const metricService = 'pipeline';

/** The names of all metrics, in order. */
export const metricNames: readonly string[] = Object.values(measured).flatMap((metrics) =>
  Object.keys(metrics),
);

/**
 * The counts of an event, zeros included; none for an event that is not measured.
 *
 * @example countsOf('swept', { open: 3, stuck: 0 }) // { BatchesOpen: 3, BatchesStuck: 0 }
 */
export const countsOf = (event: string, facts: Facts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(measured[event] ?? {}).map(([metric, fact]) => [
      metric,
      fact === true ? 1 : Number(facts[fact] ?? 0),
    ]),
  );
