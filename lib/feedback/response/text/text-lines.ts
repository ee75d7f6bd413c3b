/** A line of a text with its half-open offsets; `next` is where the next line begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly next: number;
}

/** The lines of a text, ends of line (LF, CRLF, CR) left out. */
export const linesOf = (text: string): Line[] => {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, index), start, next: index + ending.length });
    start = index + ending.length;
  }
  lines.push({ text: text.slice(start), start, next: text.length });
  return lines;
};
