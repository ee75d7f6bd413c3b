import { stringify } from 'csv-stringify/sync';
import type { Writer } from '../comments.ts';
import type { Customer } from '../customers.ts';
import type { ExampleFile } from '../example-file.ts';
import { allAccepted, someId, sourceLabel } from '../example-file.ts';
import type { Random } from '../random.ts';

/** Reviews of the app in the columns that a Google Play export has: stars, which are a rating and not CSAT. */
const header = [
  'reviewId',
  'userName',
  'content',
  'score',
  'thumbsUpCount',
  'reviewCreatedVersion',
  'at',
  'replyContent',
  'Source',
];

const someReviewer = (random: Random): string =>
  random.chance(0.4) ? 'A Google user' : `reviewer ${random.integer(90_000)}`;

const row = (customer: Customer, writer: Writer, random: Random): string[] => [
  someId('', 20, random),
  someReviewer(random),
  writer.reason(customer.occasion, random),
  String(customer.stars),
  random.chance(0.8) ? '0' : String(random.integer(40)),
  customer.day < '2025-05-12' ? '5.9.2' : '6.0.0',
  `${customer.day} ${customer.time}`,
  random.chance(0.1) ? `${writer.agent(random)} The Larkmoor team` : '',
  sourceLabel,
];

export const appReviews = (customers: readonly Customer[], writer: Writer, random: Random): ExampleFile => ({
  key: 'mobile-app/synthetic-play-reviews.csv',
  bytes: Buffer.from(
    stringify([header, ...customers.map((customer) => row(customer, writer, random))], { bom: true }),
  ),
  rows: allAccepted(customers.length),
  told: { 'mobile-app': customers.map(({ stars }) => ({ stars })) },
});
