const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where in a cell a byte stands: at its start, in a cell without quotes, inside quotes, or right behind a quote inside them. */
export const cellStart = 0;
export const bare = 1;
export const inQuotes = 2;
export const afterQuote = 3;

/**
 * Follows a delimited text (UTF-8) byte by byte with the parser's eyes: a quote opens only at the start of a cell, two of
 * them inside are one, and after the closing one anything but a delimiter or a line end goes on without quotes.
 */
export const quoteTracker = (
  delimiter: string,
  quoted: boolean,
): ((state: number, byte: number) => number) => {
  const delimiterByte = delimiter.charCodeAt(0);
  const outside = (state: number, byte: number): number => {
    if (byte === delimiterByte || byte === lineFeed || byte === carriageReturn) return cellStart;
    return quoted && state === cellStart && byte === quote ? inQuotes : bare;
  };
  return (state, byte) => {
    if (state === inQuotes) return byte === quote ? afterQuote : inQuotes;
    return state === afterQuote && byte === quote ? inQuotes : outside(state, byte);
  };
};

/**
 * Whether double quotes enclose cells in this sample: not where more of them break off inside a cell than end with it, as
 * in exports that quote nothing. A sample without quotes is taken as quoted.
 */
export const quotesEnclose = (sample: Buffer, delimiter: string): boolean => {
  const next = quoteTracker(delimiter, true);
  let state = cellStart;
  let proper = 0;
  let broken = 0;
  for (const byte of sample) {
    const was = state;
    state = next(state, byte);
    if (was !== afterQuote) continue;
    if (state === cellStart) proper += 1;
    else if (state === bare) broken += 1;
  }
  return broken <= proper;
};
