import { readFileSync } from 'node:fs';
import { clusterChecks } from './checks/clusters.ts';
import { intervalChecks } from './checks/intervals.ts';
import { leakChecks } from './checks/leaks.ts';
import { statedIn } from './stated.ts';
import { linesOf, type Verdict, verdictOn } from './verdict.ts';

const checks = [...intervalChecks, ...clusterChecks, ...leakChecks];

const documented = (): string => readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');

/**
 * Measures what docs/metrics.md states under "What holds", with other formulas and libraries than the product's.
 *
 * @param effort 1 for the whole audit; 0.05 is a short one
 */
export const audit = (effort: number): Verdict[] => {
  const stated = statedIn(documented());
  return checks.map((check) => verdictOn(check, stated.get(check.claim), effort));
};

if (import.meta.main) {
  const verdicts = audit(Number(process.argv[2] ?? 1));
  for (const verdict of verdicts) console.log(linesOf(verdict).join('\n'));
  process.exitCode = verdicts.some(({ outside }) => outside.length > 0) ? 1 : 0;
}
