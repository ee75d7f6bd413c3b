/** How much of the weekly chance of a false story one look may use. */
export interface LookSchedule {
  /** The chance of any false story in a week of looks. Default 0.05. */
  readonly weeklyAlpha?: number;
  /** Days from one look to the next: 7 for a weekly digest, 1 for daily alerts. Default 7. */
  readonly daysBetweenLooks?: number;
}

const daysOfWeek = 7;
const usualAlpha = 0.05;

/**
 * The level of one look: looks share the error rate of a week by the time between them (uniform spending: Lan and DeMets,
 * Biometrika 70 (1983) 659–663, bounded by the sum of the levels). Looking daily is allowed no more false stories than looking once a
 * week, however much the windows overlap; looking more rarely than weekly gains nothing.
 *
 * @example alphaOfLook({ daysBetweenLooks: 1 }) // 0.00714
 */
export const alphaOfLook = ({
  weeklyAlpha = usualAlpha,
  daysBetweenLooks = daysOfWeek,
}: LookSchedule = {}): number =>
  (weeklyAlpha * Math.min(daysOfWeek, Math.max(0, daysBetweenLooks))) / daysOfWeek;
