const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The position of a byte in a cell: at its start, in a cell without quotes, inside quotes, or just after a quote inside them. */
export const cellStart = 0;
const bare = 1;
export const inQuotes = 2;
const afterQuote = 3;

/** The kind of a byte: ordinary, quote, or end of the cell. */
const other = 0;
const quoting = 1;
const ending = 2;
const kinds = 3;

/**
 * The parser's rules: a quote opens only at the start of a cell, two of them inside are one, and after the closing one
 * anything except an end continues without quotes. One row per state, one column per kind of byte.
 */
// biome-ignore format: it is a table
const transitions = Uint8Array.of(
  bare,     inQuotes,   cellStart,
  bare,     bare,       cellStart,
  inQuotes, afterQuote, inQuotes,
  bare,     inQuotes,   cellStart,
);

/** The kind of each byte, for a delimited text in UTF-8. */
export const byteKinds = (delimiter: string, quoted: boolean): Uint8Array => {
  const kindOf = new Uint8Array(256).fill(other);
  for (const end of [delimiter.charCodeAt(0), lineFeed, carriageReturn]) kindOf[end] = ending;
  if (quoted) kindOf[quote] = quoting;
  return kindOf;
};

/** The state after a byte of this kind. */
export const nextState = (state: number, kind: number): number =>
  transitions[state * kinds + kind] ?? cellStart;

/**
 * Whether double quotes enclose cells in this sample: not if more of them end inside a cell than at its end, as
 * in exports without quoting. A sample without quotes counts as quoted.
 */
export const quotesEnclose = (sample: Buffer, delimiter: string): boolean => {
  const kindOf = byteKinds(delimiter, true);
  let state = cellStart;
  let proper = 0;
  let broken = 0;
  for (const byte of sample) {
    const was = state;
    state = nextState(state, kindOf[byte] ?? other);
    if (was !== afterQuote) continue;
    if (state === cellStart) proper += 1;
    else if (state === bare) broken += 1;
  }
  return broken <= proper;
};
