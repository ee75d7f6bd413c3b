/** The part of the weekly error rate of false new issues that one check may use. */
export interface LookSchedule {
  /** The probability of any false new issue in a week of checks. Default 0.05. */
  readonly weeklyAlpha?: number;
  /** Days from one check to the next: 7 for a weekly digest, 1 for daily alerts. Default 7. */
  readonly daysBetweenLooks?: number;
}

const daysOfWeek = 7;
const defaultAlpha = 0.05;

/**
 * The level of one check: checks share the error rate of a week by the time between them (uniform alpha spending: Lan and DeMets,
 * Biometrika 70 (1983) 659–663, bounded by the sum of the levels). Daily checks give no more false new issues than weekly ones, even if
 * their windows overlap; checks more rarely than weekly gain nothing.
 *
 * @example alphaOfLook({ daysBetweenLooks: 1 }) // 0.00714
 */
export const alphaOfLook = ({
  weeklyAlpha = defaultAlpha,
  daysBetweenLooks = daysOfWeek,
}: LookSchedule = {}): number =>
  (weeklyAlpha * Math.min(daysOfWeek, Math.max(0, daysBetweenLooks))) / daysOfWeek;
