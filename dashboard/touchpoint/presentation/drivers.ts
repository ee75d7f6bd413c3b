import type { QuadrantData, QuadrantPoint } from '../../../lib/charts/quadrants.ts';
import type { DriversAnswer } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import { timeOf } from '../../shared/findings/presentation.ts';
import type { Span } from '../../shared/scope/scope.ts';
import type { Format, Unit } from '../../shared/texts/format.ts';
import { type About, commentsHref, themeName } from '../about.ts';

export type ShownDrivers = Extract<DriversAnswer, { readonly drivers: unknown }>;
type Driver = ShownDrivers['drivers'][number];

/** More than one in twenty of what is called so may not be chance. */
const certainUpTo = 0.05;

const isCertain = ({ falseDiscoveryRate, enough }: Driver): boolean =>
  enough && falseDiscoveryRate <= certainUpTo;

/** Of shares in percentage points, so that an axis of them is as long as one of points. */
const inPoints = (value: number, unit: Unit): number => (unit === 'share' ? 100 * value : value);

/** With one decimal: impacts are small. */
const impactText = (value: number, unit: Unit, format: Format): string =>
  format.difference(inPoints(value, unit), 'mean');

const sentenceOf = (driver: Driver, unit: Unit, about: About): string => {
  const { t, format } = about;
  const { impact, performance, mentions } = driver;
  const write = (value: number): string => impactText(value, unit, format);
  return t('driver', {
    theme: themeName(about, driver.theme),
    impact: write(impact.value),
    low: write(impact.low),
    high: write(impact.high),
    net: format.level(performance.value, 'points'),
    interval: format.interval(performance, 'points'),
    n: format.count(mentions),
    certainty: t(isCertain(driver) ? 'significant' : 'unchanged'),
  });
};

/** Impact against the sentiment of its mentions: frequency is in the impact and in the area. */
export const driversData = ({ drivers, unit }: ShownDrivers, span: Span, about: About): QuadrantData => {
  const { t, format } = about;
  const time = { period: undefined, from: undefined, to: undefined, ...timeOf(span.from, span.to) };
  return {
    points: drivers.map(
      (driver): QuadrantPoint => ({
        label: themeName(about, driver.theme),
        across: {
          value: inPoints(driver.impact.value, unit),
          low: inPoints(driver.impact.low, unit),
          high: inPoints(driver.impact.high, unit),
        },
        up: driver.performance,
        size: driver.mentions,
        sentence: sentenceOf(driver, unit, about),
        href: commentsHref(about, { ...time, theme: driver.theme }),
        ...(isCertain(driver) && {
          verdict: driver.impact.value < 0 ? ('worse' as const) : ('better' as const),
        }),
      }),
    ),
    acrossLabel: t('impactOn', { score: about.t('score') }),
    upLabel: t('netOfMentions'),
    writeAcross: (value) => format.difference(value, 'points'),
    writeUp: (value) => format.level(value, 'points'),
    corners: {
      topLeft: t('watch'),
      topRight: t('keep'),
      bottomLeft: t('fix'),
      bottomRight: t('leave'),
    },
  };
};

export const driversTable = ({ drivers, unit }: ShownDrivers, about: About): ChartTable => {
  const { t, format } = about;
  const write = (value: number): string => impactText(value, unit, format);
  return {
    columns: [t('theme'), t('impact'), t('interval'), t('netOfMentions'), t('mentions'), t('verdict')],
    rows: drivers.map((driver) => [
      themeName(about, driver.theme),
      write(driver.impact.value),
      t('between', { low: write(driver.impact.low), high: write(driver.impact.high) }),
      format.level(driver.performance.value, 'points'),
      format.count(driver.mentions),
      t(isCertain(driver) ? 'significant' : 'unchanged'),
    ]),
  };
};
