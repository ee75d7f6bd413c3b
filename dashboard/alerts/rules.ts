import { falseAlarmsOf, usualFalseAlarmsAYear } from '../../lib/reports/alerts/yearly.ts';
import type { ConfigValue } from '../shared/config/config-query.ts';
import { idsOf, unusedId } from '../shared/config/unused-id.ts';

export type Rules = ConfigValue<'alerts'>;
export type Rule = Rules['rules'][number];
export type Kind = Rule['kind'];

export const kinds = [
  'below-target',
  'drop',
  'theme-spike',
  'signal',
  'finding',
  'silence',
] as const satisfies readonly Kind[];

const falseAlarmsAYear = usualFalseAlarmsAYear;

/** A rule of a kind with its usual values, about the first of the scores that were asked. */
export const newRule = (
  kind: Kind,
  id: string,
  [{ series, target = 0 } = { series: 'nps:transactional' }]: readonly WatchedScore[] = [],
): Rule => {
  switch (kind) {
    case 'below-target':
      return { id, kind, series, target, days: 28 };
    case 'drop':
      return { id, kind, series, days: 7, against: 28, atLeast: 0, falseAlarmsAYear };
    case 'theme-spike':
      return { id, kind, days: 7, against: 28, factor: 1.5, falseAlarmsAYear };
    case 'signal':
      return { id, kind, signal: 'urgency', days: 1, atLeast: 10 };
    case 'finding':
      return { id, kind, days: 28 };
    case 'silence':
      return { id, kind, of: 'folders', falseAlarmsAYear };
  }
};

/** What can be watched: a score, and the target of the whole journey if it has one. */
export interface WatchedScore {
  readonly series: string;
  readonly target?: number | undefined;
}

/**
 * The rules to begin with: what gets significantly worse, sources that stop sending, and each score below its target.
 *
 * @example suggestedRules([{ series: 'nps:transactional', target: 10 }]).map(({ id }) => id) // ['finding', 'silence', 'below-target']
 */
export const suggestedRules = (scores: readonly WatchedScore[]): Rule[] => {
  const rules = [newRule('finding', 'finding'), newRule('silence', 'silence')];
  for (const score of scores.filter(({ target }) => target !== undefined))
    rules.push(newRule('below-target', unusedId(idsOf(rules), 'below-target'), [score]));
  return rules;
};

/** Whether any schedule checks alerts; without one no rule raises anything. */
export const checksAlerts = ({ schedules }: Pick<ConfigValue<'calendar'>, 'schedules'>): boolean =>
  schedules.some(({ kind }) => kind === 'alerts');

const numbers = ['target', 'days', 'against', 'atLeast', 'factor', 'level', 'falseAlarmsAYear'] as const;

export interface NumberField {
  readonly name: (typeof numbers)[number];
  readonly value: number;
  /** The score in whose unit it is; absent of days, counts and factors. */
  readonly series?: string;
}

const inUnitOfScore: readonly string[] = ['target', 'atLeast'];

/** The numbers of a rule in the order of its form. */
export const numbersOf = (rule: Rule): readonly NumberField[] =>
  numbers.flatMap((name): NumberField[] => {
    const value: unknown = Reflect.get(rule, name);
    if (typeof value !== 'number') return [];
    return 'series' in rule && inUnitOfScore.includes(name)
      ? [{ name, value, series: rule.series }]
      : [{ name, value }];
  });

/** The false alarms of a year of a rule that is not set by them; undefined of one that is, and of one without a test. */
export const falseAlarmsBeside = (rule: Rule): number | undefined =>
  'falseAlarmsAYear' in rule ? undefined : falseAlarmsOf(rule);

/** Where a piece of evidence is on the page: its touchpoint and time; undefined where it is of no touchpoint. */
export const placeOf = (evidence: string) => {
  const { pathname, searchParams } = new URL(evidence, 'https://api.invalid');
  const touchpoint = /^\/touchpoints\/([^/]+)\//.exec(pathname)?.[1];
  if (touchpoint === undefined) return undefined;
  const [from, to, theme] = ['from', 'to', 'theme'].map((name) => searchParams.get(name) ?? undefined);
  return { touchpoint: decodeURIComponent(touchpoint), search: { from, to, theme } };
};
