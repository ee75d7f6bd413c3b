import { intervalStrip, type StripData } from './interval-strip.ts';
import { axisWidth, type CurveData, journeyCurve } from './journey-curve.ts';
import { panels } from './panels.ts';
import { group, type Picture, picture, words } from './picture.ts';
import { wrapped } from './wrapped.ts';

/** What stands above a column. */
export interface MapColumn {
  readonly name: string;
  /** Under the name: the number of responses. */
  readonly n: string;
  /** Of the first touchpoint of a stage: its name. */
  readonly stage?: string;
}

export interface MapData {
  readonly columns: readonly MapColumn[];
  readonly curve: CurveData & { readonly heading: string };
  readonly strips: readonly (StripData & { readonly heading: string })[];
}

/** A column holds a value with its interval, and the words of a touchpoint's name. */
const minColumnWidth = 84;
const lineHeight = 15;
const stageHeight = 22;

/** The journey as one picture: a column for each touchpoint, a strip for each score, and the curve. It is wider than asked where columns need it. */
export const journeyMap = ({ columns, curve, strips }: MapData, width: number): Picture => {
  const needed = Math.max(width, axisWidth + minColumnWidth * columns.length);
  return panels(
    [
      { draw: (wide) => heads(columns, wide) },
      ...strips.map((strip) => ({
        heading: strip.heading,
        draw: (wide: number) => indented(intervalStrip(strip, wide - axisWidth)),
      })),
      { heading: curve.heading, draw: (wide) => journeyCurve(curve, wide) },
    ],
    { gap: 20 },
    needed,
  );
};

const heads = (columns: readonly MapColumn[], width: number): Picture => {
  const each = (width - axisWidth) / columns.length;
  const names = columns.map(({ name }) => wrapped(name, { width: each - 8, fontSize: 12 }));
  const height = stageHeight + lineHeight * (1 + Math.max(...names.map(({ length }) => length)));
  return picture(
    { width, height, series: [] },
    ...columns.map(({ stage, n }, index) =>
      group(
        [
          stage === undefined
            ? undefined
            : words(stage, [0, 13], { fontSize: 13, fontWeight: 600, fill: 'var(--ink)' }),
          ...(names[index] ?? []).map((name, row) =>
            words(name, [0, stageHeight + lineHeight * (row + 0.8)], { fill: 'var(--ink)' }),
          ),
          words(n, [0, height - 3], { fontSize: 11, fill: 'var(--ink-3)' }),
        ],
        { transform: `translate(${axisWidth + index * each} 0)` },
      ),
    ),
  );
};

/** Under the columns of the curve, right of its axis. */
const indented = ({ svg, width, height, series }: Picture): Picture =>
  picture(
    {
      width: width + axisWidth,
      height,
      series: series.map((points) => points.map((point) => ({ ...point, x: point.x + axisWidth }))),
    },
    group([svg], { transform: `translate(${axisWidth} 0)` }),
  );
