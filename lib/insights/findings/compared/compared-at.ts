import type { ComparedFigure } from './compared-figures.ts';
import { type Scope, scopeKey } from './untested-figures.ts';

/** A place, and the touchpoints that belong to it. */
export interface ComparedPlace {
  readonly scope: Pick<Scope, 'touchpoint' | 'stage'>;
  readonly touchpoints: readonly string[];
}

/** Finds the figure of a series at a place; where one touchpoint alone has the series, that touchpoint's. */
export const comparedAt = (
  figures: readonly ComparedFigure[],
  { scope: wanted, touchpoints }: ComparedPlace,
): ((series: string) => ComparedFigure | undefined) => {
  const key = scopeKey(wanted);
  const inside = new Set(touchpoints);
  const plain = Map.groupBy(
    figures.filter(({ scope }) => scope.segment === undefined),
    ({ series }) => series,
  );
  return (series) => {
    const same = plain.get(series) ?? [];
    const alone = same.filter(({ scope }) => scope.touchpoint !== undefined && inside.has(scope.touchpoint));
    return same.find(({ scope }) => scopeKey(scope) === key) ?? (alone.length === 1 ? alone[0] : undefined);
  };
};
