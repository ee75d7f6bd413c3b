import { createHash } from 'node:crypto';
import type { Copy, Departure } from '../feedback/response/copy.ts';
import type { Review } from '../feedback/reviews/review.ts';
import type { RunPair } from './batches/batch.ts';

/** The keys of the tables. A public contract: docs/tables.md documents them, and a test compares the two. */

/** The partition of a cell in the `feedback` table. The 0 is its only shard: keys of stored items have it. */
export const cellPartition = (touchpoint: string, cell: string): string => `${touchpoint}#${cell}#0`;

/** @example copyKey(copy) // { cell: 'delivery#2026-05-31#0', copy: '2026-05-31T10:20:00Z#q1w2…#b4tch…' } */
export const copyKey = (
  copy: Pick<Copy, 'touchpoint' | 'cell' | 'submittedAt' | 'responseId' | 'batchId' | 'occurrence'>,
) => ({
  cell: cellPartition(copy.touchpoint, copy.cell),
  copy: `${copy.submittedAt ?? copy.cell}#${copy.responseId}#${copy.batchId}${copy.occurrence === 0 ? '' : `.${copy.occurrence}`}`,
});
export type CopyKey = ReturnType<typeof copyKey>;

/**
 * After the copies of its cell. Contains the runs of both batches, so that a late message of one run affects no other.
 *
 * @example departureKey(departure) // { cell: 'delivery#2026-05-31#0', copy: '~9fQ….r1#b4tch….r1#000000' }
 */
export const departureKey = ({
  touchpoint,
  cell,
  from,
  fromRun,
  to,
  toRun,
  page,
}: Omit<Departure, 'uploadedAt' | 'responses'>): CopyKey => ({
  cell: cellPartition(touchpoint, cell),
  copy: `~${to}.${toRun}#${from}.${fromRun}#${String(page).padStart(6, '0')}`,
});

/**
 * Reviews have a partition of their own, so that counting copies does not read them: by touchpoint and month.
 *
 * @example reviewKey(review) // { cell: 'delivery#2026-05#reviews', copy: 'kJx…#9fQ…' }
 */
export const reviewKey = ({
  touchpoint,
  cell,
  responseId,
  batchId,
}: Pick<Review, 'touchpoint' | 'cell' | 'responseId' | 'batchId'>): CopyKey => ({
  cell: reviewPartition(touchpoint, monthOfCell(cell)),
  copy: `${responseId}#${batchId}`,
});

/** @example ['2026-05-31', '2026-05', 'undated'].map(monthOfCell) // ['2026-05', '2026-05', 'undated'] */
export const monthOfCell = (cell: string): string => (cell === 'undated' ? cell : cell.slice(0, 7));

export const reviewPartition = (touchpoint: string, span: string): string => `${touchpoint}#${span}#reviews`;

/**
 * `day` has the cells of one day, `month-only` and `undated` the cells without one; `week`, `month` and `all` are sums.
 * A week is named by its first day.
 */
export const grains = ['day', 'month-only', 'undated', 'week', 'month', 'all'] as const;
export type Grain = (typeof grains)[number];

/** One summary: a touchpoint in a period of a grain. */
export interface SummaryKey {
  readonly touchpoint: string;
  readonly grain: Grain;
  readonly period: string;
}

/** A summary broken down by a dimension: `channel`, or a declared pair such as `channel+segment`. */
export interface FacetKey extends SummaryKey {
  readonly dimension: string;
}

/** @example seriesKey({ touchpoint: 'delivery', grain: 'day', dimension: 'channel' }) // 'delivery|day|channel' */
export const seriesKey = ({
  touchpoint,
  grain,
  dimension,
}: Pick<SummaryKey, 'touchpoint' | 'grain'> & { readonly dimension?: string }): string =>
  `${touchpoint}|${grain}${dimension === undefined ? '' : `|${dimension}`}`;

