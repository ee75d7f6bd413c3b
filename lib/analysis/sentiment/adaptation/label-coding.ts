import type { SentimentLabel } from '../../analysis.ts';

/** One way in which people write labels down. */
interface LabelCoding {
  readonly read: (cell: string) => SentimentLabel | undefined;
  /** True where the cells of a column show that it is this coding and no other that uses the same signs. */
  readonly isMeant: (cells: readonly string[]) => boolean;
}

/** What is asked for where a column is coded in no clear way. */
export const labelCodings = 'negative, neutral and positive; -1, 0 and 1; or 1 to 5 stars';

const words: Readonly<Record<string, SentimentLabel>> = {
  negative: 'negative',
  neg: 'negative',
  neutral: 'neutral',
  neu: 'neutral',
  positive: 'positive',
  pos: 'positive',
};
const signs: Readonly<Record<string, SentimentLabel>> = {
  '-1': 'negative',
  '0': 'neutral',
  '1': 'positive',
  '+1': 'positive',
};
const stars = /^([1-5])(?:[.,]0)?(?:\s*(?:\/|out of)\s*5)?(?:\s*stars?)?$/;

const starLabel = (cell: string): SentimentLabel | undefined => {
  const count = Number(stars.exec(cell)?.[1]);
  if (Number.isNaN(count)) return undefined;
  if (count === 3) return 'neutral';
  return count > 3 ? 'positive' : 'negative';
};

const codings: readonly LabelCoding[] = [
  { read: (cell) => words[cell], isMeant: () => true },
  // Without a −1, zeros and ones may as well be no and yes.
  { read: (cell) => signs[cell], isMeant: (cells) => cells.includes('-1') },
  // 1 to 3 may as well be three classes.
  { read: starLabel, isMeant: (cells) => cells.some((cell) => /^[45]|star|\/\s*5|of 5/.test(cell)) },
];

const normalized = (cell: string): string => cell.trim().toLowerCase().replace('−', '-');

/**
 * How the cells of a column name labels: words (`negative`, `neg`), signs (`-1`, `0`, `1`) or stars (1 and 2 are negative,
 * 3 is neutral, 4 and 5 are positive). Undefined where that is not clear. Empty cells say nothing and are left out.
 *
 * @example labelReaderOf(['5', '1', '3'])?.('4') // 'positive'
 */
export const labelReaderOf = (
  cells: Iterable<string>,
): ((cell: string) => SentimentLabel | undefined) | undefined => {
  const filled = [...new Set(Array.from(cells, normalized))].filter((cell) => cell !== '');
  const coding = codings.find(
    ({ read, isMeant }) => filled.every((cell) => read(cell) !== undefined) && isMeant(filled),
  );
  return coding === undefined || filled.length === 0 ? undefined : (cell) => coding.read(normalized(cell));
};

/** The cell of a column that is in the way of reading it: the first that no coding knows, or undefined. */
export const unreadableLabel = (cells: Iterable<string>): string | undefined =>
  Array.from(cells).find((cell) => {
    const label = normalized(cell);
    return label !== '' && codings.every(({ read }) => read(label) === undefined);
  });
