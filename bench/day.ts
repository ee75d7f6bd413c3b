import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { seededRandom } from '../examples/random.ts';
import { assetPath } from '../lib/assets.ts';
import type { Copy } from '../lib/feedback/response/copy.ts';
import { startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { clientSettings } from '../lib/local/emulators/clients.ts';
import type { Effects } from '../lib/pipeline/effects.ts';
import { summarizeTouchpoint } from '../lib/pipeline/summarize/summarize.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { dynamoFeedbackStore } from '../lib/store/feedback-store.ts';
import { dynamoSummaryStore } from '../lib/store/summary-store.ts';
import { commentOf } from './feedback-file.ts';
import { anyPort, temporaryDirectory } from './local-cloud.ts';

/** Summarizing one cell with very many responses, in a process of its own. */
export interface DayFigures {
  readonly responses: number;
  readonly seconds: number;
  /** Processor time of the function alone, without the emulator's. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const touchpoint = 'delivery';
const cell = '2026-05-31';
/** What a function of 512 MB could give its heap: without a limit the process keeps garbage for as long as there is room. */
const heapLimit = '--max-old-space-size=320';

/** Imported here only: the process that summarizes has no use for language models, in the cloud neither. */
const responses = async (count: number): Promise<Copy[]> => {
  const { createAnalyzer } = await import('../lib/analysis/analyzer.ts');
  const { loadTaxonomy } = await import('../lib/analysis/themes/taxonomy.ts');
  const analyzer = createAnalyzer({
    taxonomy: loadTaxonomy(readFileSync(assetPath('taxonomies/cx-core.yaml'), 'utf8'), 'cx-core.yaml'),
  });
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, index): Copy => {
    const answer = { question: 'Why?', role: 'reason', text: commentOf(random) } as const;
    return {
      row: index + 1,
      responseId: `response-${index}`,
      occurrence: 0,
      fingerprint: `said-${index}`,
      sourceId: `R_${index}`,
      touchpoint,
      cell,
      submittedAt: `${cell}T10:20:00Z`,
      datePrecision: 'time',
      voice: 'customer',
      solicited: true,
      channel: random.pick(['web', 'app', 'store']),
      ratings: { 'nps:transactional': random.integer(11) },
      attributes: {},
      asked: 1,
      answers: [{ ...answer, analysis: analyzer.analyze(answer) }],
      batchId: 'benchmark',
      uploadedAt: '2026-06-01T00:00:00.000Z',
      versions: analyzer.versions,
    };
  });
};

/** The child's part: what the function does on a message. */
const summarize = async (endpoint: string, feedback: string, summaries: string): Promise<void> => {
  const client = documentClient({ ...clientSettings, endpoint });
  const effects = {
    feedback: dynamoFeedbackStore(client, feedback),
    summaries: dynamoSummaryStore(client, summaries),
    summarizeQueue: { send: async () => undefined },
    log: () => undefined,
  } as unknown as Effects;
  const start = performance.now();
  const before = process.cpuUsage();
  const configuration = { metrics: async () => ({ dimensions: ['channel'] }) };
  await summarizeTouchpoint(effects, configuration, { touchpoint, cells: [cell] });
  const { user, system } = process.cpuUsage(before);
  console.log(
    JSON.stringify({
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
};

export const measure = async (count = 100_000): Promise<DayFigures> => {
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  const { FeedbackTable = '', SummariesTable = '' } = cloud.outputs;
  const client = documentClient({ ...clientSettings, endpoint: cloud.endpoints.dynamodb });
  try {
    await dynamoFeedbackStore(client, FeedbackTable).put(await responses(count));
    const { stdout } = await promisify(execFile)(process.execPath, [
      heapLimit,
      import.meta.filename,
      '--summarize',
      cloud.endpoints.dynamodb,
      FeedbackTable,
      SummariesTable,
    ]);
    return { responses: count, ...JSON.parse(stdout) };
  } finally {
    client.destroy();
    await cloud.stop();
    remove();
  }
};

/** Prints the figures. */
export const run = async (count?: number): Promise<void> => {
  const { responses: read, seconds, cpuSeconds, peakMegabytes } = await measure(count);
  console.log('Summarizing one day of one touchpoint');
  console.table({
    responses: read,
    'seconds by the clock': Number(seconds.toFixed(1)),
    'seconds of processor time': Number(cpuSeconds.toFixed(1)),
    'peak MB': Math.round(peakMegabytes),
  });
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { summarize: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [first = '', second = '', third = ''] = positionals;
  if (values.summarize) await summarize(first, second, third);
  else await run(first === '' ? undefined : Number(first));
}
