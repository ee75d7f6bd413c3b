import { join } from 'node:path';
import { z } from 'zod';
import { type Random, seededRandom } from '../../examples/random.ts';
import { outOfRange } from '../../lib/out-of-range.ts';
import { heldOutIntents } from '../../models/issues/held-out.ts';
import { readJsonLines } from '../../models/json-lines.ts';

export interface LabelledText {
  readonly text: string;
  readonly labels: readonly string[];
}

export interface PowerSet {
  readonly file: string;
  /** Labels that are planted; without it all. */
  readonly labels?: (label: string) => boolean;
  /** Draws of each label, so that a set of few labels has twenty trials too. */
  readonly draws: number;
  /** Comments of the earlier period. Default 2,000. */
  readonly earlier?: number;
}

/** Where it is judged. */
export const judgedSets: Readonly<Record<string, PowerSet>> = {
  banking: { file: 'banking77_train', labels: (label) => heldOutIntents.includes(label), draws: 1 },
  airline: { file: 'airline_tweets_dev', labels: (label) => label !== "Can't Tell", draws: 3 },
  apps: { file: 'appreview_types', draws: 6 },
  laptops: { file: 'semeval15_laptops_train', draws: 3, earlier: 1_000 },
};

/** Where limits may be chosen. */
export const tuningSets: Readonly<Record<string, PowerSet>> = {
  banking: { file: 'banking77_train', labels: (label) => !heldOutIntents.includes(label), draws: 1 },
};

export const defaultEarlierSize = 2_000;
export const weekSize = 500;
export const dataDirectory =
  process.env['VERBATIM_DATA'] ?? join(import.meta.dirname, '../../../shared/data');

const labelledRow = z.object({
  text: z.string(),
  theme: z.union([z.string(), z.array(z.string())]).nullish(),
});

export const readSet = (file: string): LabelledText[] =>
  readJsonLines(join(dataDirectory, `${file}.jsonl.gz`), labelledRow).map(({ text, theme }) => ({
    text,
    labels: [theme ?? []].flat(),
  }));

export const shuffled = <Item>(items: readonly Item[], random: Random): Item[] => {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = random.integer(index + 1);
    [result[index], result[other]] = [result[other] ?? outOfRange(other), result[index] ?? outOfRange(index)];
  }
  return result;
};

export interface Trial {
  readonly earlier: readonly LabelledText[];
  readonly week: readonly LabelledText[];
  /** How many of the week, its last ones, are planted. */
  readonly planted: number;
}

interface Planting {
  readonly label: string;
  readonly planted: number;
  readonly earlierSize: number;
  readonly seed: number;
}

export const plant = (
  rows: readonly LabelledText[],
  { label, planted, earlierSize, seed }: Planting,
): Trial => {
  const random = seededRandom(seed);
  const others = shuffled(
    rows.filter(({ labels }) => !labels.includes(label)),
    random,
  );
  const own = shuffled(
    rows.filter(({ labels }) => labels.includes(label)),
    random,
  );
  const ordinary = others.slice(0, earlierSize + weekSize - planted);
  return {
    earlier: ordinary.slice(0, earlierSize),
    week: [...ordinary.slice(earlierSize), ...own.slice(0, planted)],
    planted,
  };
};

export const seedOf = (label: string, draw: number, planted: number): number =>
  [...label].reduce((seed, letter) => Math.imul(seed, 31) + letter.charCodeAt(0), 1_000 * draw + planted) >>>
  0;
