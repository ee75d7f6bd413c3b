import { type DivergingData, divergingBar } from '../diverging-bar.ts';
import { type Gap, group, hatchedIf, isGap, type Picture, type Point, picture, words } from '../picture.ts';

export interface DivergingRow {
  readonly label: string;
  readonly drawn: DivergingData | Gap;
  /** After the bar: `23%`. */
  readonly note: string;
}

const noteWidth = 84;
const narrowBelow = 480;
const hatchWidth = 48;

interface Plan {
  readonly width: number;
  /** Where bars begin, from the left and from the top of their row. */
  readonly left: number;
  readonly top: number;
  readonly rowHeight: number;
}

const planOf = (width: number): Plan =>
  width < narrowBelow
    ? { width, left: 0, top: 18, rowHeight: 44 }
    : { width, left: Math.min(220, width * 0.3), top: 5, rowHeight: 28 };

/** Topics, a bar each on one axis: frequency and sentiment. Labels are above the bars if the width is small. */
export const divergingRows = (rows: readonly DivergingRow[], width: number): Picture => {
  const plan = planOf(width);
  const { rowHeight } = plan;
  const height = rows.length * rowHeight;
  const drawn = rows.map((row) => drawnRow(row, plan));
  return picture(
    {
      width,
      height,
      series: [drawn.map(({ point }, index) => ({ ...point, y: point.y + index * rowHeight }))],
    },
    ...drawn.map(({ svg }, index) => group([svg], { transform: `translate(0 ${index * rowHeight})` })),
  );
};

const drawnRow = ({ label, drawn, note }: DivergingRow, { width, left, top }: Plan) => {
  const baseline = top + 13;
  const { svg, point } = figureOf(drawn, width - left - noteWidth);
  return {
    svg: group([
      words(label, [0, top === 18 ? 13 : baseline], { fill: 'var(--ink)' }),
      group([svg], { transform: `translate(${left} ${top})` }),
      words(note, [width, baseline], { textAnchor: 'end' }),
    ]),
    point: { ...point, x: point.x + left, y: point.y + top },
  };
};

const figureOf = (drawn: DivergingRow['drawn'], width: number) => {
  const middle: Point = { x: width / 2, y: 9, sentence: drawn.sentence };
  if (!isGap(drawn)) {
    const { svg, series } = divergingBar(drawn, width);
    return { svg, point: series[0]?.[0] ?? middle };
  }
  const from = drawn.gap === 'suppressed' ? hatchWidth + 8 : 0;
  return {
    svg: group([
      hatchedIf(drawn, { x: 0, y: 2, width: hatchWidth, height: 14 }),
      words(drawn.text, [from, 13], { fontSize: 11, fill: 'var(--ink-3)' }),
    ]),
    point: { ...middle, gap: drawn.gap },
  };
};
