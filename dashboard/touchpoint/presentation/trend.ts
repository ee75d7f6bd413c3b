import type { Gap, Mark } from '../../../lib/charts/picture.ts';
import type { TrendData, TrendFlag, TrendPoint } from '../../../lib/charts/trend-line.ts';
import type { ActionList, TrendView } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import type { Span } from '../../shared/scope/scope.ts';
import type { Unit } from '../../shared/texts/format.ts';
import { type About, commentsHref, scoreOf, spanOf, unitOf, volume } from '../about.ts';

type Point = TrendView['points'][number];
type Action = ActionList['actions'][number];

/** The weeks that are looked at: those of the period and before it, a quarter of a year in all or as long as the period is. */
export const trendSpan = ({ from, to }: Span): Span => {
  const end = to.slice(0, 7);
  const [year = 0, month = 0] = end.split('-').map(Number);
  const start = new Date(Date.UTC(year, month - 3, 1)).toISOString().slice(0, 10);
  return { from: from < start ? from : start, to };
};

const longDays = 200;

/** Weeks, and months where there would be too many weeks to tell apart. */
export const trendGrain = ({ from, to }: Span): 'week' | 'month' =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000 > longDays ? 'month' : 'week';

/** How numbers of a series are written; responses are counted. */
const writer = (about: About, series: string): ((value: number) => string) =>
  series === volume ? about.format.count : (value) => about.format.level(value, unitOf(about, series));

const periodText = ({ period }: Point, { format, t }: About): string =>
  period.length === 7 ? format.month(period) : t('weekOf', { day: format.day(period) });

const endOf = (period: string): string => {
  if (period.length === 7) return period;
  return new Date(Date.parse(period) + 6 * 86_400_000).toISOString().slice(0, 10);
};

const valueText = (point: Point, series: string, about: About): string[] => {
  const { format, t } = about;
  const { figure, value } = point;
  if (figure !== undefined) {
    const unit = unitOf(about, series);
    return [
      t('pointFigure', {
        value: format.level(figure.value, unit),
        interval: format.interval(figure, unit),
        n: format.count(figure.n),
      }),
      ...(figure.enough ? [] : [t('few')]),
    ];
  }
  return value === undefined ? [t('nobody')] : [t('responses', { count: value })];
};

const between = (
  { low, high }: { readonly low: number; readonly high: number },
  { t, format }: About,
): string => t('between', { low: format.count(low), high: format.count(high) });

const judgedText = ({ judged }: Point, series: string, about: About): string[] => {
  if (judged === undefined) return [];
  const write = writer(about, series);
  const expected = about.t('expected', {
    value: write(judged.expected),
    interval:
      series === volume ? between(judged, about) : about.format.interval(judged, unitOf(about, series)),
  });
  return [expected, about.t(judged.anomalous ? 'unlike' : 'alike')];
};

/** The whole fact of a point: the figure with its interval and n, what was expected, and what keeps it from being compared. */
export const pointSentence = (point: Point, series: string, about: About): string => {
  const value = point.suppressed ? [] : valueText(point, series, about);
  return [`${periodText(point, about)}:`, ...value, ...noteOf(point, series, about)].join(' ');
};

/** Worse and better are of scores; more or fewer responses are neither. */
const verdictOf = ({ judged, figure }: Point) => {
  if (!judged?.anomalous || figure === undefined) return {};
  return { verdict: figure.value < judged.expected ? ('worse' as const) : ('better' as const) };
};

const drawnOf = (point: Point, series: string, about: About): Mark | Gap => {
  const sentence = pointSentence(point, series, about);
  if (point.suppressed) return { gap: 'suppressed', text: about.t('withheld'), sentence };
  const { figure, value: count } = point;
  const value = figure?.value ?? count;
  if (value === undefined) return { gap: 'nobody', text: '', sentence };
  const { low, high, enough } = figure ?? { low: value, high: value, enough: true };
  const href = commentsHref(about, { period: undefined, from: point.period, to: endOf(point.period) });
  return {
    value,
    low,
    high,
    enough,
    text: writer(about, series)(value),
    sentence,
    href,
    ...verdictOf(point),
  };
};

/** The month is named where it begins. */
const labelOf = (point: Point, before: Point | undefined, { format }: About): string => {
  const { period } = point;
  if (period.length === 7) return format.month(period, 'abbreviated');
  const sameMonth = before?.period.slice(0, 7) === period.slice(0, 7);
  return sameMonth ? String(Number(period.slice(8))) : format.shortDay(period);
};

