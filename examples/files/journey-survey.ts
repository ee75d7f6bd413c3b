import { stringify } from 'csv-stringify/sync';
import type { Writer } from '../comments.ts';
import type { Customer } from '../customers.ts';
import type { ExampleFile } from '../example-file.ts';
import { someId, someImprovement, someReason, sourceLabel } from '../example-file.ts';
import { type Random, seededRandom } from '../random.ts';
import { timeZone } from '../retailer.ts';
import { someTier } from '../segments.ts';
import type { ToldRatings } from '../truth.ts';

/** A column of Qualtrics: its three header rows. */
export type QualtricsColumn = readonly [name: string, wording: string, importId: string];

/** The columns that each export of Qualtrics begins with. */
export const firstColumns: readonly QualtricsColumn[] = [
  ['StartDate', 'Start Date', 'startDate'],
  ['EndDate', 'End Date', 'endDate'],
  ['Status', 'Response Type', 'status'],
  ['IPAddress', 'IP Address', 'ipAddress'],
  ['Progress', 'Progress', 'progress'],
  ['Duration (in seconds)', 'Duration (in seconds)', 'duration'],
  ['Finished', 'Finished', 'finished'],
  ['RecordedDate', 'Recorded Date', 'recordedDate'],
  ['ResponseId', 'Response ID', '_recordId'],
];

/** A survey over five touchpoints as Qualtrics exports it: three header rows, previews, tests, spam, unfinished rows. */
const columns: readonly QualtricsColumn[] = [
  ...firstColumns,
  ['RecipientEmail', 'Recipient Email', 'recipientEmail'],
  ['DistributionChannel', 'Distribution Channel', 'distributionChannel'],
  ['UserLanguage', 'User Language', 'userLanguage'],
  [
    'Q1_NPS_GROUP',
    'After this experience, how likely are you to recommend Larkmoor to a friend or colleague? - Group',
    'QID1_NPS_GROUP',
  ],
  ['Q1', 'After this experience, how likely are you to recommend Larkmoor to a friend or colleague?', 'QID1'],
  ['Q2', 'What is the main reason for your score?', 'QID2_TEXT'],
  [
    'Q3',
    'Overall, how satisfied were you with this experience? (1 very dissatisfied, 5 very satisfied)',
    'QID3',
  ],
  ['Q4', 'Larkmoor made it easy for me to do what I wanted. (1 strongly disagree, 7 strongly agree)', 'QID4'],
  ['Q5', 'What is one thing we could do better?', 'QID5_TEXT'],
  ['Touchpoint', 'Touchpoint', 'Touchpoint'],
  ['Tier', 'Tier', 'Tier'],
  ['Source', 'Source', 'Source'],
];

const headerRows: readonly (readonly string[])[] = [
  columns.map(([name]) => name),
  columns.map(([, wording]) => wording),
  columns.map(([, , importId], index) =>
    JSON.stringify(
      index < 2 || importId === 'recordedDate' ? { ImportId: importId, timeZone } : { ImportId: importId },
    ),
  ),
];

type Status = 'IP Address' | 'Survey Preview' | 'Survey Test' | 'Spam';

const npsGroup = (recommends: number | undefined): string => {
  if (recommends === undefined) return '';
  if (recommends >= 9) return 'Promoter';
  return recommends >= 7 ? 'Passive' : 'Detractor';
};

const moment = (day: string, time: string, earlierSeconds = 0): string =>
  new Date(Date.parse(`${day}T${time}Z`) - earlierSeconds * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');

const cell = (value: number | undefined): string => (value === undefined ? '' : String(value));

interface SurveyRow {
  readonly touchpoint: string;
  readonly status: Status;
  readonly cells: readonly string[];
  readonly finished: boolean;
  readonly told: ToldRatings;
}

const someStatus = (random: Random): Status =>
  random.pickWeighted({ 'IP Address': 993, 'Survey Preview': 3, 'Survey Test': 2, Spam: 2 });

/** Tiers have a sequence of random numbers of their own: the other columns are the same with and without them. */
const tierSeed = 20_250_302;

interface RowSources {
  readonly writer: Writer;
  readonly random: Random;
  readonly tiers: Random;
}

const surveyRow = (customer: Customer, { writer, random, tiers }: RowSources): SurveyRow => {
  const status = someStatus(random);
  const finished = !random.chance(0.04);
  const { touchpoint, day, time, recommends, satisfied, easy } = customer;
  const durationSeconds = 25 + random.integer(300);
  const end = moment(day, time);
  const cells = [
    moment(day, time, durationSeconds),
    end,
    status,
    `192.0.2.${random.integer(256)}`,
    finished ? '100' : '33',
    String(durationSeconds),
    finished ? 'True' : 'False',
    end,
    someId('R_', 15, random),
    random.chance(0.4) ? `customer${random.integer(2000)}@example.com` : '',
    random.pick(['email', 'email', 'anonymous', 'sms']),
    customer.occasion.language.toUpperCase(),
    npsGroup(recommends),
    cell(recommends),
    someReason(customer, writer, random),
    finished ? cell(satisfied) : '',
    finished ? cell(easy) : '',
    finished ? someImprovement(customer, writer, random) : '',
    touchpoint,
    someTier(customer, tiers),
    sourceLabel,
  ];
  const told = {
    ...(recommends === undefined ? {} : { recommends }),
    ...(finished && satisfied !== undefined ? { satisfied } : {}),
    ...(finished && easy !== undefined ? { easy } : {}),
  };
  return { touchpoint, status, cells, finished, told };
};

const reasonOf: Readonly<Record<Exclude<Status, 'IP Address'>, string>> = {
  'Survey Preview': 'preview',
  'Survey Test': 'test',
  Spam: 'spam',
};

/** How many rows stand in the export a second time, as they do when two exports are put together. */
const repeatedRows = 6;

const countBy = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

const toldBy = (rows: readonly SurveyRow[]): Record<string, ToldRatings[]> =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ touchpoint }) => touchpoint)].map(([id, all]) => [
      id,
      all.map(({ told }) => told),
    ]),
  );

const isReal = ({ status }: SurveyRow): boolean => status === 'IP Address';

export const journeySurvey = (
  customers: readonly Customer[],
  writerOf: (touchpoint: string) => Writer,
  random: Random,
): ExampleFile => {
  const tiers = seededRandom(tierSeed);
  const rows = customers.map((customer) =>
    surveyRow(customer, { writer: writerOf(customer.touchpoint), random, tiers }),
  );
  const real = rows.filter(isReal);
  const repeated = real.slice(100, 100 + repeatedRows);
  return {
    key: 'synthetic-journey-survey-qualtrics.csv',
    bytes: Buffer.from(stringify([...headerRows, ...[...rows, ...repeated].map(({ cells }) => [...cells])])),
    rows: {
      read: rows.length + repeated.length,
      accepted: real.length,
      duplicate: repeated.length,
      excluded: countBy(rows.flatMap(({ status }) => (status === 'IP Address' ? [] : [reasonOf[status]]))),
      rejected: 0,
      unfinished: real.filter(({ finished }) => !finished).length,
    },
    told: toldBy(real),
  };
};
