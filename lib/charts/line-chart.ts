import { at, chartPage, escaped, ink, line, text, ticksOf } from './chart-parts.ts';

/** A line with its interval. */

export interface ChartPoint {
  readonly label: string;
  /** Absent if nothing was measured or it is suppressed: the line has a gap there. */
  readonly value?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly n?: number | undefined;
  /** Under the minimum sample: drawn hollow. */
  readonly uncertain?: boolean | undefined;
  /** Partly suppressed: marked with a star. */
  readonly partial?: boolean | undefined;
  /** An anomaly: ringed. */
  readonly anomalous?: boolean | undefined;
  /** Another version scores from here on: a dashed line is drawn before it, and it is not joined to the point before. */
  readonly broken?: boolean | undefined;
}

export interface ChartSettings {
  readonly title: string;
  /** The unit: `NPS in points`. */
  readonly unit: string;
  /** The format of numbers on the axis. */
  format(value: number): string;
}

const width = 860;
const height = 360;
const margin = { left: 64, right: 48, top: 56, bottom: 52 };
const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
const maxLabels = 8;

interface Frame {
  x(index: number): number;
  y(value: number): number;
  readonly ticks: readonly number[];
}

const frameOf = (points: readonly ChartPoint[]): Frame => {
  const values = points.flatMap(({ value, low = value, high = value }) =>
    value === undefined ? [] : [low ?? value, value, high ?? value],
  );
  const ticks = values.length === 0 ? [0, 1] : ticksOf(Math.min(...values), Math.max(...values));
  const [bottom = 0, top = 1] = [ticks[0], ticks.at(-1)];
  return {
    x: (index) =>
      margin.left + (points.length < 2 ? plot.width / 2 : (index / (points.length - 1)) * plot.width),
    y: (value) => margin.top + plot.height - ((value - bottom) / (top - bottom)) * plot.height,
    ticks,
  };
};

/** Indexes of points on one line: no gap and no version change between them. */
const runsOf = (points: readonly ChartPoint[]): number[][] => {
  const runs: number[][] = [];
  let open: number[] = [];
  for (const [index, { value, broken }] of points.entries()) {
    if (value === undefined || broken) {
      if (open.length > 0) runs.push(open);
      open = [];
    }
    if (value !== undefined) open.push(index);
  }
  return open.length > 0 ? [...runs, open] : runs;
};

const pathOf = (places: readonly (readonly [number, number])[]): string =>
  places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');

const runMarkup = (run: readonly number[], points: readonly ChartPoint[], frame: Frame): string => {
  const end = (index: number, side: 'low' | 'value' | 'high'): readonly [number, number] => {
    const point = points[index];
    return [frame.x(index), frame.y(point?.[side] ?? point?.value ?? 0)];
  };
  const upper = run.map((index) => end(index, 'high'));
  const lower = run.toReversed().map((index) => end(index, 'low'));
  const line = pathOf(run.map((index) => end(index, 'value')));
  // A single point has no band: its interval is a bar.
  if (run.length === 1)
    return `<path d="${pathOf([...upper, ...lower])}" stroke="${ink.mark}" stroke-opacity="0.35" stroke-width="4"/>`;
  return `<path d="${pathOf([...upper, ...lower])}Z" fill="${ink.mark}" fill-opacity="0.18"/><path d="${line}" fill="none" stroke="${ink.mark}" stroke-width="2"/>`;
};

const sentenceOf = (point: ChartPoint, value: string, format: ChartSettings['format']): string => {
  const { label, low, high, n } = point;
  const interval = low === undefined || high === undefined ? '' : `95% CI ${format(low)} to ${format(high)}`;
  const basis = [interval, n === undefined ? '' : `n = ${n}`].filter((part) => part !== '').join(', ');
  return `${label}: ${value}${basis === '' ? '' : ` (${basis})`}`;
};

const pointMarkup =
  (frame: Frame, { format }: ChartSettings) =>
  (point: ChartPoint, index: number): string => {
    if (point.value === undefined) return '';
    const [x, y] = [frame.x(index), frame.y(point.value)];
    const place = `cx="${at(x)}" cy="${at(y)}"`;
    const said = sentenceOf(point, format(point.value), format);
    const ring = point.anomalous
      ? `<circle ${place} r="8" fill="none" stroke="#c05621" stroke-width="2"/>`
      : '';
    const star = point.partial ? text('*', [x + 6, y - 6], `font-size="14" fill="${ink.text}"`) : '';
    return `<circle ${place} r="3.5" fill="${point.uncertain ? '#ffffff' : ink.mark}" stroke="${ink.mark}"><title>${escaped(said)}</title></circle>${ring}${star}`;
  };

const breakMarkup = (index: number, frame: Frame): string => {
  const x = (frame.x(index - 1) + frame.x(index)) / 2;
  return line([x, margin.top], [x, margin.top + plot.height], `stroke="${ink.pale}" stroke-dasharray="4 4"`);
};

const axisMarkup = (points: readonly ChartPoint[], frame: Frame, { format }: ChartSettings): string => {
  const lines = frame.ticks.map((tick) => {
    const y = frame.y(tick);
    const colour = tick === 0 ? ink.text : ink.rule;
    const rule = line([margin.left, y], [width - margin.right, y], `stroke="${colour}"`);
    return rule + text(format(tick), [margin.left - 8, y + 4], `text-anchor="end" fill="${ink.text}"`);
  });
  const every = Math.ceil(points.length / maxLabels);
  const labels = points.map(({ label }, index) =>
    index % every === 0
      ? text(label, [frame.x(index), height - margin.bottom + 20], `text-anchor="middle" fill="${ink.text}"`)
      : '',
  );
  return [...lines, ...labels].join('');
};

/**
 * A series over time: line, 95 % band, axis and labels; gaps where suppressed, a dashed line where the version changed,
 * hollow points under the minimum sample, rings around anomalies, a star if partly suppressed. Every point has its numbers as text. Without points the
 * axes are drawn alone.
 */
export const lineChart = (points: readonly ChartPoint[], settings: ChartSettings): string => {
  const frame = frameOf(points);
  const legend =
    'line: figure; band: 95 % interval; hollow: under the minimum sample; ring: anomaly; dashed: other version';
  const star = points.some(({ partial }) => partial) ? '; *: partly suppressed' : '';
  return chartPage({ width, height, left: margin.left }, settings, [
    axisMarkup(points, frame, settings),
    ...runsOf(points).map((run) => runMarkup(run, points, frame)),
    ...points.map(({ broken }, index) => (broken && index > 0 ? breakMarkup(index, frame) : '')),
    ...points.map(pointMarkup(frame, settings)),
    text(legend + star, [margin.left, height - 8], `font-size="10" fill="${ink.pale}"`),
  ]);
};
