const textWidth = 100;

/**
 * Text in lines of at most 100 characters, each with the same indent. A word that is longer has a line of its own.
 *
 * @example wrapped('Five things changed.', '  ') // '  Five things changed.'
 */
export const wrapped = (text: string, indent: string): string => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const open = lines.at(-1);
    const fits = open !== undefined && `${indent}${open} ${word}`.length <= textWidth;
    if (fits) lines[lines.length - 1] = `${open} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
};
