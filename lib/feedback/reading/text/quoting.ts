const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where in a cell a byte stands: at its start, in a cell without quotes, inside quotes, or right behind a quote inside them. */
export const cellStart = 0;
const bare = 1;
export const inQuotes = 2;
const afterQuote = 3;

/** What a byte does: nothing, quote, or end the cell. */
const other = 0;
const quoting = 1;
const ending = 2;
const kinds = 3;

/**
 * The parser's rules: a quote opens only at the start of a cell, two of them inside are one, and after the closing one
 * anything but an end goes on without quotes. One row a state, one column a kind of byte.
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
 * Whether double quotes enclose cells in this sample: not where more of them break off inside a cell than end with it, as
 * in exports that quote nothing. A sample without quotes is taken as quoted.
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
