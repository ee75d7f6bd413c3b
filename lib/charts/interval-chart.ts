import { at, chartPage, escaped, ink, line, text, ticksOf } from './chart-parts.ts';

/** Figures side by side, each a point on its interval: touchpoints, periods, values of a dimension, drivers. */

export interface IntervalMark {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Under the minimum sample: drawn hollow. */
  readonly uncertain?: boolean | undefined;
  /** Not significant: drawn pale. */
  readonly pale?: boolean | undefined;
}

export interface IntervalColumn {
  readonly title: string;
  /** The unit: `points, −100 to 100`. */
  readonly unit: string;
  /** The format of numbers on the axis. */
  format(value: number): string;
}

export interface IntervalRow {
  readonly label: string;
  /** Above the row: the stage that begins with it. */
  readonly heading?: string | undefined;
  /** In place of marks: why there are none. */
  readonly note?: string | undefined;
  /** By column; undefined if there is no figure. */
  readonly marks: readonly (IntervalMark | undefined)[];
}

export interface IntervalChart {
  readonly title: string;
  /** The scope and the period. */
  readonly subtitle: string;
  readonly columns: readonly IntervalColumn[];
  readonly rows: readonly IntervalRow[];
  /** The meaning of further marks, after the standard legend. */
  readonly legend?: string;
}

const width = 860;
const left = 24;
const labelWidth = 220;
const nWidth = 64;
const gap = 16;
const rowHeight = 22;
const firstRow = 96;
const maxLetters = 30;
const capHeight = 6;

interface Panel {
  readonly column: IntervalColumn;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly ticks: readonly number[];
  x(value: number): number;
}

const panelOf = ({ columns, rows }: IntervalChart, column: IntervalColumn, index: number): Panel => {
  const each = (width - left - labelWidth) / columns.length;
  const start = left + labelWidth + index * each + gap;
  const end = start + each - nWidth - gap;
  const ends = rows.flatMap(({ marks }) => {
    const mark = marks[index];
    return mark === undefined ? [] : [mark.low, mark.value, mark.high];
  });
  const ticks = ends.length === 0 ? [0, 1] : ticksOf(Math.min(...ends), Math.max(...ends));
  const [first = 0, last = 1] = [ticks[0], ticks.at(-1)];
  return {
    column,
    index,
    start,
    end,
    ticks,
    x: (value) => start + ((value - first) / (last - first)) * (end - start),
  };
};

/** The position of each row: a heading takes a line of its own. */
const placesOf = (
  rows: readonly IntervalRow[],
): { readonly places: readonly number[]; readonly bottom: number } => {
  const places: number[] = [];
  let y = firstRow;
  for (const { heading } of rows) {
    if (heading !== undefined) y += rowHeight;
    places.push(y);
    y += rowHeight;
  }
  return { places, bottom: y };
};

/** The ends of the axis, and zero if it is well between them: more labels would overlap. */
const labelledTicks = (ticks: readonly number[]): number[] => {
  const [first = 0, last = 1] = [ticks[0], ticks.at(-1)];
  const distance = Math.min(-first, last) / (last - first);
  return [first, ...(distance > 0.25 ? [0] : []), last];
};

const panelMarkup = ({ column, start, ticks, x }: Panel, bottom: number): string => {
  const top = firstRow - rowHeight / 2;
  const rules = ticks.map((tick) =>
    line([x(tick), top], [x(tick), bottom - rowHeight / 2], `stroke="${tick === 0 ? ink.text : ink.rule}"`),
  );
  const labels = labelledTicks(ticks).map((tick) =>
    text(
      column.format(tick),
      [x(tick), bottom + 4],
      `text-anchor="middle" font-size="10" fill="${ink.text}"`,
    ),
  );
  return [
    text(column.title, [start, 66], `font-weight="bold" fill="${ink.title}"`),
    text(column.unit, [start, 80], `font-size="10" fill="${ink.text}"`),
    ...rules,
    ...labels,
  ].join('');
};

const wholeNumber = new Intl.NumberFormat('en-US');

const markMarkup = (row: IntervalRow, y: number, { column, index, x, end }: Panel): string => {
  const mark = row.marks[index];
  if (mark === undefined) return '';
  const { value, low, high, n, uncertain = false, pale = false } = mark;
  const colour = pale ? '#a0aec0' : ink.mark;
  const { format } = column;
  const said = `${row.label}, ${column.title}: ${format(value)} (95% CI ${format(low)} to ${format(high)}, n = ${n})`;
  return [
    line([x(low), y], [x(high), y], `stroke="${colour}" stroke-width="3" stroke-opacity="0.45"`),
    // A narrow interval would be hidden by its point.
    ...[low, high].map((bound) =>
      line([x(bound), y - capHeight], [x(bound), y + capHeight], `stroke="${colour}"`),
    ),
    `<circle cx="${at(x(value))}" cy="${at(y)}" r="3" fill="${uncertain ? '#ffffff' : colour}" stroke="${colour}"><title>${escaped(said)}</title></circle>`,
    text(`n=${wholeNumber.format(n)}`, [end + 8, y + 4], `font-size="10" fill="${ink.pale}"`),
  ].join('');
};

/** Grid lines don't cross the text. */
const noteLook = `font-size="10" fill="${ink.pale}" stroke="#ffffff" stroke-width="5" paint-order="stroke"`;

const shortened = (label: string): string =>
  label.length > maxLetters ? `${label.slice(0, maxLetters - 1)}…` : label;

const rowMarkup = (row: IntervalRow, y: number, panels: readonly Panel[]): string => {
  const { heading, label, note } = row;
  const indent = left + 8;
  return [
    ...(heading === undefined
      ? []
      : [text(heading, [left, y + 4 - rowHeight], `font-weight="bold" fill="${ink.text}"`)]),
    text(shortened(label), [indent, y + 4], `fill="${ink.title}"`),
    ...(note === undefined ? [] : [text(note, [left + labelWidth + gap, y + 4], noteLook)]),
    ...panels.map((panel) => markMarkup(row, y, panel)),
  ].join('');
};

/**
 * Rows of figures, each a point on its 95 % interval with its n, a panel and an axis for each column; hollow under the minimum sample,
 * pale if not significant, a note if suppressed. Every point has its numbers as text. Without rows the axes
 * are drawn alone.
 */
export const intervalChart = (chart: IntervalChart): string => {
  const { places, bottom } = placesOf(chart.rows);
  const height = bottom + 40;
  const panels = chart.columns.map((column, index) => panelOf(chart, column, index));
  const legend = ['point: figure; line: 95 % interval; hollow: under the minimum sample', chart.legend ?? '']
    .filter((part) => part !== '')
    .join('; ');
  return chartPage({ width, height, left }, { title: chart.title, unit: chart.subtitle }, [
    ...panels.map((panel) => panelMarkup(panel, bottom)),
    ...chart.rows.map((row, index) => rowMarkup(row, places[index] ?? firstRow, panels)),
    text(legend, [left, height - 10], `font-size="10" fill="${ink.pale}"`),
  ]);
};
