import { VerbatimError } from '../../errors.ts';
import { evidentUtf16, markedEncoding } from './text/encoding.ts';

/** What the first bytes of a file say it is. `text` is everything that is read as text. */
export type Content = 'gzip' | 'zip' | 'text';

const packed: readonly (readonly [Content, string])[] = [
  ['gzip', '1f8b'],
  ['zip', '504b0304'],
  ['zip', '504b0506'],
];

/** First bytes, in hexadecimal, of what people drop by mistake; most with what would be read instead. */
const foreign: readonly (readonly [string, string])[] = [
  ['25504446', 'a PDF'],
  ['89504e47', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['d0cf11e0a1b11ae1', 'an old Office file (.xls, .doc) or an encrypted workbook; save it as .xlsx or CSV'],
  ['7b5c727466', 'a rich text document'],
  ['504b0708', 'a part of a zip that was split'],
  ['28b52ffd', 'a Zstandard archive; gzip is read'],
  ['425a68', 'a bzip2 archive; gzip is read'],
  ['fd377a585a00', 'an xz archive; gzip is read'],
  ['377abcaf271c', 'a 7z archive; zip is read'],
  ['526172211a07', 'a RAR archive; zip is read'],
  ['50415231', 'a Parquet file'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
  ['7f454c46', 'a program'],
];

const startsWith = (head: Buffer, signature: string): boolean =>
  head.subarray(0, signature.length / 2).toString('hex') === signature;

const isControl = (byte: number): boolean => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b;

/** Random bytes have one control character in nine; a text with a few NULs in it is still a text. */
const looksBinary = (head: Buffer): boolean => {
  if (markedEncoding(head) !== undefined || evidentUtf16(head) !== undefined) return false;
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return controls >= 8 && controls > head.length / 20;
};

const refuse = (file: string, got: string): never => {
  throw new VerbatimError('file-binary', 'unsupported file format', {
    file,
    expected: 'CSV, TSV, JSON, JSON Lines, XLSX or text, also in gzip or zip',
    got,
  });
};

/**
 * What the content is, independent of its name.
 *
 * @throws VerbatimError `file-empty`, or `file-binary` naming what was found
 */
export const detectContent = (head: Buffer, file: string): Content => {
  if (head.length === 0) throw new VerbatimError('file-empty', 'the file is empty', { file });
  const known = packed.find(([, signature]) => startsWith(head, signature))?.[0];
  if (known !== undefined) return known;
  const other = foreign.find(([signature]) => startsWith(head, signature))?.[1];
  if (other !== undefined) return refuse(file, other);
  return looksBinary(head) ? refuse(file, 'binary data') : 'text';
};

/** Kinds of text. `lines` is plain or delimited text: only the dialect shows which. */
export type TextContent = 'json' | 'jsonl' | 'lines';

/**
 * What a text is by its beginning (UTF-8, without a mark).
 *
 * @throws VerbatimError `file-empty` where there is nothing but space, `file-format-unsupported` for HTML and XML
 */
export const textContentOf = (head: Buffer, file: string): TextContent => {
  const text = head.subarray(0, 4096).toString().trimStart();
  if (text === '' && head.toString().trim() === '') {
    throw new VerbatimError('file-empty', 'the file is blank', { file });
  }
  if (/^<(!doctype|html|\?xml|[a-z]+[\s>])/i.test(text)) {
    throw new VerbatimError('file-format-unsupported', 'the file is a page or document, not a table', {
      file,
      expected: 'CSV, TSV, JSON, JSON Lines, XLSX or text',
      got: /^<(!doctype html|html)/i.test(text) ? 'HTML' : 'XML',
    });
  }
  if (/^\[\s*([{["\]\-\d]|true|false|null|$)/.test(text)) return 'json';
  if (/^\{\s*("|\}|$)/.test(text)) return 'jsonl';
  return 'lines';
};
