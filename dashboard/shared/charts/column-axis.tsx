import { useCallback } from 'react';
import { type AxisData, axisRow } from '../../../lib/charts/axis-row.ts';
import { Sketch } from './chart.tsx';

/** The axis over a column of small pictures: for the eye only, each of them says its figure. */
export const ColumnAxis = ({ domain: [from, to], write, side }: AxisData) => {
  const draw = useCallback(
    (width: number) => axisRow({ domain: [from, to], write, side }, width),
    [from, to, write, side],
  );
  return (
    <div aria-hidden="true">
      <Sketch label="" draw={draw} />
    </div>
  );
};
