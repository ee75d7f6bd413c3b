import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a text (UTF-8) in batches, any line end, without blank ones. Of a line longer than `maxCharacters` only
 * a little more than that is kept: enough to see that it is too long.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  maxCharacters: number,
): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  for await (const chunk of chunks) {
    const lines = (open + decoder.write(chunk)).split(/\r\n|\n|\r/);
    open = (lines.pop() ?? '').slice(0, maxCharacters + 1);
    yield lines.filter((line) => line.trim() !== '');
  }
  if (open.trim() !== '') yield [open];
}
