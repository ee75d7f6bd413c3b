/** No question is longer; a header cell that is has a text in it, or a quote left open. */
const maxNameLength = 1000;

/**
 * A header's cell as a name: without the spaces around it, line breaks and other control characters as one space, broken
 * bytes as U+FFFD, cut where it never ends.
 */
export const tidy = (cell: string): string =>
  cell
    .slice(0, maxNameLength)
    .replaceAll(/[\0\ufffe]/g, '\ufffd')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const numbered = (name: string, taken: ReadonlySet<string>): string => {
  let count = 2;
  while (taken.has(`${name} (${count})`)) count += 1;
  return `${name} (${count})`;
};

/**
 * Names that are unique in their table. A nameless column is named for its place, from 1; an empty header gives none.
 *
 * @example uniqueNames(['Comment', '', 'Comment']) // ['Comment', 'column 2', 'Comment (2)']
 */
export const uniqueNames = (header: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const wanted = tidy(cell) || `column ${index + 1}`;
    const name = taken.has(wanted) ? numbered(wanted, taken) : wanted;
    taken.add(name);
    return name;
  });
};

const plain = (cell: string): string => tidy(cell).toLowerCase();

/**
 * A function that tells the rows which name the columns again, as in a file that was put together of several: at least two names, and nothing
 * else.
 *
 * @example headerAgain(['Date', 'Comment'])(['Date', 'Comment']) // true
 */
export const headerAgain = (names: readonly string[]): ((cells: readonly string[]) => boolean) => {
  const expected = names.map(plain);
  return (cells) => {
    let named = 0;
    for (const [index, cell] of cells.entries()) {
      if (cell === '') continue;
      if (plain(cell) !== expected[index]) return false;
      named += 1;
    }
    return named >= 2;
  };
};
