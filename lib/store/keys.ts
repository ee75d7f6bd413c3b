import type { Copy } from '../feedback/copy.ts';

/** How the tables are keyed. A public contract: docs/tables.md says the same in words, and a test holds them together. */

/** Every touchpoint has one shard until a hot one is given more. */
const shardCount = 1;

/** The partitions of a cell in the `feedback` table. */
export const cellPartitions = (touchpoint: string, cell: string): string[] =>
  Array.from({ length: shardCount }, (_, shard) => `${touchpoint}#${cell}#${shard}`);

/** @example copyKey(copy) // { cell: 'delivery#2026-05-31#0', copy: '2026-05-31T10:20:00Z#q1w2…#b4tch…' } */
export const copyKey = (
  copy: Pick<Copy, 'touchpoint' | 'cell' | 'submittedAt' | 'responseId' | 'batchId' | 'occurrence'>,
) => ({
  cell: `${copy.touchpoint}#${copy.cell}#0`,
  copy: `${copy.submittedAt ?? copy.cell}#${copy.responseId}#${copy.batchId}${copy.occurrence === 0 ? '' : `.${copy.occurrence}`}`,
});
export type CopyKey = ReturnType<typeof copyKey>;

/**
 * `day` holds the cells of one day, `month-only` and `undated` the cells without one; `week`, `month` and `all` are sums.
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

export const seriesKey = ({ touchpoint, grain }: Pick<SummaryKey, 'touchpoint' | 'grain'>): string =>
  `${touchpoint}|${grain}`;

export const whenKey = ({ grain, period }: Pick<SummaryKey, 'grain' | 'period'>): string =>
  `${grain}|${period}`;

/** The one period of the grains `all` and `undated`. */
export const wholeTime = 'all';

/** Where everything else lives in the bucket. */
export const objectKeys = {
  chunk: (batchId: string, runId: string, chunk: number): string =>
    `chunks/${batchId}/${runId}/${String(chunk).padStart(6, '0')}.jsonl.gz`,
  manifest: (batchId: string, runId: string): string => `batches/${batchId}/${runId}/manifest.json`,
  mapping: (batchId: string): string => `batches/${batchId}/mapping.json`,
  rejects: (batchId: string): string => `rejects/${batchId}.csv`,
  mappingOverride: (objectKey: string): string => `${objectKey}.mapping.json`,
  /** Prefix `delivery/2026/` is kept in `config/mappings/delivery/2026.json`. */
  savedMapping: (prefix: string): string => `config/mappings/${prefix.replace(/\/$/, '')}.json`,
  journey: 'config/journey.yaml',
  taxonomy: 'config/taxonomy.yaml',
  figures: 'config/metrics.yaml',
} as const;

export const uploadsPrefix = 'uploads/';
