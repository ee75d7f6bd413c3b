import { scaleLinear } from 'd3-scale';
import { el, group, type Picture, picture, words } from '../picture.ts';

export interface BarPart {
  readonly count: number;
  /** Written inside the part if it fits. */
  readonly text: string;
  /** `kept` is the main part, `rejected` needs attention, `apart` is any other. */
  readonly tone: 'kept' | 'rejected' | 'apart';
  readonly sentence: string;
}

const height = 26;
const gap = 2;
/** Of a digit or a letter of 12 pixels, with some extra room. */
const letterWidth = 7.2;

const paint = {
  kept: { fill: 'var(--ink-2)', text: 'var(--bg)' },
  rejected: { fill: 'var(--worse-mark)', text: 'var(--bg)' },
  apart: { fill: 'var(--neutral-tint)', text: 'var(--ink)' },
} as const;

/** The minimum width of a part, so that one row of a million is visible. */
const minWidth = 4;

interface Placed extends BarPart {
  readonly x: number;
  readonly width: number;
}

/** Empty parts take no room; the others share the width by their counts, none less than the minimum. */
const placed = (parts: readonly BarPart[], width: number): Placed[] => {
  const shown = parts.filter(({ count }) => count > 0);
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  const free = Math.max(0, width - shown.length * minWidth - (shown.length - 1) * gap);
  const share = scaleLinear([0, Math.max(1, total)], [0, free]);
  let x = 0;
  return shown.map((part) => {
    const place = { ...part, x, width: minWidth + share(part.count) };
    x += place.width + gap;
    return place;
  });
};

/** The parts of a sum as one stacked bar. */
export const partsBar = (parts: readonly BarPart[], width: number): Picture => {
  const places = placed(parts, width);
  return picture(
    {
      width,
      height,
      series: [places.map(({ x, width: long, sentence }) => ({ x: x + long / 2, y: height / 2, sentence }))],
    },
    ...places.map(({ x, width: long, text, tone }) =>
      group([
        el('rect', { x, y: 0, width: long, height, rx: 2, fill: paint[tone].fill }),
        ...(text.length * letterWidth + 16 > long
          ? []
          : [words(text, [x + 8, 17], { fill: paint[tone].text, fontWeight: 600 })]),
      ]),
    ),
  );
};
