import { isAscii } from 'node:buffer';
import type { FileShape } from '../source.ts';

/** What texts were written in before UTF-8: one byte a letter, or one and two. */

type Encoding = NonNullable<FileShape['encoding']>;

/** What `TextDecoder` reads, by the names that jschardet gives. Others of its 80 are of mainframes and DOS. */
const decodable: ReadonlyMap<string, Encoding> = new Map([
  ['windows-1250', 'windows-1250'],
  ['windows-1251', 'windows-1251'],
  ['windows-1252', 'windows-1252'],
  ['windows-1253', 'windows-1253'],
  ['windows-1254', 'windows-1254'],
  ['windows-1255', 'windows-1255'],
  ['windows-1256', 'windows-1256'],
  ['windows-1257', 'windows-1257'],
  ['windows-1258', 'windows-1258'],
  ['cp874', 'windows-874'],
  ['iso-8859-2', 'iso-8859-2'],
  ['iso-8859-5', 'iso-8859-5'],
  ['iso-8859-7', 'iso-8859-7'],
  ['koi8-r', 'koi8-r'],
  ['koi8-u', 'koi8-u'],
  ['macroman', 'macintosh'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['cp932', 'shift_jis'],
  ['euc-jp', 'euc-jp'],
  ['cp949', 'euc-kr'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
]);

const doubleByte: ReadonlySet<Encoding> = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5']);

export const isDoubleByte = (encoding: Encoding): boolean => doubleByte.has(encoding);

/** The lines that hold bytes beyond ASCII, up to so many bytes: the others say nothing of an encoding. */
export const linesBeyondAscii = (bytes: Buffer, maxBytes: number): Buffer => {
  const lines: Buffer[] = [];
  let taken = 0;
  for (let start = 0; start < bytes.length && taken < maxBytes; ) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length;
    const line = bytes.subarray(start, Math.min(end, start + maxBytes - taken));
    if (!isAscii(line)) {
      lines.push(line);
      taken += line.length;
    }
    start = end;
  }
  return Buffer.concat(lines);
};

/**
 * The older encoding that a text is most likely in, by the letters and words of 49 languages; undefined where none fits.
 * The judge is loaded only when it is asked: it takes 0.1 s and a megabyte.
 */
export const judgeEncoding = async (text: Buffer): Promise<Encoding | undefined> => {
  const { detect } = await import('jschardet');
  const { encoding } = detect(text, { detectEncodings: [...decodable.keys()] });
  return decodable.get(encoding?.toLowerCase() ?? '');
};
