/**
 * The lines of a text (UTF-8, whole characters in each chunk) in batches, any line end, without blank ones. Of a line
 * longer than `maxCharacters` no more is kept than shows that it is too long.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  maxCharacters: number,
): AsyncGenerator<string[]> {
  let open = '';
  const longer = (part: string): string => (open.length > maxCharacters ? open : open + part);
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.toString().split(/\r\n|\n|\r/);
    const last = others.pop();
    if (last === undefined) {
      open = longer(first);
      continue;
    }
    yield [longer(first), ...others].filter((line) => line.trim() !== '');
    open = last;
  }
  if (open.trim() !== '') yield [open];
}
