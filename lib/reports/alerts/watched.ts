import type { Counted } from '../../disclosure/parts.ts';
import { sumVersions } from '../../disclosure/parts.ts';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { seriesOf } from '../../metrics/comparisons/changes.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import type { Scope } from '../digest/digest-material.ts';
import { type Sentence, say } from '../sentence.ts';
import { scaleName, type Unit, unitOfScale } from '../wording.ts';
import type { AlertRule } from './alert-rule-schema.ts';
import type { AlertState } from './alert-state.ts';
import type { SourceDays } from './silence.ts';

/** A touchpoint's days, in order; days without feedback are left out. */
export interface WatchedTouchpoint extends Scope {
  readonly days: readonly (Counted & { readonly period: string })[];
}

/** The input of rules. */
export interface Watched {
  /** In the reporting zone. */
  readonly today: string;
  readonly touchpoints: readonly WatchedTouchpoint[];
  /** Of the folders below `uploads/`, by the days on which files came. */
  readonly folders: readonly SourceDays[];
  /** By {@link stateKey}. */
  readonly states: ReadonlyMap<string, AlertState>;
  readonly options: MetricsSettings;
  /** By the days of a rule: the changes in them. Only if a rule needs it. */
  readonly findings?: ReadonlyMap<number, FindingsAnswer>;
}

/** @example stateKey({ rule: 'nps', subject: 'delivery' }) // 'nps#delivery' */
export const stateKey = ({ rule, subject }: Pick<AlertState, 'rule' | 'subject'>): string =>
  `${rule}#${subject}`;

export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The days up to yesterday. Today is not over, and would be compared with whole days. */
export const windowBefore = (day: string, days: number): Window => ({
  from: addDays(day, -days),
  to: addDays(day, -1),
});

export const countWindow = ({ days }: WatchedTouchpoint, { from, to }: Window): Counted => {
  const within = days.filter(({ period }) => from <= period && period <= to);
  return {
    tally: sumTallies(within.map(({ tally }) => tally)),
    versions: sumVersions(within.map(({ versions }) => versions)),
  };
};

export const figureOf = ({ tally }: Counted, series: string, options: MetricsSettings): Figure | undefined =>
  seriesOf(figuresOf(tally, options)).get(series);

export const seriesWords = (series: string): { readonly name: Sentence; readonly unit: Unit } =>
  series === 'sentiment:net'
    ? { name: say`Net sentiment`, unit: 'points' }
    : { name: say`${scaleName(series)}`, unit: unitOfScale(series) };

export const path = (
  touchpoint: string,
  view: 'summaries' | 'feedback',
  query: Readonly<Record<string, string>>,
): string => `/touchpoints/${encodeURIComponent(touchpoint)}/${view}?${new URLSearchParams(query)}`;

export const watchedBy = ({ touchpoints }: Exclude<AlertRule, { kind: 'silence' }>, watched: Watched) =>
  watched.touchpoints.filter(({ id }) => touchpoints?.includes(id) ?? true);
