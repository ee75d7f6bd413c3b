import { createMatcher } from '../../lib/analysis/themes/matcher.ts';
import type { Taxonomy, Theme } from '../../lib/analysis/themes/taxonomy.ts';
import { type LabelledText, teach, teachChoice } from '../../lib/analysis/themes/teaching/teach.ts';
import { readWords } from '../../lib/analysis/words/words.ts';
import { createRandom, shuffle } from '../sentiment/random.ts';

/** A text with its labels. */
export interface LabelledRow {
  readonly text: string;
  readonly labels: ReadonlySet<string>;
}

/** Labels with their strength, for one text. */
export type Labeller = (text: string) => ReadonlyMap<string, number>;

/** The pack with one theme for each label: all that means the label is its seeds. Themes without a label stay. */
export const byLabel = (
  pack: Taxonomy,
  labelOf: Readonly<Record<string, string>>,
  labels: readonly string[],
): Taxonomy => {
  const named = Map.groupBy(pack.themes, ({ id }) => labelOf[id] ?? `other:${id}`);
  for (const label of labels) if (!named.has(label)) named.set(label, []);
  const themes = [...named].map(([id, parts]): Theme => {
    const seeds = parts.flatMap((part) => part.seeds);
    return { id, name: id, seeds, excludes: parts.flatMap((part) => part.excludes), examples: [] };
  });
  return { ...pack, themes };
};

/** The surest place of each theme. */
const surest = (taxonomy: Taxonomy): Labeller => {
  const matcher = createMatcher(taxonomy);
  return (text) => {
    const found = new Map<string, number>();
    for (const { theme, confidence } of matcher.match(readWords(text))) {
      const id = taxonomy.themes[theme]?.id ?? '';
      if (!id.startsWith('other:')) found.set(id, Math.max(confidence, found.get(id) ?? 0));
    }
    return found;
  };
};

const taughtBy = (taxonomy: Taxonomy, rows: readonly LabelledRow[], choice = false): Labeller => {
  const labelled = rows.map(({ text, labels }): LabelledText => ({ text, themes: [...labels] }));
  const { lessons } = (choice ? teachChoice : teach)(taxonomy, labelled);
  return surest({ ...taxonomy, lessons, choice });
};

/** A point of the curve: the measure on rows that taught nothing, before and after, as the mean of the draws. */
export interface CurvePoint {
  readonly labels: number;
  readonly before: number;
  readonly after: number;
}

const draws = [1, 2, 3];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How much 20, 50 and 200 labels in all, drawn at random, tune the themes of a pack.
 *
 * @param choice Whether each text has one label.
 */
export const teachingCurve = (
  taxonomy: Taxonomy,
  rows: readonly LabelledRow[],
  measure: (labeller: Labeller, rows: readonly LabelledRow[]) => number,
  choice: boolean,
  counts: readonly number[] = [20, 50, 200],
): CurvePoint[] => {
  const untaught = surest(taxonomy);
  return counts.map((labels) => {
    const points = draws.map((seed) => {
      const drawn = shuffle([...rows], createRandom(seed));
      const rest = drawn.slice(labels);
      return [
        measure(untaught, rest),
        measure(taughtBy(taxonomy, drawn.slice(0, labels), choice), rest),
      ] as const;
    });
    return {
      labels,
      before: mean(points.map(([value]) => value)),
      after: mean(points.map(([, value]) => value)),
    };
  });
};

const folds = 5;

/** The measure over all rows, each read by lessons of the other four fifths. */
export const taughtByFolds = (
  taxonomy: Taxonomy,
  rows: readonly LabelledRow[],
  measure: (labeller: Labeller, rows: readonly LabelledRow[]) => number,
): number => {
  const labellers = Array.from({ length: folds }, (_, fold) =>
    taughtBy(
      taxonomy,
      rows.filter((_row, index) => index % folds !== fold),
    ),
  );
  const foldOf = new Map(rows.map(({ text }, index) => [text, index % folds]));
  return measure((text) => labellers[foldOf.get(text) ?? 0]?.(text) ?? new Map(), rows);
};
