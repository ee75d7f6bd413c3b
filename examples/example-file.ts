import type { Writer } from './comments.ts';
import type { Customer } from './customers.ts';
import type { Random } from './random.ts';
import type { RowTruth, ToldRatings } from './truth.ts';

/** A file of the example, with what is true of it. */
export interface ExampleFile {
  /** Where it is uploaded, under `uploads/`: `delivery/synthetic-survey.csv`. */
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly rows: RowTruth;
  /** The ratings of each counted response, by touchpoint. */
  readonly told: Readonly<Record<string, readonly ToldRatings[]>>;
}

/** Stands in every row, so that nobody takes the example for customers. */
export const sourceLabel = 'synthetic example';

/** What goes into a comment cell, as often as people leave one: '' where they do not. */
export const someReason = (customer: Customer, writer: Writer, random: Random): string => {
  if (random.chance(0.25)) return '';
  return random.chance(0.03) ? writer.noContent(random) : writer.reason(customer.occasion, random);
};

/** As {@link someReason}, for a second question that fewer answer. */
export const someImprovement = (customer: Customer, writer: Writer, random: Random): string => {
  if (random.chance(0.6)) return '';
  return random.chance(0.14) ? writer.noContent(random) : writer.improve(customer.occasion, random);
};

/** The truth of a file that counts every row once. */
export const allAccepted = (read: number): RowTruth => ({
  read,
  accepted: read,
  duplicate: 0,
  excluded: {},
  rejected: 0,
  unfinished: 0,
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** An id as tools make them. */
export const someId = (prefix: string, length: number, random: Random): string =>
  prefix + Array.from({ length }, () => letters.charAt(random.integer(letters.length))).join('');
