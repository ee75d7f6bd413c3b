import { yearlyAlarms } from '../../metrics/comparisons/yearly-alarms.ts';
import type { AlertRule } from './alert-rule-schema.ts';

/** Of a rule that does not say how strict it is. */
export const usualFalseAlarmsAYear = 1;

const checksAYear = 365;
/** Of a rule with a level, the number hardly depends on how much it checks: of one touchpoint four fifths of that of ten. */
const usualChecked = 10;

/** The chance that the interval of a score that is at its target is below it. */
const pOfInterval = 0.025;
/** The chance that a list of findings has one that is significantly worse, where nothing changes: half of its false discovery rate. */
const worseFindings = 0.025;

/**
 * How often a rule that is checked every day raises an alert in a year in which nothing changes, over everything that it checks; of `below-target`, for
 * each touchpoint that is exactly at its target. An upper limit, for alerts stay raised until the difference is gone. Undefined for rules without a test.
 *
 * @example falseAlarmsOf({ id: 'falling', kind: 'drop', series: 'nps:transactional', days: 7, against: 28, atLeast: 0, level: 0.01 }) // 2.4
 */
export const falseAlarmsOf = (rule: AlertRule): number | undefined => {
  switch (rule.kind) {
    case 'drop':
    case 'theme-spike':
      return rule.level === undefined
        ? (rule.falseAlarmsAYear ?? usualFalseAlarmsAYear)
        : usualChecked * yearlyAlarms(rule.level / usualChecked, rule);
    case 'silence':
      return rule.level === undefined
        ? (rule.falseAlarmsAYear ?? usualFalseAlarmsAYear)
        : checksAYear * rule.level;
    case 'below-target':
      return yearlyAlarms(pOfInterval, { days: rule.days, against: 0 });
    case 'finding':
      return (
        usualChecked * yearlyAlarms(worseFindings / usualChecked, { days: rule.days, against: rule.days })
      );
    case 'signal':
      return undefined;
  }
};
