import type { Gap, Mark } from '../../../lib/charts/picture.ts';
import type { TrendData, TrendPoint } from '../../../lib/charts/trend-line.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import type { TrendView } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import type { TrendKind } from '../themes-query.ts';
import type { Wording } from '../wording.ts';

type ReadPoint = TrendView['points'][number];

const units = { share: 'share', net: 'points' } as const;

/** A week by the day that it begins on; the month is named where it begins. */
const labelOf = (
  { period }: ReadPoint,
  before: ReadPoint | undefined,
  { view, wording: { format } }: Drawing,
): string => {
  if (view.grain !== 'week') return format.month(period, 'abbreviated');
  const sameMonth = before?.period.slice(0, 7) === period.slice(0, 7);
  return sameMonth ? String(Number(period.slice(8))) : format.shortDay(period);
};

const lastOf = ({ period }: ReadPoint, { grain }: TrendView): string =>
  grain === 'week' ? addDays(period, 6) : period;

interface Drawing {
  readonly view: TrendView;
  readonly kind: TrendKind;
  readonly wording: Wording;
  /** Of the comments behind a point. */
  readonly hrefOf: (from: string, to: string) => string;
}

const gapOf = ({ suppressed, partial, period }: ReadPoint, { wording: { t, format } }: Drawing): Gap => {
  const isWithheld = suppressed ?? partial ?? false;
  return {
    gap: isWithheld ? 'suppressed' : 'nobody',
    text: t(isWithheld ? 'notShown' : 'nobody'),
    sentence: t(isWithheld ? 'trendWithheld' : 'trendNobody', { period: format.period(period) }),
  };
};

const markOf = (point: ReadPoint, drawing: Drawing): Mark | Gap => {
  const { figure, period, part, broken } = point;
  if (figure === undefined) return gapOf(point, drawing);
  const { view, kind, hrefOf, wording } = drawing;
  const { t, format } = wording;
  const values = {
    period: format.span({ from: period, to: lastOf(point, view) }),
    value: format.level(figure.value, units[kind]),
    interval: format.interval(figure, units[kind]),
    n: format.count(figure.n),
  };
  const notes = [
    ...(part ? [t('part')] : []),
    ...(broken ? [t('newVersion')] : []),
    ...(figure.enough ? [] : [t('few')]),
  ];
  const { value, low, high, enough } = figure;
  return {
    value,
    low,
    high,
    enough,
    text: values.value,
    sentence: [t('trendPoint', values), ...notes].join(' '),
    href: hrefOf(period, lastOf(point, view)),
  };
};

const pointOf = (point: ReadPoint, before: ReadPoint | undefined, drawing: Drawing): TrendPoint => {
  const { figure, part, broken } = point;
  return {
    label: labelOf(point, before, drawing),
    n: figure === undefined ? '' : drawing.wording.format.count(figure.n),
    drawn: markOf(point, drawing),
    ...(part ? { part } : {}),
    ...(broken ? { broken } : {}),
  };
};

/** Shares have an axis from zero to a little over what is drawn; net sentiment has its whole range. */
const domainOf = ({ points }: TrendView, kind: TrendKind): readonly [number, number] => {
  if (kind === 'net') return [-100, 100];
  const top = Math.max(0.05, ...points.map(({ figure }) => figure?.high ?? 0));
  return [0, Math.min(1, 1.1 * top)];
};

/** A theme over time, for the picture. */
export const trendData = (drawing: Drawing): TrendData => ({
  points: drawing.view.points.map((point, index, all) => pointOf(point, all[index - 1], drawing)),
  domain: domainOf(drawing.view, drawing.kind),
  write: (value) => drawing.wording.format.level(value, units[drawing.kind]),
});

/** The same as a table. */
export const trendTable = ({ view, kind, wording: { t, format } }: Omit<Drawing, 'hrefOf'>): ChartTable => ({
  columns: [t(view.grain === 'week' ? 'week' : 'month'), t(kind), t('interval'), t('n')],
  rows: view.points.map(({ period, figure, suppressed, partial }) => [
    format.period(period),
    figure === undefined
      ? t((suppressed ?? partial) ? 'notShown' : 'nobody')
      : format.level(figure.value, units[kind]),
    figure === undefined ? '' : format.interval(figure, units[kind]),
    figure === undefined ? '' : format.count(figure.n),
  ]),
});
