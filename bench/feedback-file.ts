import { type Random, seededRandom } from '../examples/random.ts';

/** Feedback files for measuring: any number of rows, the same bytes for the same seed. */

const starts = [
  'The driver',
  'Your checkout',
  'The app',
  'Support',
  'My parcel',
  'The return',
  'Delivery',
  'The whole order',
];
const middles = [
  'was quick',
  'was slow',
  'kept crashing',
  'took three weeks',
  'went fine',
  'was not bad at all',
  'felt very expensive',
];
const ends = [
  'and nobody answered',
  'but the staff were lovely',
  'which I did not expect',
  'as always',
  'and I want a refund',
  'this time',
];

/** One to three sentences. */
export const commentOf = (random: Random): string =>
  Array.from(
    { length: 1 + random.integer(3) },
    () => `${random.pick(starts)} ${random.pick(middles)} ${random.pick(ends)}.`,
  ).join(' ');

const dateOf = (random: Random): string => {
  const day = String(1 + random.integer(28)).padStart(2, '0');
  return `2026-0${1 + random.integer(3)}-${day}T${String(10 + random.integer(13))}:15:00Z`;
};

const touchpoints = ['website', 'store', 'checkout', 'delivery', 'returns', 'support', 'renewal'];

/** A CSV with ids, dates over three months, seven touchpoints, an NPS and a comment of one to three sentences. */
export const generateCsv = (rows: number, seed: number): string => {
  const random = seededRandom(seed);
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `R_${seed}x${index.toString(36)},${dateOf(random)},${random.pick(touchpoints)},${random.integer(11)},"${commentOf(random)}"`,
  );
  return `Response ID,Date,Touchpoint,NPS,Comment\n${lines.join('\n')}\n`;
};