/** Days are read together by month, longer periods by year: few queries, and no partition that grows without limit. */
const spanOf = (grain: Grain, period: string): string => period.slice(0, grain === 'day' ? 7 : 4);

/** Partition of the index `by-period`. @example indexPartition({ grain: 'day', period: '2026-05-31' }) // 'day|2026-05' */
export const indexPartition = ({ grain, period }: Pick<SummaryKey, 'grain' | 'period'>): string =>
  `${grain}|${spanOf(grain, period)}`;

/** Sort key of the index `by-period`. */
export const indexSort = ({ touchpoint, period }: Pick<SummaryKey, 'touchpoint' | 'period'>): string =>
  `${period}#${touchpoint}`;

/** The partitions of the index that periods between `from` and `to` are in, both included. */
export const indexPartitions = (grain: Grain, from: string, to: string): string[] => {
  if (grain === 'all' || grain === 'undated') return [indexPartition({ grain, period: wholeTime })];
  const spans: string[] = [];
  for (let span = spanOf(grain, from); span <= spanOf(grain, to); span = nextSpan(span)) spans.push(span);
  return spans.map((span) => `${grain}|${span}`);
};

/** @example nextSpan('2026-12') // '2027-01' */
const nextSpan = (span: string): string => {
  const [year = 0, month] = span.split('-').map(Number);
  if (month === undefined) return String(year + 1).padStart(4, '0');
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
};

/** The touchpoint of the canary file: no headline of it is read, so that no view counts it. */
export const canaryTouchpoint = 'verbatim-canary';
/** Where its file is uploaded. */
export const canaryPrefix = `uploads/${canaryTouchpoint}/`;

/** The only period of the grains `all` and `undated`. */
export const wholeTime = 'all';

/** A source is named by columns and folders of people: of any length, with any characters. */
const sourceName = (source: string): string =>
  createHash('sha256').update(source).digest('base64url').slice(0, 22);

