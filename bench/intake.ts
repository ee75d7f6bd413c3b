import { parseArgs } from 'node:util';
import { seededRandom } from '../examples/random.ts';
import { emptyJourney } from '../lib/feedback/journey.ts';
import { inferMapping } from '../lib/feedback/mapping/infer-mapping.ts';
import type { SourceTable } from '../lib/feedback/reading/source.ts';
import { intake, rowLedger } from '../lib/feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers } from '../lib/feedback/response/ledger.ts';

export interface IntakeResult {
  readonly rows: number;
  /** By the processor's time, which other work on the machine changes less than the clock. The goal is 40,000. */
  readonly rowsPerSecond: number;
  readonly peakMegabytes: number;
}

const words =
  'delivery was late but the staff were kind and helpful checkout felt slow price good never again'.split(
    ' ',
  );

/** Rows out of memory, so that nothing but the intake is measured. Every tenth has no id, every fifth a line break. */
const rowsInMemory = (count: number): SourceTable => ({
  name: 'memory.csv',
  shape: { format: 'csv' },
  columns: ['Response ID', 'Submitted at', 'E-mail', 'NPS', 'Comment', 'Store'].map((name) => ({ name })),
  async *rows() {
    const random = seededRandom(1);
    const pick = (options: number): number => random.integer(options);
    for (let row = 1; row <= count; row += 1) {
      const comment = Array.from({ length: 3 + pick(15) }, () => random.pick(words)).join(' ');
      yield {
        row,
        cells: [
          row % 10 === 0 ? '' : `R_${row}`,
          `${1 + pick(12)}/${1 + pick(28)}/2025 ${pick(24)}:${10 + pick(50)}`,
          `customer${pick(count)}@example.org`,
          String(pick(11)),
          row % 5 === 0 ? `${comment}\n${comment}` : comment,
          `Store ${pick(50)}`,
        ],
      };
    }
  },
});

/** Takes `rows` generated rows in and says how fast. */
export const measure = async (rows = 200_000): Promise<IntakeResult> => {
  const table = rowsInMemory(rows);
  const { mapping } = await inferMapping(table, {});
  const context = {
    identityKey: Buffer.from('a key of the benchmark'),
    batchId: 'benchmark',
    journey: emptyJourney,
    reportingTimeZone: 'Europe/Berlin',
    phoneCountry: 'US',
    receivedAt: '2026-06-01T12:00:00Z',
  };
  let ledger = emptyRowLedger;
  const before = process.cpuUsage();
  for await (const group of intake(table, mapping, context)) {
    ledger = mergeRowLedgers(ledger, rowLedger(group));
  }
  const { user, system } = process.cpuUsage(before);
  return {
    rows: ledger.accepted,
    rowsPerSecond: Math.round(ledger.read / ((user + system) / 1e6)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
};

/** Prints the figures. */
export const run = async (count?: number): Promise<void> => {
  const { rows, rowsPerSecond, peakMegabytes } = await measure(count);
  console.log(
    `Intake alone: ${rows} rows mapped, checked, redacted and identified, ${rowsPerSecond} a second of processor time, ${peakMegabytes} MB at most`,
  );
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { rows: { type: 'string' } } });
  await run(values.rows === undefined ? undefined : Number(values.rows));
}
