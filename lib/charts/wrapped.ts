/** The approximate width of a letter, in parts of the font's size: of DejaVu Sans, which is wider than the page's font. */
const letterWidth = 0.6;

/**
 * A text in lines that fit a width; a word that is longer than a line has one of its own.
 *
 * @param room of the lines, and their font's size, in pixels
 * @example wrapped('Net sentiment, May 2026', { width: 90, fontSize: 12 }) // ['Net', 'sentiment,', 'May 2026']
 */
export const wrapped = (
  text: string,
  { width, fontSize }: { readonly width: number; readonly fontSize: number },
): string[] => {
  const letters = Math.max(1, Math.floor(width / (letterWidth * fontSize)));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const joined = `${last} ${word}`;
    if (last !== undefined && joined.length <= letters) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
};