const trendPoint = (point: Point, before: Point | undefined, series: string, about: About): TrendPoint => {
  const { figure, value, judged } = point;
  const n = figure?.n ?? value;
  return {
    label: labelOf(point, before, about),
    n: n === undefined ? '' : about.format.count(n),
    drawn: drawnOf(point, series, about),
    ...(judged?.anomalous && {
      odd: true,
      expected: { value: judged.expected, low: judged.low, high: judged.high },
    }),
    ...(point.part && { part: true }),
    ...(point.broken && { broken: true }),
  };
};

const outwards = (values: readonly number[], step: number): [number, number] => [
  Math.floor(Math.min(...values) / step) * step,
  Math.ceil(Math.max(...values) / step) * step,
];

const steps: Readonly<Record<Unit, number>> = { points: 25, share: 0.25, mean: 0.5 };

/** As much of the scale as is needed; a share and a count begin at zero. */
export const trendDomain = (
  points: readonly TrendPoint[],
  unit: Unit | 'count',
  target?: number,
): [number, number] => {
  const ends = points.flatMap(({ drawn, expected }) => [
    ...('gap' in drawn ? [] : [drawn.low, drawn.high]),
    ...(expected ? [expected.low, expected.high] : []),
  ]);
  const values = [...ends, ...(target === undefined ? [] : [target])];
  if (values.length === 0) return [0, 1];
  if (unit === 'count') return [0, Math.max(1, ...values)];
  const [low, high] = outwards(values, steps[unit]);
  if (unit === 'share') return [0, Math.min(1, Math.max(high, 0.25))];
  if (unit === 'points') return [Math.max(-100, low), Math.min(100, high === low ? high + 25 : high)];
  return [low, high === low ? high + 1 : high];
};

/** The last point that begins by then: what happened on a day lies in it. Undefined before the first. */
const pointAt = (points: readonly Point[], day: string): number | undefined => {
  const index = points.findLastIndex(({ period }) => period <= day);
  const last = points[index];
  return index < 0 ||
    last === undefined ||
    day > (last.period.length === 7 ? `${last.period}-31` : endOf(last.period))
    ? undefined
    : index;
};

/** Actions at their weeks. */
export const flagsOf = (actions: readonly Action[], points: readonly Point[], about: About): TrendFlag[] =>
  actions
    .filter(({ touchpoint }) => touchpoint === about.id)
    .flatMap(({ date, text }) => {
      const at = pointAt(points, date);
      return at === undefined ? [] : [{ at, text, detail: about.format.shortDay(date) }];
    });

const shadedOf = (points: readonly Point[], about: About) => {
  const { from, to } = spanOf(about);
  const inside = points.flatMap(({ period }, index) =>
    period >= (period.length === 7 ? from.slice(0, 7) : from) && period <= to ? [index] : [],
  );
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined || inside.length === points.length) return {};
  return { shaded: { from: first, to: last, text: about.answer.period.name } };
};

/** A series over time as a picture, with what was done and what was expected. */
export const trendData = (
  { metric: series, points }: TrendView,
  actions: readonly Action[],
  about: About,
): TrendData => {
  const target = scoreOf(about, series)?.target?.value;
  const drawn = points.map((point, index) => trendPoint(point, points[index - 1], series, about));
  const write = writer(about, series);
  return {
    points: drawn,
    domain: trendDomain(drawn, series === volume ? 'count' : unitOf(about, series), target),
    write,
    flags: flagsOf(actions, points, about),
    ...(target === undefined
      ? {}
      : { target: { value: target, text: about.t('target', { target: write(target) }) } }),
    ...shadedOf(points, about),
  };
};

/** What the figure alone does not say. */
const noteOf = (point: Point, series: string, about: About): string[] => [
  ...(point.suppressed ? [about.t('suppressed')] : []),
  ...judgedText(point, series, about),
  ...(point.part ? [about.t('soFar')] : []),
  ...(point.broken ? [about.t('newer')] : []),
];

const tableRow = (point: Point, series: string, about: About): string[] => {
  const { format } = about;
  const { figure, value, period } = point;
  const shown = figure?.value ?? value;
  return [
    period.length === 7 ? format.month(period) : format.day(period),
    shown === undefined ? '' : writer(about, series)(shown),
    ...(figure === undefined
      ? ['', '']
      : [format.interval(figure, unitOf(about, series)), format.count(figure.n)]),
    noteOf(point, series, about).join(' '),
  ];
};

export const trendTable = ({ metric: series, points }: TrendView, about: About): ChartTable => {
  const { t } = about;
  return {
    columns: [t('week'), t('value'), t('interval'), t('n'), t('note')],
    rows: points.map((point) => tableRow(point, series, about)),
  };
};
