import jstat from 'jstat';

/** The two-sided 95 % quantile of the standard normal distribution: every interval of the project is a 95 % interval. */
export const normalQuantile95 = 1.959963984540054;

/** Above this many degrees of freedom t and normal agree to five digits, and jstat's t loses precision. */
const normalFrom = 100_000;

/**
 * The two-sided 95 % quantile of Student's t, for any degrees of freedom above 0, whole or not.
 *
 * @example tQuantile95(10) // 2.2281
 */
export const tQuantile95 = (degreesOfFreedom: number): number =>
  degreesOfFreedom >= normalFrom ? normalQuantile95 : jstat.studentt.inv(0.975, degreesOfFreedom);

/** The value that Student's t stays under with this chance. @example tQuantile(0.975, 10) // 2.2281 */
export const tQuantile = (chance: number, degreesOfFreedom: number): number =>
  degreesOfFreedom >= normalFrom ? normalQuantile(chance) : jstat.studentt.inv(chance, degreesOfFreedom);

/** The chance, 0..1, of a standard normal value at least as far from 0 as this one. */
export const normalP = (z: number): number => 2 * jstat.normal.cdf(-Math.abs(z), 0, 1);

/** The chance, 0..1, of a t value at least as far from 0 as this one. */
export const tP = (t: number, degreesOfFreedom: number): number =>
  degreesOfFreedom >= normalFrom ? normalP(t) : 2 * jstat.studentt.cdf(-Math.abs(t), degreesOfFreedom);

/** The chance, 0..1, of an F value at least as large as this one. */
export const fP = (f: number, numeratorDegrees: number, denominatorDegrees: number): number =>
  1 - jstat.centralF.cdf(f, numeratorDegrees, denominatorDegrees);

/** The regularized incomplete beta function, 0..1. */
export const betaRegularized = (x: number, a: number, b: number): number => jstat.ibeta(x, a, b);

/** The value that a standard normal variable stays under with this chance. @example normalQuantile(0.975) // 1.96 */
export const normalQuantile = (chance: number): number => jstat.normal.inv(chance, 0, 1);

/** The density of the standard normal distribution. */
export const normalDensity = (z: number): number => Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
