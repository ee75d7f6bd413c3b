/** The part of jstat that is used here; the package has no types of its own. */
declare module 'jstat' {
  const distributions: {
    readonly studentt: {
      inv(probability: number, degreesOfFreedom: number): number;
      cdf(value: number, degreesOfFreedom: number): number;
    };
    readonly centralF: { cdf(value: number, numeratorDegrees: number, denominatorDegrees: number): number };
    /** The inverse of a regular square matrix, which it does not change. */
    inv(matrix: readonly (readonly number[])[]): number[][];
    /** The regularized incomplete beta function. */
    ibeta(x: number, a: number, b: number): number;
    readonly normal: {
      cdf(value: number, mean: number, deviation: number): number;
      inv(chance: number, mean: number, deviation: number): number;
    };
  };
  export default distributions;
}
