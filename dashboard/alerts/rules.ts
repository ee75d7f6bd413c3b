import { falseAlarmsOf, usualFalseAlarmsAYear } from '../../lib/reports/alerts/yearly.ts';
import type { ConfigValue } from '../shared/config/config-query.ts';

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

/** A rule of a kind with its usual values. */
export const newRule = (kind: Kind, id: string): Rule => {
  switch (kind) {
    case 'below-target':
      return { id, kind, series: 'nps:transactional', target: 0, days: 28 };
    case 'drop':
      return { id, kind, series: 'nps:transactional', days: 7, against: 28, atLeast: 0, falseAlarmsAYear };
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

/** A name that no rule has. @example unusedId(['drop'], 'drop') // 'drop-2' */
export const unusedId = (taken: readonly string[], kind: Kind): string => {
  const free = (number: number): string => {
    const id = number === 1 ? kind : `${kind}-${number}`;
    return taken.includes(id) ? free(number + 1) : id;
  };
  return free(1);
};

const numbers = ['target', 'days', 'against', 'atLeast', 'factor', 'level', 'falseAlarmsAYear'] as const;

export interface NumberField {
  readonly name: (typeof numbers)[number];
  readonly value: number;
}

/** The numbers of a rule in the order of its form. */
export const numbersOf = (rule: Rule): readonly NumberField[] =>
  numbers.flatMap((name): NumberField[] => {
    const value: unknown = Reflect.get(rule, name);
    return typeof value === 'number' ? [{ name, value }] : [];
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
