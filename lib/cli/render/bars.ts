import type { Terminal } from '../terminal.ts';

/** Text charts. A missing value is a gap, never a zero. */
type Paint = Terminal['style'];

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar of a share, padded to its width. A share above 0 is always visible.
 *
 * @param share 0..1; values outside are clamped
 * @param width in characters
 * @example bar(0.5, 4) // '██  '
 */
export const bar = (share: number, width: number): string => {
  const wanted = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const parts = share > 0 ? Math.max(1, wanted) : 0;
  return ('█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '')).padEnd(width);
};

export interface SentimentShares {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

/** Whole characters for each part, filling the width (largest remainder, Hamilton 1792). */
const apportion = (shares: readonly number[], width: number): number[] => {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map((share) => (share / total) * width);
  const floors = exact.map(Math.floor);
  const left = width - floors.reduce((sum, count) => sum + count, 0);
  const largestFirst = exact
    .map((count, index) => ({ index, rest: count - Math.floor(count) }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index);
  for (const { index } of largestFirst.slice(0, left)) floors[index] = (floors[index] ?? 0) + 1;
  return floors;
};

/**
 * Negative, neutral and positive in one bar, distinguished by colour and pattern. All zero gives blanks.
 *
 * @param shares counts or shares, 0 or more
 * @example sentimentBar({ negative: 1, neutral: 1, positive: 2 }, 8, plain) // '░░▒▒████'
 */
export const sentimentBar = (shares: SentimentShares, width: number, paint: Paint): string => {
  const { negative, neutral, positive } = shares;
  if (negative + neutral + positive === 0) return ' '.repeat(width);
  const [red = 0, grey = 0, green = 0] = apportion([negative, neutral, positive], width);
  return paint('red', '░'.repeat(red)) + paint('dim', '▒'.repeat(grey)) + paint('green', '█'.repeat(green));
};

const levels = '▁▂▃▄▅▆▇█';

/**
 * A line of small columns from the lowest to the highest value; a missing value leaves a gap. Equal values are at half
 * height. No values give ''.
 *
 * @example sparkline([1, undefined, 2, 3]) // '▁ ▅█'
 */
export const sparkline = (values: readonly (number | undefined)[]): string => {
  const known = values.filter((value) => value !== undefined);
  const lowest = Math.min(...known);
  const range = Math.max(...known) - lowest;
  const level = (value: number): string =>
    levels.charAt(range === 0 ? 3 : Math.round(((value - lowest) / range) * (levels.length - 1)));
  return values.map((value) => (value === undefined ? ' ' : level(value))).join('');
};
