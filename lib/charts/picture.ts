import { createElement, type ReactElement, type ReactNode, type SVGProps } from 'react';

/**
 * Every mark has one meaning, in every chart: a dot is a figure, hollow under the minimum sample; a line or band its 95 % interval,
 * dashed where it was only expected; a grey diamond the earlier period; a ring around a dot an anomaly; an upright bar a target. Orange
 * and blue are worse and better; grey is no significant difference.
 *
 * Every chart is a pure function from figures and a width in pixels to SVG elements. Colours are CSS variables of the page
 * (`var(--worse-mark)`), or `currentColor`; `standalone` inserts their values for a file. Texts come with the figures, already
 * in the reader's language.
 */
export interface Picture {
  /** The `svg` element. */
  readonly svg: ReactElement;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The points for the arrow keys: a row for each series, in drawing order. */
  readonly series: readonly (readonly Point[])[];
}

/** A point of a chart, with its sentence. */
export interface Point {
  /** Pixels from the chart's left and top. */
  readonly x: number;
  readonly y: number;
  /** The complete statement, with interval and n. */
  readonly sentence: string;
  /** A link to the comments that it counts. */
  readonly href?: string;
  /** There is no figure, and why. */
  readonly gap?: Gap['gap'];
}

/** The meaning of a colour; without a verdict a mark is black or white. */
export type Verdict = 'worse' | 'better' | 'neutral';

/** A figure as it is drawn: a value on its 95 % interval. */
export interface Mark {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** False: under the minimum sample, drawn hollow. */
  readonly enough: boolean;
  readonly verdict?: Verdict;
  /** The value as written. */
  readonly text: string;
  readonly sentence: string;
  readonly href?: string;
}

/** In place of a mark: "not asked", "suppressed" and "no responses" look different, and none looks like zero. */
export interface Gap {
  readonly gap: 'not-asked' | 'suppressed' | 'nobody';
  readonly text: string;
  readonly sentence: string;
}

export const isGap = <Other extends object>(drawn: Other | Gap): drawn is Gap => 'gap' in drawn;

export const el = (tag: string, attributes: SVGProps<SVGElement>, ...children: ReactNode[]): ReactElement =>
  createElement(tag, attributes, ...children);

export const group = (children: readonly ReactNode[], attributes: SVGProps<SVGElement> = {}): ReactElement =>
  el('g', attributes, ...children);

export const line = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  attributes: SVGProps<SVGElement> = {},
): ReactElement => el('line', { x1, y1, x2, y2, stroke: 'currentColor', ...attributes });

/** Text with tabular digits. `y` is the baseline. */
export const words = (
  text: string,
  [x, y]: readonly [number, number],
  attributes: SVGProps<SVGElement> = {},
): ReactElement => el('text', { x, y, fontSize: 12, fill: ink[2], ...attributes }, text);

export const ink = { 1: 'var(--ink)', 2: 'var(--ink-2)', 3: 'var(--ink-3)' } as const;

/** @example markColour('worse') // 'var(--worse-mark)' */
export const markColour = (verdict?: Verdict): string => (verdict ? `var(--${verdict}-mark)` : ink[2]);

/** Of text, which needs more contrast than a mark. */
export const textColour = (verdict?: Verdict): string =>
  verdict === undefined || verdict === 'neutral' ? ink[1] : `var(--${verdict})`;

export const tintColour = (verdict: Verdict = 'neutral'): string => `var(--${verdict}-tint)`;

/** A picture of this size with its elements. It is visual only: the component around it provides the text. */
export const picture = (
  { width, height, series }: Omit<Picture, 'svg'>,
  ...children: readonly ReactNode[]
): Picture => ({
  width,
  height,
  series,
  svg: el(
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      fill: 'none',
      // Half a label may reach over the end of an axis.
      overflow: 'visible',
      'aria-hidden': true,
    },
    ...children,
  ),
});

interface Along {
  readonly direction: 'across' | 'up';
  /** From a value to pixels along the direction. */
  readonly scale: (value: number) => number;
  /** Pixels on the other axis. */
  readonly at: number;
}

/** A value on its interval: a line with caps, a dot, hollow under the minimum sample. */
export const whisker = (mark: Mark, { direction, scale, at }: Along, radius = 4.5): ReactElement => {
  const stroke = markColour(mark.verdict);
  const place = (along: number, off: number): readonly [number, number] =>
    direction === 'across' ? [along, at + off] : [at + off, along];
  const [low, middle, high] = [scale(mark.low), scale(mark.value), scale(mark.high)];
  const [cx, cy] = place(middle, 0);
  const strokes = { stroke, strokeWidth: 2 };
  return group([
    line(place(low, 0), place(high, 0), strokes),
    line(place(low, -cap), place(low, cap), strokes),
    line(place(high, -cap), place(high, cap), strokes),
    el('circle', {
      cx,
      cy,
      r: radius,
      fill: mark.enough ? stroke : 'var(--bg)',
      stroke: mark.enough ? 'var(--bg)' : stroke,
      strokeWidth: 1.5,
    }),
  ]);
};

const cap = 3.5;

/** The value of the earlier period. */
export const diamond = ([x, y]: readonly [number, number], radius = 4): ReactElement =>
  el('path', {
    d: `M${x} ${y - radius}L${x + radius} ${y}L${x} ${y + radius}L${x - radius} ${y}Z`,
    fill: 'var(--neutral-mark)',
    stroke: 'var(--bg)',
  });

interface Axis {
  /** From a value to pixels along the axis. */
  readonly scale: (value: number) => number;
  /** Where in the picture that is. */
  readonly at: (along: number) => Pick<Point, 'x' | 'y'>;
  /** Pixels along the axis: a gap stands there. */
  readonly middle: number;
}

/** What a mark or a gap says, at its place. */
export const pointOf = (drawn: Mark | Gap, { scale, at, middle }: Axis): Point => ({
  ...at(isGap(drawn) ? middle : scale(drawn.value)),
  sentence: drawn.sentence,
  ...(isGap(drawn) ? { gap: drawn.gap } : {}),
  ...(!isGap(drawn) && drawn.href !== undefined ? { href: drawn.href } : {}),
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const hatchStep = 6;

/** In place of a suppressed figure: a hatched box, which neither a value nor an empty place looks like. */
export const hatched = ({ x, y, width, height }: Box): ReactElement => {
  const strokes = Array.from({ length: Math.ceil((width + height) / hatchStep) }, (_, index) => {
    const along = index * hatchStep + hatchStep / 2;
    const [start, end] = [Math.max(0, along - height), Math.min(along, width)];
    return start < end ? `M${x + start} ${y + along - start}L${x + end} ${y + along - end}` : '';
  });
  return group([
    el('path', { d: strokes.join(''), stroke: 'var(--neutral-mark)', strokeOpacity: 0.6 }),
    el('rect', { x, y, width, height, stroke: 'var(--axis)', strokeDasharray: '2 2' }),
  ]);
};

/** The hatched box of a gap that is suppressed; of any other nothing, its words say why. */
export const hatchedIf = (drawn: Mark | Gap, box: Box): ReactElement | undefined =>
  isGap(drawn) && drawn.gap === 'suppressed' ? hatched(box) : undefined;
