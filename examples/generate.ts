import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writer } from './comments.ts';
import { createWriter } from './comments.ts';
import type { Customer } from './customers.ts';
import { customersOf } from './customers.ts';
import type { ExampleFile } from './example-file.ts';
import { appReviews } from './files/app-reviews.ts';
import { journeySurvey } from './files/journey-survey.ts';
import { loyaltyWorkbook } from './files/loyalty-workbook.ts';
import { storeSurvey } from './files/store-survey.ts';
import { supportTickets } from './files/support-tickets.ts';
import { loadSharedGrammar, loadTouchpointGrammar } from './grammar.ts';
import { seededRandom } from './random.ts';
import { touchpoints } from './retailer.ts';
import type { TouchpointTruth } from './truth.ts';
import { truthOf } from './truth.ts';

export interface Example {
  readonly files: readonly ExampleFile[];
  /** By touchpoint. */
  readonly truth: Readonly<Record<string, TouchpointTruth>>;
}

const seed = 20_250_301;

const surveyed = ['website', 'checkout', 'delivery', 'product', 'returns'];

const byMoment = (left: Customer, right: Customer): number =>
  `${left.day}${left.time}` < `${right.day}${right.time}` ? -1 : 1;

const tellTruth = (files: readonly ExampleFile[]): Record<string, TouchpointTruth> => {
  const told = files.flatMap((file) => Object.entries(file.told));
  return Object.fromEntries(
    touchpoints.map(({ id }) => [
      id,
      truthOf(told.filter(([touchpoint]) => touchpoint === id).flatMap(([, ratings]) => ratings)),
    ]),
  );
};

/**
 * Three months of a made-up retailer's customers, written down as five kinds of file, and the truth about them.
 * The same bytes every time.
 */
export const generateExample = (): Example => {
  const random = seededRandom(seed);
  const shared = loadSharedGrammar();
  const writers = new Map<string, Writer>(
    touchpoints.map(({ id }) => [id, createWriter(shared, loadTouchpointGrammar(id))]),
  );
  const writerOf = (id: string): Writer => {
    const writer = writers.get(id);
    if (writer === undefined) throw new RangeError(`no such touchpoint: ${id}`);
    return writer;
  };
  const customers = new Map(touchpoints.map((profile) => [profile.id, customersOf(profile, random)]));
  const at = (id: string): readonly Customer[] => customers.get(id) ?? [];
  const files = [
    journeySurvey(surveyed.flatMap(at).sort(byMoment), writerOf, random),
    storeSurvey(at('store-visit'), writerOf('store-visit'), random),
    supportTickets(at('support'), writerOf('support'), random),
    appReviews(at('mobile-app'), writerOf('mobile-app'), random),
    loyaltyWorkbook(at('loyalty'), writerOf('loyalty'), random),
  ];
  return { files, truth: tellTruth(files) };
};

/** Writes the files of the example under the directory, each at its key. Gives the paths. */
export const writeExample = async (example: Example, directory: string): Promise<string[]> => {
  const paths: string[] = [];
  for (const { key, bytes } of example.files) {
    const path = join(directory, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    paths.push(path);
  }
  return paths;
};

if (import.meta.main) {
  const directory = process.argv[2] ?? '.verbatim/example';
  const paths = await writeExample(generateExample(), directory);
  process.stdout.write(`${paths.join('\n')}\n`);
}
