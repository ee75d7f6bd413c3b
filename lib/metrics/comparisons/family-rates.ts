import { falseDiscoveryRates } from './benjamini-hochberg.ts';

const level = 0.05;

/**
 * False discovery rates, 0..1, of tests in families, such as scores and themes: within a family those of Benjamini and
 * Hochberg, multiplied by the number of families for each family with a significant result. Of all results at a rate of at most 0.05 about
 * one in twenty is noise, in each family with results; and if nothing has changed anywhere, there is any result in one of
 * twenty checks, for any number of families. In the order of the input. A family without tests does not count.
 *
 * Source: Benjamini and Bogomolov, JRSS B 76 (2014) 297–318; families are chosen by Simes, Biometrika 73 (1986) 751–754.
 *
 * @example familyRates([[0.001, 0.5], [0.2, 0.9]]) // [[0.004, 1], [0.8, 1]]: two families, one to call from
 */
export const familyRates = (families: readonly (readonly number[])[]): number[][] => {
  const within = families.map(falseDiscoveryRates);
  const minRates = within.filter((rates) => rates.length > 0).map((rates) => Math.min(...rates));
  const chosen = falseDiscoveryRates(minRates).filter((rate) => rate <= level).length;
  const factor = minRates.length / Math.max(1, chosen);
  return within.map((rates) => rates.map((rate) => Math.min(1, rate * factor)));
};
