import { dimensionPairOf } from '../disclosure/narrowing.ts';
import { type Disclosed, isFullySuppressed } from '../disclosure/parts.ts';
import { besideIn, type Dimension } from '../metrics/tally/dimensions.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import type { Stores } from '../store/stores.ts';
import type { ScanCell, ScanPlan } from './plan-scan.ts';
import { monthsByDimension, noteDisclosed } from './scan-responses.ts';

/** What may be disclosed of responses of one touchpoint, by the value of the dimension; suppressed values are left out. */
export interface DisclosedParts {
  readonly touchpoint: string;
  readonly parts: Readonly<Record<string, Tally>>;
}

const disclosedOf = (
  plan: ScanPlan,
  values: readonly (readonly [string, Disclosed])[],
): Record<string, Tally> => {
  for (const [, piece] of values) noteDisclosed(plan, piece);
  const disclosed = values.filter(([, piece]) => !isFullySuppressed(piece));
  return Object.fromEntries(disclosed.map(([value, { tally }]) => [value, tally]));
};

const countedBy =
  (feedback: Stores['feedback']) =>
  ({ touchpoint, cell }: ScanCell) =>
    feedback.countCell(touchpoint, cell);

/** Months broken down by a dimension, with only the responses that meet the plan's condition. */
async function* scanValues(
  { feedback }: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
  by: Dimension,
): AsyncGenerator<DisclosedParts> {
  const { narrowing, dimensions } = plan;
  const mix = dimensionPairOf([...(narrowing === undefined ? [] : [narrowing.dimension]), by], dimensions);
  const side = mix.startsWith(`${narrowing?.dimension}+`) ? 0 : 1;
  const comparedIn = (name: string) =>
    narrowing === undefined ? name : besideIn(name, side, narrowing.value);
  const months = monthsByDimension(plan, mix, countedBy(feedback));
  for await (const { touchpoint, disclosed } of months) {
    const values = Object.entries(disclosed).flatMap(([name, piece]) => {
      const value = comparedIn(name);
      return value === undefined ? [] : [[value, piece] as const];
    });
    yield { touchpoint, parts: disclosedOf(plan, values) };
  }
}

/** Touchpoints side by side: summaries are enough if there are no conditions. */
async function* scanTouchpoints(
  { feedback }: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
): AsyncGenerator<DisclosedParts> {
  const { narrowing } = plan;
  if (narrowing === undefined) {
    const pieces = new Map(plan.cells.map(({ touchpoint, disclosed }) => [disclosed, touchpoint]));
    for (const [disclosed, touchpoint] of pieces)
      yield { touchpoint, parts: disclosedOf(plan, [[touchpoint, disclosed]]) };
    return;
  }
  const months = monthsByDimension(plan, narrowing.dimension, countedBy(feedback));
  for await (const { touchpoint, disclosed } of months) {
    const piece = disclosed[narrowing.value];
    yield { touchpoint, parts: disclosedOf(plan, piece === undefined ? [] : [[touchpoint, piece]]) };
  }
}

/**
 * What may be disclosed of the responses that meet a plan's conditions, by `touchpoint` or by the values of a dimension, piece by piece. A plan by
 * a dimension reads whole months. Throws `usage` if conditions and dimension are more than two dimensions.
 */
export const scanParts = (
  effects: Pick<Stores, 'feedback'>,
  plan: ScanPlan,
  by: Dimension,
): AsyncGenerator<DisclosedParts> =>
  by === 'touchpoint' ? scanTouchpoints(effects, plan) : scanValues(effects, plan, by);
