const textWidth = 100;

/**
 * The lines of a text, each of at most `width` characters. A word that is longer has a line of its own. An empty text
 * has one empty line.
 *
 * @example linesOf('Five things changed', 11) // ['Five things', 'changed']
 */
export const linesOf = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const open = lines.at(-1);
    const fits = open !== undefined && `${open} ${word}`.length <= width;
    if (fits) lines[lines.length - 1] = `${open} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/**
 * Text in lines of at most 100 characters, each with the same indent.
 *
 * @example wrapped('Five things changed.', '  ') // '  Five things changed.'
 */
export const wrapped = (text: string, indent: string): string =>
  linesOf(text, textWidth - indent.length)
    .map((line) => `${indent}${line}`)
    .join('\n');
