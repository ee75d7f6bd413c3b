import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import { type DailyComparison, pForYearlyAlarms } from '../../metrics/comparisons/yearly-alarms.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { Strictness } from './alert-rule-schema.ts';
import type { Observation } from './alert-state.ts';
import { stateKey, type Watched } from './watched.ts';
import { usualFalseAlarmsAYear } from './yearly.ts';

/** A change since the baseline that is not tested yet. */
export interface Candidate {
  readonly subject: string;
  readonly change: Change;
  /** False if it changed in the other direction, or by less than the rule requires. */
  readonly matters: boolean;
  readonly text: string;
  readonly evidence: string;
}

type Way = 'up' | 'down';

/** The one-sided p-value in this direction: half of the two-sided one. */
const oneSided = ({ p, difference }: Change, way: Way): number =>
  difference !== 0 && difference < 0 === (way === 'down') ? p / 2 : 1 - p / 2;

/** A raised alert is compared with the baseline of before it was raised: the days since then are part of the new baseline. */
const stillOff = (baseline: Figure, now: Figure, way: Way): boolean => {
  const { low, high } = changeOf(baseline, now);
  return way === 'down' ? high < 0 : low > 0;
};

/** The windows of a rule, how strict it is, and what it looks for. */
interface JudgedRule extends Strictness, DailyComparison {
  readonly id: string;
  readonly way: Way;
}

/**
 * All checks of a rule are one family. By `level`, its alerts have a false discovery rate of at most that; by `falseAlarmsAYear`, that number is
 * shared among everything that is checked.
 */
const significant = (rule: JudgedRule, ps: readonly number[]): boolean[] => {
  const { level, falseAlarmsAYear = usualFalseAlarmsAYear } = rule;
  if (level !== undefined) return falseDiscoveryRates(ps).map((rate) => rate <= level);
  const maxP = ps.length === 0 ? 0 : pForYearlyAlarms(falseAlarmsAYear / ps.length, rule);
  return ps.map((p) => p <= maxP);
};

export const judge = (
  rule: JudgedRule,
  candidates: readonly Candidate[],
  states: Watched['states'],
): Observation[] => {
  const { way } = rule;
  const called = significant(
    rule,
    candidates.map(({ change }) => oneSided(change, way)),
  );
  return candidates.map(({ subject, change, matters, text, evidence }, index): Observation => {
    const before = states.get(stateKey({ rule: rule.id, subject }));
    const baseline = before?.raised === true ? (before.baseline ?? change.before) : change.before;
    const isAlarming = matters && called[index] === true;
    const calm = stillOff(baseline, change.after, way) ? 'between' : 'calm';
    return { rule: rule.id, subject, verdict: isAlarming ? 'alarming' : calm, text, evidence, baseline };
  });
};
