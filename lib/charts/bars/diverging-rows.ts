import { type DivergingData, divergingBar } from '../diverging-bar.ts';
import { frame, group, type Picture, words } from '../picture.ts';

export interface DivergingRow extends DivergingData {
  readonly label: string;
  /** After the bar: `23%`, `59 mentions`. */
  readonly note: string;
}

const rowHeight = 28;
const noteWidth = 84;
const narrowBelow = 480;

/** What is spoken of, a bar each on one axis: how often, and how it is felt. Labels stand above the bars where it is narrow. */
export const divergingRows = (rows: readonly DivergingRow[], width: number): Picture => {
  const isNarrow = width < narrowBelow;
  const left = isNarrow ? 0 : Math.min(220, width * 0.3);
  const step = isNarrow ? 44 : rowHeight;
  const top = isNarrow ? 18 : 5;
  const bars = rows.map((row) => divergingBar(row, width - left - noteWidth));
  return {
    width,
    height: rows.length * step,
    svg: frame(
      width,
      rows.length * step,
      ...rows.map(({ label, note }, index) =>
        group(
          [
            words(label, [0, isNarrow ? 13 : 18], { fill: 'var(--ink)' }),
            group([bars[index]?.svg], { transform: `translate(${left} ${top})` }),
            words(note, [width, top + 13], { textAnchor: 'end' }),
          ],
          { transform: `translate(0 ${index * step})` },
        ),
      ),
    ),
    series: [
      bars.flatMap(({ series }, index) =>
        series.flat().map((point) => ({ ...point, x: point.x + left, y: point.y + top + index * step })),
      ),
    ],
  };
};
