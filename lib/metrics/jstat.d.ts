/** The part of jstat that is used here; the package ships no types of its own. */
declare module 'jstat' {
  const distributions: {
    readonly studentt: {
      inv(probability: number, degreesOfFreedom: number): number;
      cdf(value: number, degreesOfFreedom: number): number;
    };
    readonly normal: { cdf(value: number, mean: number, deviation: number): number };
  };
  export default distributions;
}
