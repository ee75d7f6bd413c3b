import type { Writer } from '../comments.ts';
import type { Customer } from '../customers.ts';
import type { ExampleFile } from '../example-file.ts';
import { allAccepted, someReason, sourceLabel } from '../example-file.ts';
import type { Random } from '../random.ts';
import { someTier } from '../segments.ts';
import type { Cell } from '../workbook.ts';
import { workbook } from '../workbook.ts';

/** The yearly members' survey, kept in a workbook: relationship NPS, which never pools with that of one experience. */
const header = [
  'Response ID',
  'Completed on',
  'Tier',
  'NPS: Thinking of Larkmoor as a whole, how likely are you to recommend us?',
  'Please tell us why',
  'Source',
];

const row = (customer: Customer, index: number, writer: Writer, random: Random): Cell[] => [
  `MS-${5000 + 7 * index}`,
  new Date(`${customer.day}T00:00:00Z`),
  someTier(customer, random),
  customer.recommends ?? '',
  someReason(customer, writer, random),
  sourceLabel,
];

export const loyaltyWorkbook = (
  customers: readonly Customer[],
  writer: Writer,
  random: Random,
): ExampleFile => ({
  key: 'loyalty/synthetic-members-survey.xlsx',
  bytes: workbook('Members', [
    header,
    ...customers.map((customer, index) => row(customer, index, writer, random)),
  ]),
  rows: allAccepted(customers.length),
  told: { loyalty: customers.map(({ recommends }) => (recommends === undefined ? {} : { recommends })) },
});
