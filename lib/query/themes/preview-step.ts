import { type TaxonomyChange, taxonomyChange } from '../../analysis/taxonomy/taxonomy-change.ts';
import type { Taxonomy } from '../../analysis/themes/taxonomy.ts';
import type { ReadText } from './read-texts.ts';

/** The effect of a change of the taxonomy on the comments of one touchpoint. */
export interface TouchpointEffect {
  readonly touchpoint: string;
  readonly comments: number;
  /** Those whose themes differ. */
  readonly changed: number;
}

/** The effect of a change of the taxonomy, counted in comments. */
export interface StepEffect extends Omit<TaxonomyChange, 'themes'> {
  readonly themes: readonly {
    readonly theme: string;
    readonly before: number;
    readonly after: number;
    readonly gained: number;
    readonly lost: number;
  }[];
  /** Most changed comments first. */
  readonly touchpoints: readonly TouchpointEffect[];
}

const effectsByTouchpoint = (
  texts: readonly ReadText[],
  changed: ReadonlySet<number>,
): TouchpointEffect[] => {
  const places = Map.groupBy(texts.keys(), (index) => texts[index]?.copy.touchpoint ?? '');
  return [...places]
    .map(([touchpoint, indexes]) => ({
      touchpoint,
      comments: indexes.length,
      changed: indexes.filter((index) => changed.has(index)).length,
    }))
    .toSorted((left, right) => right.changed - left.changed || (left.touchpoint < right.touchpoint ? -1 : 1));
};

/** How comments change if one taxonomy replaces another: the same as reanalyzing them would show. */
export const stepEffect = (before: Taxonomy, after: Taxonomy, texts: readonly ReadText[]): StepEffect => {
  const { themes, ...change } = taxonomyChange(
    before,
    after,
    texts.map(({ answer }) => answer.text),
  );
  const changed = new Set(themes.flatMap(({ gained, lost }) => [...gained, ...lost]));
  return {
    ...change,
    themes: themes.map(({ theme, before: had, after: has, gained, lost }) => ({
      theme,
      before: had,
      after: has,
      gained: gained.length,
      lost: lost.length,
    })),
    touchpoints: effectsByTouchpoint(texts, changed),
  };
};
