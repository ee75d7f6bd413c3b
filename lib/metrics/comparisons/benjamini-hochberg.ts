import { sortBy } from 'remeda';

/**
 * The false discovery rate, 0..1, at which each of a family of tests is significant: reporting all with at most 0.05
 * means that about one in twenty of those reported is noise. In the order of the input; empty for no tests.
 * Source: Benjamini and Hochberg, JRSS B 57 (1995) 289–300, in the adjusted form of Yekutieli and Benjamini (1999).
 *
 * @param ps the p of every series that was looked at, also of those that will not be shown
 * @example falseDiscoveryRates([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export const falseDiscoveryRates = (ps: readonly number[]): number[] => {
  const descending = sortBy(
    ps.map((p, index) => ({ p, index })),
    [({ p }) => p, 'desc'],
  );
  const rates = ps.map(() => 1);
  let min = 1;
  for (const [above, { p, index }] of descending.entries()) {
    min = Math.min(min, (p * ps.length) / (ps.length - above));
    rates[index] = min;
  }
  return rates;
};
