import { mixOf } from '../disclosure/narrowing.ts';
import { isWithheld, type Shown } from '../disclosure/parts.ts';
import { besideIn, type Dimension } from '../metrics/tally/dimensions.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import type { Stores } from '../store/stores.ts';
import { noteShown, partedMonths, type ScanCell, type ScanPlan } from './scan-responses.ts';

/** What may be shown of responses of one touchpoint, by the value of what is compared; what is withheld is left out. */
export interface ShownParts {
  readonly touchpoint: string;
  readonly parts: Readonly<Record<string, Tally>>;
}

const shownOf = (plan: ScanPlan, values: readonly (readonly [string, Shown])[]): Record<string, Tally> => {
  for (const [, piece] of values) noteShown(plan, piece);
  const shown = values.filter(([, piece]) => !isWithheld(piece));
  return Object.fromEntries(shown.map(([value, { tally }]) => [value, tally]));
};

const countedBy =
  (feedback: Stores['feedback']) =>
  ({ touchpoint, cell }: ScanCell) =>
    feedback.countCell(touchpoint, cell);

/** Months parted by a dimension, of those who meet the plan's condition. */
async function* scanValues(
  { feedback }: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
  by: Dimension,
): AsyncGenerator<ShownParts> {
  const { narrowing, dimensions } = plan;
  const mix = mixOf([...(narrowing === undefined ? [] : [narrowing.dimension]), by], dimensions);
  const side = mix.startsWith(`${narrowing?.dimension}+`) ? 0 : 1;
  const comparedIn = (name: string) =>
    narrowing === undefined ? name : besideIn(name, side, narrowing.value);
  const months = partedMonths(plan, mix, countedBy(feedback));
  for await (const { touchpoint, shown } of months) {
    const values = Object.entries(shown).flatMap(([name, piece]) => {
      const value = comparedIn(name);
      return value === undefined ? [] : [[value, piece] as const];
    });
    yield { touchpoint, parts: shownOf(plan, values) };
  }
}

/** Touchpoints beside each other: what summaries hold of them is enough, where there are no conditions. */
async function* scanTouchpoints(
  { feedback }: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
): AsyncGenerator<ShownParts> {
  const { narrowing } = plan;
  if (narrowing === undefined) {
    const pieces = new Map(plan.cells.map(({ touchpoint, shown }) => [shown, touchpoint]));
    for (const [shown, touchpoint] of pieces)
      yield { touchpoint, parts: shownOf(plan, [[touchpoint, shown]]) };
    return;
  }
  const months = partedMonths(plan, narrowing.dimension, countedBy(feedback));
  for await (const { touchpoint, shown } of months) {
    const piece = shown[narrowing.value];
    yield { touchpoint, parts: shownOf(plan, piece === undefined ? [] : [[touchpoint, piece]]) };
  }
}

/**
 * What may be shown of the responses that meet a plan's conditions, by `touchpoint` or by the values of a dimension, piece by piece. A plan by
 * a dimension reads whole months. Throws `usage` where conditions and dimension are more than two dimensions.
 */
export const scanParts = (
  effects: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
  by: Dimension,
): AsyncGenerator<ShownParts> =>
  by === 'touchpoint' ? scanTouchpoints(effects, plan) : scanValues(effects, plan, by);
