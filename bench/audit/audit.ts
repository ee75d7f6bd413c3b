import { readFileSync } from 'node:fs';
import { callChecks } from './checks/calls.ts';
import { clusterChecks } from './checks/clusters.ts';
import { intervalChecks } from './checks/intervals.ts';
import { leakChecks } from './checks/leaks.ts';
import { repeatChecks } from './checks/repeats.ts';
import { styleChecks } from './checks/styles.ts';
import { yearChecks } from './checks/years.ts';
import { statedIn } from './stated.ts';
import { linesOf, type Verdict, verdictOn } from './verdict.ts';

const checks = [
  ...intervalChecks,
  ...clusterChecks,
  ...repeatChecks,
  ...styleChecks,
  ...leakChecks,
  ...callChecks,
  ...yearChecks,
];

const documented = (): string => readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');

/**
 * Measures what docs/metrics.md states under "What holds", with other formulas and libraries than the product's: one claim after the
 * other, as each verdict is asked for.
 *
 * @param effort 1 for the whole audit; 0.05 is a short one
 */
export function* audit(effort: number): Generator<Verdict> {
  const stated = statedIn(documented());
  for (const check of checks) yield verdictOn(check, stated.get(check.claim), effort);
}

if (import.meta.main) {
  for (const verdict of audit(Number(process.argv[2] ?? 1))) {
    console.log(linesOf(verdict).join('\n'));
    if (verdict.outside.length > 0) process.exitCode = 1;
  }
}
