/** What the documentation says of a claim. */
export interface Stated {
  /** As written: `94.2–95.7 %`. */
  readonly text: string;
  /** The lowest and the highest share in it, 0..1. */
  readonly low: number;
  readonly high: number;
}

/** Shares in a text, 0..1. What is in parentheses is a comment. */
const sharesIn = (text: string): number[] =>
  [...text.replace(/\([^)]*\)/g, '').matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number) / 100);

const rowOf = (line: string): [claim: string, stated: Stated][] => {
  const [, claim, text] = line.split('|').map((cell) => cell.trim());
  const shares = text === undefined ? [] : sharesIn(text);
  return claim === undefined || text === undefined || shares.length === 0
    ? []
    : [[claim, { text, low: Math.min(...shares), high: Math.max(...shares) }]];
};

/**
 * The statements under "What holds" of docs/metrics.md, by claim.
 *
 * @example statedIn('## What holds\n| Share, n = 30 | 95.1–96.7 % (97.9 % for 2 % in 30) |') // { 'Share, n = 30' → { low: 0.951, high: 0.967, … } }
 */
export const statedIn = (document: string): ReadonlyMap<string, Stated> => {
  const section = /^## What holds$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(document)?.[1] ?? '';
  return new Map(
    section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap(rowOf),
  );
};
