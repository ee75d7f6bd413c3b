import { parseArgs } from 'node:util';
import { type Random, seededRandom } from '../examples/random.ts';
import { billOf } from '../lib/cost/bill.ts';
import { type PriceList, pricesOf } from '../lib/cost/prices.ts';
import { type Usage, usageSince } from '../lib/cost/usage.ts';
import { type LocalCloud, startLocalCloud } from '../lib/local/cloud/cloud.ts';
import type { FunctionTime } from '../lib/local/functions/function-time.ts';
import { generateCsv } from './feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/**
 * What AWS would bill for a million comments, from what the local cloud metered for fewer: `node bench/cost.ts [--rows 20000] [--region us-east-1] [SCENARIO …]`.
 * Large files without and with respondents, then files of 100 scattered rows, as many at once as a person's script would put.
 */
export interface CostFigures {
  readonly scenario: string;
  readonly rows: number;
  /** By the processor time of functions: they wait for nothing. */
  readonly usage: Usage;
  /** Dollars a million by the elapsed time of functions, which here wait for each other and for the emulators. */
  readonly dollarsPerMillion: Readonly<Record<FunctionTime, number>>;
}

/** The same file with a respondent for every row; two in three of them answer once. */
const withRespondents = (csv: string, random: Random): string =>
  csv
    .trimEnd()
    .split('\n')
    .map((line, index, { length }) =>
      index === 0 ? `${line},Email` : `${line},person-${random.integer(length)}@example.org`,
    )
    .join('\n');

/** Files of 100 rows each, spread over three months and seven touchpoints. */
const scatteredFiles = (rows: number): string[] =>
  Array.from({ length: Math.ceil(rows / rowsInSmallFile) }, (_, index) =>
    generateCsv(rowsInSmallFile, 1000 + index),
  );

const rowsInSmallFile = 100;

const uploadedTogether = 20;

const load = async (cloud: LocalCloud, name: string, files: readonly string[]): Promise<void> => {
  for (let start = 0; start < files.length; start += uploadedTogether)
    await Promise.all(
      files
        .slice(start, start + uploadedTogether)
        .map((file, index) => upload(cloud, `uploads/${name}/${start + index}.csv`, file)),
    );
  await cloud.idle();
};

const measureFiles = async (
  scenario: string,
  files: readonly string[],
  prices: PriceList,
): Promise<CostFigures> => {
  const { directory, remove } = temporaryDirectory();
  // Collected as long as where it is deployed: files come as fast as this machine reads them.
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort, maxBatchingSeconds: 60 });
  const read = async () => ({ elapsed: await cloud.usage(), processor: await cloud.usage('processor') });
  try {
    // Once through cold functions: they start a few times a day, not once a file.
    await load(cloud, 'warm-up', [generateCsv(2000, 999)]);
    const before = await read();
    await load(cloud, 'bench', files);
    const after = await read();
    const rows = files.reduce((sum, file) => sum + file.trimEnd().split('\n').length - 1, 0);
    const used = (time: FunctionTime): Usage => usageSince(before[time], after[time]);
    const perMillion = (time: FunctionTime): number => (billOf(used(time), prices).dollars / rows) * 1e6;
    return {
      scenario,
      rows,
      usage: used('processor'),
      dollarsPerMillion: { elapsed: perMillion('elapsed'), processor: perMillion('processor') },
    };
  } finally {
    await cloud.stop();
    remove();
  }
};

const scenarios: Readonly<Record<string, (rows: number) => readonly string[]>> = {
  'large file': (rows) => [generateCsv(rows, 3)],
  'large file with respondents': (rows) => [withRespondents(generateCsv(rows, 4), seededRandom(4))],
  'files of 100 rows': scatteredFiles,
};

/** Each scenario in a cloud of its own. */
export const measure = async (
  rows: number,
  prices: PriceList,
  names: readonly string[] = Object.keys(scenarios),
): Promise<CostFigures[]> => {
  const figures: CostFigures[] = [];
  for (const name of names) {
    const filesOf = scenarios[name];
    if (filesOf === undefined) throw new Error(`unknown scenario; known are ${Object.keys(scenarios)}`);
    figures.push(await measureFiles(name, filesOf(rows), prices));
  }
  return figures;
};

/** Prints what each scenario used and what it would cost, for a million comments. */
export const run = async (rows = 20_000, region?: string, names?: readonly string[]): Promise<void> => {
  const prices = pricesOf(region);
  for (const figures of await measure(rows, prices, names)) {
    const { lines } = billOf(figures.usage, prices);
    const perMillion = (amount: number): number => (amount / figures.rows) * 1e6;
    const { processor, elapsed } = figures.dollarsPerMillion;
    console.log(
      `\n${figures.scenario}: $${processor.toFixed(2)} a million (${prices.region}, ${prices.date}); $${elapsed.toFixed(2)} by the elapsed time of functions here`,
    );
    console.table(
      lines
        .filter(({ dollars }) => perMillion(dollars) >= 0.0005)
        .map(({ meter, of, amount, dollars }) => ({
          meter,
          of,
          'a million': Math.round(perMillion(amount)),
          dollars: Number(perMillion(dollars).toFixed(4)),
        })),
    );
  }
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string', default: '20000' }, region: { type: 'string' } },
  });
  await run(Number(values.rows), values.region, positionals.length === 0 ? undefined : positionals);
}
