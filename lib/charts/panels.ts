import { group, type Picture, type Point, picture, words } from './picture.ts';

/** A picture among others, with what it shows above it. */
export interface Panel {
  readonly heading?: string;
  readonly draw: (width: number) => Picture;
}

export interface PanelLayout {
  /** Side by side. Default 1. */
  readonly columns?: number;
  /** Pixels between panels, across and down. Default 32. */
  readonly gap?: number;
}

const headingHeight = 26;

interface Placed {
  readonly panel: Panel;
  readonly picture: Picture;
  readonly x: number;
  readonly y: number;
}

const offsetOf = ({ heading }: Panel): number => (heading === undefined ? 0 : headingHeight);

const rowsOf = <Each>(all: readonly Each[], columns: number): Each[][] =>
  Array.from({ length: Math.ceil(all.length / columns) }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns),
  );

const moved = (point: Point, { panel, x, y }: Placed): Point => ({
  ...point,
  x: point.x + x,
  y: point.y + y + offsetOf(panel),
});

/**
 * Pictures as one, row by row: small multiples, each with a heading and axes of its own.
 *
 * @example panels([{ heading: 'NPS', draw: (width) => trendLine(nps, width) }], {}, 800)
 */
export const panels = (
  all: readonly Panel[],
  { columns = 1, gap = 32 }: PanelLayout,
  width: number,
): Picture => {
  const each = (width - (columns - 1) * gap) / columns;
  const placed: Placed[] = [];
  let bottom = 0;
  for (const row of rowsOf(all, columns)) {
    const y = bottom === 0 ? 0 : bottom + gap;
    const drawn = row.map((panel, column) => ({
      panel,
      picture: panel.draw(each),
      x: column * (each + gap),
      y,
    }));
    placed.push(...drawn);
    bottom = Math.max(...drawn.map(({ panel, picture }) => y + offsetOf(panel) + picture.height));
  }
  return picture(
    {
      width,
      height: bottom,
      series: placed.flatMap((place) =>
        place.picture.series.map((points) => points.map((point) => moved(point, place))),
      ),
    },
    ...placed.map(panelAt),
  );
};

const panelAt = ({ panel, picture, x, y }: Placed) =>
  group(
    [
      panel.heading === undefined
        ? undefined
        : words(panel.heading, [0, 13], { fontSize: 13, fontWeight: 600, fill: 'var(--ink)' }),
      group([picture.svg], { transform: `translate(0 ${offsetOf(panel)})` }),
    ],
    { transform: `translate(${x} ${y})` },
  );
