import { stringify } from 'csv-stringify/sync';
import type { Writer } from '../comments.ts';
import type { Customer } from '../customers.ts';
import type { ExampleFile } from '../example-file.ts';
import { allAccepted, someImprovement, sourceLabel } from '../example-file.ts';
import type { Random } from '../random.ts';

/** The tablet at the door: semicolons, Windows-1252, day-first dates, one column for praise and one for complaints. */
const header = [
  'Visit date',
  'Branch',
  'How satisfied were you with your visit today? (1-5)',
  'What did you like?',
  'What could we do better?',
  'Source',
];
const branches = ['Bath', 'Leeds', 'Perth', 'Camden'] as const;

const dayFirst = (day: string): string => day.split('-').reverse().join('/');
const onTablet = (text: string): string => text.replace(/[^\n\u0020-\u00ff]+/gu, '').trim();

const praise = (customer: Customer, writer: Writer, random: Random): string => {
  const liked = customer.occasion.mood === 'negative' ? 0.25 : 0.7;
  return random.chance(liked) ? writer.praise(customer.occasion, random) : '';
};

const row = (customer: Customer, writer: Writer, random: Random): string[] =>
  [
    dayFirst(customer.day),
    random.pick(branches),
    customer.satisfied === undefined ? 'N/A' : String(customer.satisfied),
    praise(customer, writer, random),
    someImprovement(customer, writer, random),
    sourceLabel,
  ].map(onTablet);

export const storeSurvey = (customers: readonly Customer[], writer: Writer, random: Random): ExampleFile => {
  const rows = customers.map((customer) => row(customer, writer, random));
  return {
    key: 'store-visit/synthetic-store-tablet.csv',
    bytes: Buffer.from(
      stringify([header, ...rows], { delimiter: ';', record_delimiter: 'windows', quoted_match: /\n/u }),
      'latin1',
    ),
    rows: allAccepted(rows.length),
    told: {
      'store-visit': customers.map(({ satisfied }) => (satisfied === undefined ? {} : { satisfied })),
    },
  };
};