/** The keys of everything else in the bucket. */
export const objectKeys = {
  chunk: (batchId: string, runId: string, chunk: number): string =>
    `chunks/${batchId}/${runId}/${String(chunk).padStart(6, '0')}.jsonl.gz`,
  /** The chunks of every run of a batch, also of one that never ended. */
  chunksOf: (batchId: string): string => `chunks/${batchId}/`,
  manifest: (batchId: string, runId: string): string => `batches/${batchId}/${runId}/manifest.json`,
  /** Where the places of a run's responses with ids are stored. */
  places: (batchId: string, runId: string): string => `batches/${batchId}/${runId}/places.bin`,
  /** In which cells the respondents of a run are. */
  respondents: (batchId: string, runId: string): string => `batches/${batchId}/${runId}/respondents.bin`,
  /** The cells of `from` that responses left for `to`, with the pages of each. */
  moves: ({ from, to }: RunPair): string =>
    `moves/${to.batchId}.${to.runId}/${from.batchId}.${from.runId}.json`,
  /** The places of all batches of a source: their list, and the objects that it names. */
  placesIndex: (source: string): string => `moves/sources/${sourceName(source)}/index.json`,
  placesSegment: (source: string, name: string): string => `moves/sources/${sourceName(source)}/${name}.bin`,
  /** An erasure of a person: its request and its certificate. */
  erasure: (id: string): string => `erasures/${id}.json`,
  /** Present while an erasure waits for its function or is at work. */
  openErasure: (id: string): string => `erasures/open/${id}`,
  /** A file of the tables for analysis. @example objectKeys.lake('feedback/month=2026-05/delivery.parquet') */
  lake: (path: string): string => `lake/${path}`,
  /** Which of those files a touchpoint has, and what they were made of. */
  lakeState: (touchpoint: string): string => `lake/state/${touchpoint}.json`,
  /** The touchpoints that have or had such files. */
  lakeTouchpoints: 'lake/touchpoints.json',
  /** The reporting time zone that the stored days are of. */
  zone: 'batches/zone.json',
  /** An export that is too large for an answer; it expires after a day. */
  export: (id: string, name: string): string => `exports/${id}/${name}`,
  /** What a run had read, and written so many chunks of, when its function's time was over; and rejected rows that are not in `rejects/` yet. */
  checkpoint: (batchId: string, runId: string, chunks: number): string =>
    `${objectKeys.checkpoints(batchId, runId)}${String(chunks).padStart(6, '0')}.bin`,
  checkpointRejects: (batchId: string, runId: string, part: number): string =>
    `${objectKeys.checkpoints(batchId, runId)}rejects-${String(part).padStart(6, '0')}.csv`,
  checkpoints: (batchId: string, runId: string): string => `${objectKeys.checkpointsOf(batchId)}${runId}/`,
  checkpointsOf: (batchId: string): string => `checkpoints/${batchId}/`,
  mapping: (batchId: string): string => `batches/${batchId}/mapping.json`,
  rejects: (batchId: string): string => `rejects/${batchId}.csv`,
  mappingOverride: (objectKey: string): string => `${objectKey}.mapping.json`,
  /** A file that waits for confirmation, its parts (from 1) until it is joined, and its announcement. */
  staged: (uploadId: string) => ({
    file: `staging/${uploadId}/file`,
    part: (part: number): string => `staging/${uploadId}/part-${part}`,
    request: `staging/${uploadId}/upload.json`,
  }),
  /** Responses of a request that wait to be collected into a file, in the order in which they came. */
  waiting: (requestId: string, receivedAt: Date): string =>
    `${waitingPrefix}${receivedAt.getTime()}-${requestId}.json`,
  /** Up to where a connector has read its source. */
  connector: (name: string): string => `connectors/${name}.json`,
  /** A file of collected responses, named by its content and its mapping. */
  streamFile: (source: string, digest: string): string => `${uploadsPrefix}stream/${source}/${digest}.jsonl`,
  /** Prefix `delivery/2026/` is stored in `config/mappings/delivery/2026.json`. */
  savedMapping: (prefix: string): string => `config/mappings/${prefix.replace(/\/$/, '')}.json`,
  journey: 'config/journey.yaml',
  taxonomy: 'config/taxonomy.yaml',
  /** The text before an edit, by the instant of the edit. */
  taxonomyVersion: (at: string): string => `config/taxonomy/history/${at}.yaml`,
  /** What stood in `config/<name>.yaml` before a change, by the instant of the change. */
  configVersion: (name: string, at: string): string => `config/history/${name}/${at}.yaml`,
  metrics: 'config/metrics.yaml',
  calendar: 'config/calendar.yaml',
  alerts: 'config/alerts.yaml',
  actions: 'config/actions.yaml',
  /** @example objectKeys.digest({ scope: 'delivery', grain: 'week', period: '2026-05-25' }, 'html') // 'digests/delivery/week/2026-05-25.html' */
  digest: (
    { scope, grain, period }: { readonly scope: string; readonly grain: string; readonly period: string },
    ending: string,
  ): string => `digests/${scope}/${grain}/${period}.${ending}`,
  limits: 'config/limits.yaml',
  retention: 'config/retention.yaml',
  redaction: 'config/redaction.yaml',
  webhooks: 'config/webhooks.yaml',
  connectors: 'config/connectors.yaml',
  languages: 'config/languages.yaml',
  calibration: 'config/calibration.json',
  sentiment: 'config/sentiment.json',
  /** Version `verbatim-en-1+1f3a/77b0` is stored in `config/sentiment/verbatim-en-1_1f3a_77b0.bin`. */
  sentimentWeights: (version: string): string =>
    `config/sentiment/${version.replaceAll(/[^\w.-]/g, '_')}.bin`,
} as const;

export const uploadsPrefix = 'uploads/';

export const waitingPrefix = 'stream/';
/** The lease of the collection that runs. */
export const collectionLease = 'collecting/lease.json';
