import type { Picture } from '../../../lib/charts/picture.ts';

/** A point of a chart: its series, and its index. */
export interface Place {
  readonly series: number;
  readonly point: number;
}

const steps: Readonly<Record<string, Place>> = {
  ArrowRight: { series: 0, point: 1 },
  ArrowLeft: { series: 0, point: -1 },
  ArrowUp: { series: -1, point: 0 },
  ArrowDown: { series: 1, point: 0 },
};

/** Whether a key moves between the points of a chart. */
export const isStep = (key: string): boolean => key in steps;

const within = (index: number, length: number): number => Math.max(0, Math.min(length - 1, index));

/** The next point for an arrow key: along a series, or to the same place in the next one. Past the ends it stays. */
export const stepFrom = ({ series }: Picture, from: Place | undefined, key: string): Place | undefined => {
  const step = steps[key];
  if (step === undefined) return from;
  if (from === undefined) return { series: 0, point: step.point < 0 ? (series[0]?.length ?? 1) - 1 : 0 };
  const row = within(from.series + step.series, series.length);
  return { series: row, point: within(from.point + step.point, series[row]?.length ?? 0) };
};

/** The point nearest to a position, in pixels. */
export const nearestPoint = ({ series }: Picture, x: number, y: number): Place | undefined => {
  const all = series.flatMap((points, row) =>
    points.map((point, index) => ({
      place: { series: row, point: index },
      distance: Math.hypot(point.x - x, (point.y - y) / 4),
    })),
  );
  return all.toSorted((left, right) => left.distance - right.distance)[0]?.place;
};
