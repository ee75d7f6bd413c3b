import type { Command } from 'commander';
import { billOf } from '../../cost/bill.ts';
import { estimateLoad, type LoadEstimate, usageOfLoad } from '../../cost/estimate-load.ts';
import { type PriceList, pricesOf } from '../../cost/prices.ts';
import { type Meter, sumUsages } from '../../cost/usage.ts';
import { estimateRows } from '../../feedback/reading/row-estimate.ts';
import { namesRespondents } from '../../pipeline/ingest/allowances.ts';
import { type ReadingCommandOptions, withReadingOptions } from '../options/reading-options.ts';
import { storelessMapping } from '../reading/storeless-intake.ts';
import { tablesOnDisk } from '../reading/tables-on-disk.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { count, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

interface EstimateOptions extends ReadingCommandOptions {
  readonly region?: string;
}

interface TableEstimate extends LoadEstimate {
  readonly file: string;
  readonly hasRespondents: boolean;
}

const examples = `
Examples:
  verbatim estimate survey.csv
  verbatim estimate year.zip --region eu-central-1 --json

Nothing is loaded, and nothing leaves this machine. Dollars are AWS list prices for loading and summarizing, without
storage, free tiers or discounts. A file that would exceed a budget in config/limits.yaml (dollarsPerBatch,
dollarsPerMonth) is held until you confirm it.`;

export const addEstimate = (program: Command, shell: Shell): void => {
  const command = program
    .command('estimate')
    .description('estimate rows, time and cost of loading files in AWS')
    .argument('<file...>', 'files as for preview')
    .option('--region <name>', 'AWS region whose prices count; default: us-east-1')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withReadingOptions(command).action((files: string[], options: EstimateOptions) =>
    estimate(shell, files, options),
  );
};

const counted = Number.MAX_SAFE_INTEGER;

const estimate = async (shell: Shell, files: readonly string[], options: EstimateOptions): Promise<void> => {
  const prices = pricesOf(options.region);
  const tables: TableEstimate[] = [];
  for (const path of files)
    for await (const { table, said, origins } of tablesOnDisk(shell, path, options)) {
      const mapping = await storelessMapping(table, said, { origins });
      const { rows } = await estimateRows(table, counted);
      const hasRespondents = namesRespondents(mapping);
      tables.push({ file: table.name, hasRespondents, ...estimateLoad({ rows, hasRespondents }, prices) });
    }
  const { region, date, sources } = prices;
  if (options.json) printJson(shell, { tables, prices: { region, date, sources } });
  else shell.terminal.print(estimatePicture(tables, prices, shell));
};

const timeText = (seconds: number): string =>
  seconds < 100 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute');

const isTiny = (dollars: number): boolean => dollars < 0.01;
const dollarText = (dollars: number): string => (isTiny(dollars) ? 'under $0.01' : `$${dollars.toFixed(2)}`);

const meterText: Readonly<Record<Meter, string>> = {
  tableWriteUnits: 'DynamoDB, writes',
  tableReadUnits: 'DynamoDB, reads',
  objectWrites: 'S3, writes',
  objectReads: 'S3, reads',
  queueRequests: 'SQS',
  functionRequests: 'Lambda, requests',
  functionGigabyteSeconds: 'Lambda, time',
  logBytes: 'CloudWatch, logs',
};

/** What the cost is made of, the most expensive first. */
const shares = (tables: readonly TableEstimate[], prices: PriceList): [string, number][] => {
  const byMeter = new Map<string, number>();
  for (const { meter, dollars } of billOf(sumUsages(tables.map(usageOfLoad)), prices).lines)
    byMeter.set(meterText[meter], (byMeter.get(meterText[meter]) ?? 0) + dollars);
  return [...byMeter].toSorted(([, left], [, right]) => right - left);
};

const estimatePicture = (
  tables: readonly TableEstimate[],
  prices: PriceList,
  { terminal }: Shell,
): string => {
  const dollars = tables.reduce((sum, table) => sum + table.dollars, 0);
  const columns = [
    { title: 'file' },
    { title: 'rows', align: 'right' as const },
    { title: 'time in AWS', align: 'right' as const },
    { title: 'cost', align: 'right' as const },
  ];
  const rows = tables.map(({ file, rows, seconds, dollars }) => [
    file,
    count(rows),
    `about ${timeText(seconds)}`,
    dollarText(dollars),
  ]);
  return [
    grid(columns, rows, terminal),
    '',
    `${terminal.style('bold', `${isTiny(dollars) ? 'Costs' : 'About'} ${dollarText(dollars)}`)}: ${shares(
      tables,
      prices,
    )
      .filter(([, part]) => part >= 0.01 * dollars)
      .map(([name, part]) => `${name} ${Math.round((100 * part) / dollars)} %`)
      .join(', ')}`,
    terminal.style('dim', `List prices of ${prices.region}, ${prices.date}. Nothing was loaded.`),
  ].join('\n');
};
