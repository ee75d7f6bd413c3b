const looksLikeFigure = /^[\d\s.,:;/+\-%TZ]{1,40}$/;

/**
 * What a cell holds, for an error: a figure as it stands, of anything else only its size, for it may be a comment or a
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
