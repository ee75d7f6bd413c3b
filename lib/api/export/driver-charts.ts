import { type IntervalRow, intervalRows } from '../../charts/bars/interval-rows.ts';
import { domainOf } from '../../charts/domain.ts';
import { type Panel, panels } from '../../charts/panels.ts';
import type { Mark } from '../../charts/picture.ts';
import { type QuadrantData, quadrants } from '../../charts/quadrants.ts';
import type { DriverReport, ThemeDriver } from '../../insights/drivers/driver-report.ts';
import { english } from '../../insights/findings/text/en.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { DriversAnswer } from '../contract/drivers.ts';
import { nameOf } from './chart-marks.ts';
import { type Chart, chart, chartWidth } from './export-charts.ts';

type Unit = DriverReport['unit'];
type Range = Interval & { readonly value: number };

/** Impacts are small: with one decimal, of shares in percentage points. */
const inPoints = (value: number, unit: Unit): number => (unit === 'share' ? 100 * value : value);
const write = (value: number): string => english.difference(value, 'mean');
const writeTick = (value: number): string =>
  english.difference(value, Number.isInteger(value) ? 'points' : 'mean');

interface Associated {
  readonly falseDiscoveryRate: number;
  readonly enough?: boolean;
}

const certainUpTo = 0.05;

/** Without a verdict it may be chance. */
const verdictOf = ({ value }: Range, { falseDiscoveryRate, enough = true }: Associated) => {
  if (!enough || falseDiscoveryRate > certainUpTo) return {};
  return { verdict: value < 0 ? ('worse' as const) : ('better' as const) };
};

/** One thing that a score is associated with. */
interface Part extends Associated {
  readonly label: string;
  readonly n: number;
  readonly effect: Range;
  readonly impact?: Range;
}

const markOf = (part: Part, range: Range, unit: Unit): Mark => {
  const { value, low, high } = range;
  const [at, from, to] = [value, low, high].map((end) => inPoints(end, unit));
  const verdict = verdictOf(range, part);
  const text = write(at ?? 0);
  const certainty = 'verdict' in verdict ? '' : ', not significant';
  return {
    value: at ?? 0,
    low: from ?? 0,
    high: to ?? 0,
    enough: part.enough ?? true,
    text,
    sentence: `${part.label}: ${text} (95% interval ${write(from ?? 0)} to ${write(to ?? 0)}, n ${english.count(part.n)})${certainty}`,
    ...verdict,
  };
};

const rowsPanel = (heading: string, parts: readonly Part[], draw: (part: Part) => Mark): Panel => {
  const rows = parts.map(
    (part): IntervalRow => ({ label: part.label, note: `n ${english.count(part.n)}`, drawn: draw(part) }),
  );
  const data = {
    rows,
    domain: domainOf(
      rows.flatMap(({ drawn }) => ('low' in drawn ? [drawn] : [])),
      [0],
    ),
    write: writeTick,
  };
  return { heading, draw: (width) => intervalRows(data, width) };
};

/** What each adds to the score, beside how far it moves the score of those whom it meets. */
const pairOf = (of: string, parts: readonly Part[], unit: Unit): Panel[] =>
  parts.length === 0
    ? []
    : [
        rowsPanel(`${of}: impact`, parts, (part) => markOf(part, part.impact ?? part.effect, unit)),
        rowsPanel(`${of}: effect`, parts, (part) => markOf(part, part.effect, unit)),
      ];

const prioritiesOf = (drivers: readonly ThemeDriver[], unit: Unit): QuadrantData => ({
  points: drivers.map((driver) => {
    const { theme: label, mentions: n, impact, performance } = driver;
    const { sentence, value, low, high } = markOf({ ...driver, label, n }, impact, unit);
    const net = `${english.level(performance.value, 'points')} (${english.range(performance, 'points')})`;
    return {
      label,
      across: { value, low, high },
      up: performance,
      size: n,
      sentence: `${sentence}; net sentiment of its mentions ${net}`,
      ...verdictOf(impact, driver),
    };
  }),
  acrossLabel: 'impact on the score',
  upLabel: 'net sentiment of mentions',
  writeAcross: writeTick,
  writeUp: (value) => english.level(value, 'points'),
  corners: { topLeft: 'watch', topRight: 'keep up', bottomLeft: 'fix first', bottomRight: 'leave' },
});

const maxDrivers = 20;

const panelsOf = ({ drivers, momentsOfTruth, series, unit }: DriverReport): Panel[] => {
  const themes = drivers.slice(0, maxDrivers).map((one) => ({ ...one, label: one.theme, n: one.mentions }));
  const places = momentsOfTruth.map((one) => ({ ...one, label: one.touchpoint, n: one.responses }));
  const imported = series.map((one) => ({ ...one, label: one.series }));
  return [
    ...pairOf('Themes', themes, unit),
    ...pairOf('Touchpoints against all others', places, unit),
    ...(imported.length === 0
      ? []
      : [rowsPanel('Imported series, per unit', imported, (part) => markOf(part, part.effect, unit))]),
  ];
};

const everyoneText = ({ unit, everyone }: DriverReport): string[] =>
  everyone === undefined
    ? []
    : [
        `everyone: ${english.level(everyone.value, unit)} (${english.range(everyone, unit)}), n ${english.count(everyone.n)}`,
      ];

const headOf = (report: DriverReport, partial: true | undefined): string =>
  [
    ...everyoneText(report),
    'association, not cause',
    ...(report.drivers.length > maxDrivers ? [`${maxDrivers} of ${report.drivers.length} themes`] : []),
    ...(report.suppressedThemes > 0 ? [`${report.suppressedThemes} themes suppressed`] : []),
    ...(partial ? ['partly suppressed'] : []),
  ].join('; ');

/** Themes by impact and net sentiment, then all parts with their intervals, the largest impact first. */
export const driversChart = (answer: DriversAnswer): Chart => {
  if ('suppressed' in answer)
    return chart(
      `What ${answer.metric} is associated with`,
      ['Suppressed: below the minimum group size. This is not zero.'],
      panels([], {}, chartWidth),
    );
  const { drivers, unit, score, partial } = answer;
  const all = panels(panelsOf(answer), { columns: 2 }, chartWidth);
  const priorities = prioritiesOf(drivers.slice(0, maxDrivers), unit);
  const both: Panel[] = [
    ...(drivers.length === 0 ? [] : [{ draw: (width: number) => quadrants(priorities, width) }]),
    { draw: () => all },
  ];
  return chart(
    `What ${nameOf(score)} is associated with`,
    [headOf(answer, partial), 'Orange and blue: significant (false discovery rate up to 5%).'],
    panels(both, {}, chartWidth),
  );
};
