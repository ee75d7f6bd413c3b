const number = /^[+-]?\d+(?:[.,]\d+)*\s?%?$/;
const date = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?$/;
const address = /^(?:[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+|https?:\/\/\S+)$/i;

/** True for a cell that no header has: a number, a date, an address. */
export const isValueCell = (cell: string): boolean => {
  const text = cell.trim();
  return number.test(text) || date.test(text) || address.test(text);
};
