const looksLikeFigure = /^[\d\s.,:;/+\-%TZ]{1,40}$/;

/**
 * A description of a cell for an error: a number as it is, anything else only by its size, because it may be a comment or a
 * name.
 *
 * @example describeCell('11') // '"11"'
 * @example describeCell('very good indeed') // 'a text of 16 characters'
 */
export const describeCell = (cell: string): string => {
  if (cell.trim() === '') return 'an empty cell';
  return looksLikeFigure.test(cell) && cell.replaceAll(/\D/g, '').length < 15
    ? `"${cell.trim()}"`
    : `a text of ${cell.length} characters`;
};
