import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from '../assets.ts';
import { VerbatimError } from '../errors.ts';
import { readYaml } from '../yaml-source.ts';
import { meters } from './usage.ts';

/** Prices of AWS by region, from the files in `prices/`: data with their sources and the day they were written down. */

const price = z.strictObject({ dollars: z.number().nonnegative(), per: z.number().positive() });

/** What costs something every month, used or not. */
const standing = ['alarmMetric', 'customMetric', 'dashboard', 'secret', 'encryptionKey'] as const;

const priceList = z.strictObject({
  region: z.string(),
  /** The day on which the prices were written down. */
  date: z.iso.date(),
  sources: z.array(z.url()).min(1),
  /** Dollars for so many of a meter. */
  prices: z.record(z.enum(meters), price),
  /** Dollars a month for one of each. */
  monthly: z.record(z.enum(standing), z.number().nonnegative()),
  /** How many of each are free in every account, without an end. */
  alwaysFree: z.partialRecord(z.enum([...standing, 'queueRequests']), z.int().positive()),
});
export type PriceList = Readonly<z.infer<typeof priceList>>;

const defaultRegion = 'us-east-1';

/** They ship with the product: each file is read once. */
const read = new Map<string, PriceList>();
const readPrices = (region: string): PriceList => {
  const file = `prices/${region}.yaml`;
  const prices =
    read.get(region) ??
    readYaml(readFileSync(assetPath(file), 'utf8'), file, {
      code: 'internal',
      named: 'the price file',
    }).check(priceList);
  read.set(region, prices);
  return prices;
};

/** The regions with a price file, in order. */
export const pricedRegions = (): string[] =>
  readdirSync(assetPath('prices'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .toSorted();

/**
 * The prices of a region.
 *
 * @throws VerbatimError `not-found` if the region has no price file
 * @example pricesOf('us-east-1').prices.tableWriteUnits // { dollars: 0.625, per: 1000000 }
 */
export const pricesOf = (region: string = defaultRegion): PriceList => {
  if (!pricedRegions().includes(region))
    throw new VerbatimError('not-found', 'the region has no price file', {
      expected: pricedRegions().join(', '),
      got: region,
    });
  return readPrices(region);
};

/** The prices of a region, or of the default region if it has no price file. The estimate names the region. */
export const knownPricesOf = (region: string = defaultRegion): PriceList =>
  pricesOf(pricedRegions().includes(region) ? region : defaultRegion);
