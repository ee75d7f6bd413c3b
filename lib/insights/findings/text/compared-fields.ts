import type { Change } from '../../../metrics/comparisons/change.ts';
import type { ComparedFigure } from '../compared/compared-figures.ts';
import type { Certainty, Difference, Merged, Unit } from '../finding.ts';
import { type Wording, whatOf, whereOf } from './names.ts';

/** A compared figure as the fields of the answer. */

export const differenceOf = (
  { difference: value, low, high, p }: Change,
  unit: Unit,
  falseDiscoveryRate: number,
): Difference => ({ value, low, high, unit, p, falseDiscoveryRate });

export const certaintyOf = ({ status }: Pick<ComparedFigure, 'status'>): Certainty =>
  status === 'significant' ? 'significant' : 'likely';

/** Which figure it is, and of which customers. */
export const measureOf = (
  figure: ComparedFigure,
  wording: Wording,
): Pick<Merged, 'where' | 'what' | 'unit'> => ({
  where: whereOf(figure.scope, wording),
  what: whatOf(figure, wording.language),
  unit: figure.unit,
});

/** The figure in both periods, and the difference. */
export const changeIn = ({
  change,
  unit,
  falseDiscoveryRate,
}: ComparedFigure): Pick<Merged, 'before' | 'after' | 'difference'> => ({
  before: change.before,
  after: change.after,
  difference: differenceOf(change, unit, falseDiscoveryRate),
});
