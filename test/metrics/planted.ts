import type { DriverObservation } from '../../lib/metrics/drivers/driver-moments.ts';

/** NPS scores with themes of known effects, and two touchpoints that differ by themselves. */
export interface Plan {
  /** The share of responses that mention a theme, by touchpoint, and what that adds to the chance of a detractor. */
  readonly themes: Readonly<
    Record<string, { readonly web: number; readonly store: number; readonly harm: number }>
  >;
  /** The chance of a detractor where no theme is mentioned. */
  readonly base: { readonly web: number; readonly store: number };
}

/** Scores are −100 or 100, so a harm of 0.2 is an effect of −40 points. */
export const plantedObservations = (chance: () => number, plan: Plan, n: number): DriverObservation[] =>
  Array.from({ length: n }, () => {
    const touchpoint = chance() < 0.5 ? 'web' : 'store';
    const themes = Object.entries(plan.themes).filter(([, theme]) => chance() < theme[touchpoint]);
    const risk = themes.reduce((sum, [, { harm }]) => sum + harm, plan.base[touchpoint]);
    return {
      outcome: chance() < risk ? -100 : 100,
      themes: themes.map(([id]) => id),
      controls: [touchpoint],
    };
  });
