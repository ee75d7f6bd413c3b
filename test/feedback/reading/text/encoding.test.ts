import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Damage,
  type Encoding,
  surveyEncoding,
  toUtf8,
} from '../../../../lib/feedback/reading/text/encoding.ts';
import { failure, read } from '../reading.ts';
import { commonEncodings, encode, type Language, sentences } from './sentences.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const languages = Object.keys(sentences).filter((name): name is Language => name in commonEncodings);
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const encodingOf = (bytes: Buffer): Promise<Encoding> => surveyEncoding(inChunks(bytes, 1 << 16), 'x.csv');
const windows1252 = (text: string): Buffer =>
  Buffer.from(text.replaceAll('’', '\u0092').replaceAll('€', '\u0080'), 'latin1');

const decoded = async (bytes: Buffer, encoding: Encoding, size: number, damage: Damage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of toUtf8(inChunks(bytes, size), { encoding }, damage)) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe('the encoding of a text', () => {
  test.each<[string, Buffer, Encoding]>([
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
    ['letters beyond ASCII', Buffer.from('a,b\ncafé,naïve\n'), 'utf-8'],
    ['a mark of UTF-8', Buffer.from('\ufeffa,b\n'), 'utf-8'],
    ['UTF-16, little end first, with a mark', Buffer.from('\ufeffa,b\n', 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first, with a mark', utf16be('\ufeffa,b\n'), 'utf-16be'],
    ['UTF-16, little end first', Buffer.from('comment,score\n', 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first', utf16be('comment,score\n'), 'utf-16be'],
    ['bytes of Windows-1252', windows1252('a,b\ncafé,it’s 5 €\n'), 'windows-1252'],
    [
      'UTF-8 that an export cut in places',
      Buffer.concat([Buffer.from('a\n'), Buffer.of(0xf0, 0x9f, 0x98, 0x0a)]),
      'utf-8',
    ],
    ['UTF-8 with a stray byte', Buffer.concat([Buffer.from('é è ü\n'), Buffer.of(0xe9, 0x0a)]), 'utf-8'],
  ])('%s is recognized', async (_, bytes, encoding) => {
    expect(await encodingOf(bytes)).toBe(encoding);
  });

  test('the first non-ASCII letter may come late', async () => {
    const ascii = Buffer.alloc(3_000_000, 'plain text, ');
    expect(await encodingOf(Buffer.concat([ascii, windows1252('café au lait')]))).toBe('windows-1252');
  });

  test.each(
    languages.flatMap((language) =>
      commonEncodings[language].map((encoding) => [language, encoding] as const),
    ),
  )('comments in %s that were written as %s are read letter by letter', async (language, encoding) => {
    for (const comment of [sentences[language].join('\n'), sentences[language].slice(0, 2).join('\n')]) {
      const bytes = encode(comment, encoding);
      const found = await encodingOf(bytes);
      expect(new TextDecoder(found).decode(bytes)).toBe(new TextDecoder(encoding).decode(bytes));
    }
  });

  test('an English file with typographic marks alone is Windows-1252', async () => {
    const english =
      'It’s slow.\nI don’t like it, that’s all.\nWasn’t worth 5 €.\nThey’re kind, but it’s late.\n';
    expect(await encodingOf(windows1252(english))).toBe('windows-1252');
  });

  test('the letters to judge by may come late', async () => {
    const ascii = Buffer.alloc(3_000_000, 'plain text\n');
    const late = Buffer.concat([ascii, encode(sentences.polish.join('\n'), 'windows-1250')]);
    expect(await encodingOf(late)).toBe('windows-1250');
  });

  test.each([
    ['Cyrillic', encode('птица,', 'windows-1251')],
    ['Greek', encode('ποιος,', 'windows-1253')],
  ])('a word of %s alone is refused, not read as Western letters', async (_, bytes) => {
    await expect(encodingOf(bytes)).rejects.toMatchObject({
      code: 'file-encoding',
      details: { got: 'whole words of bytes beyond ASCII, as in Cyrillic or Greek' },
    });
  });

  test('Western words with two accents in a row are Western', async () => {
    expect(await encodingOf(windows1252('Größe, ação, naïveté, “ÄÖÜ”, déçu'))).toBe('windows-1252');
  });

  test('a line of one repeated character, such as dots or dashes, is not another script', async () => {
    const dots = Buffer.alloc(40, 0x85);
    const content = Buffer.concat([windows1252('Größe, schön, nicht für mich'), dots]);
    expect(await encodingOf(content)).toBe('windows-1252');
  });

  test('bytes of no known encoding are refused', async () => {
    await expect(encodingOf(Buffer.of(0x8d, 0x41, 0x81, 0x42, 0x9d, 0x43))).rejects.toMatchObject({
      code: 'file-encoding',
    });
  });
});

describe('a text as UTF-8', () => {
  test('is the same for any split into chunks', async () => {
    const unit = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => !/[\ufffe\ufffd\ufeff]/.test(text));
    await fc.assert(
      fc.asyncProperty(unit, fc.integer({ min: 3, max: 9 }), async (text, size) => {
        const damage = { found: false };
        expect(await decoded(Buffer.from(text), 'utf-8', size, damage)).toBe(text);
        expect(await decoded(Buffer.from(text, 'utf16le'), 'utf-16le', size, damage)).toBe(text);
        expect(await decoded(utf16be(text), 'utf-16be', size, damage)).toBe(text);
        expect(damage.found).toBe(text.includes('\0'));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('marks the same places for any split into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 3, max: 9 }),
        async (bytes, size) => {
          const buffer = Buffer.concat([Buffer.from('head'), bytes]);
          const whole = await decoded(buffer, 'utf-8', 1_000, { found: false });
          expect(await decoded(buffer, 'utf-8', size, { found: false })).toBe(whole);
          expect(whole.replaceAll('\ufffe', '\ufffd')).toBe(
            new TextDecoder().decode(buffer).replaceAll('\ufffe', '\ufffd'),
          );
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('tables by encoding', () => {
  const content = 'id,comment\r\n1,it’s 5 € at the café\r\n';
  test.each<[Encoding, Buffer]>([
    ['utf-8', Buffer.from(content)],
    ['utf-8', Buffer.from(`\ufeff${content}`)],
    ['utf-16le', Buffer.from(`\ufeff${content}`, 'utf16le')],
    ['utf-16le', Buffer.from(content, 'utf16le')],
    ['utf-16be', utf16be(`\ufeff${content}`)],
    ['windows-1252', windows1252(content)],
  ])('%s gives the same names and cells', async (encoding, bytes) => {
    const { shape, names, cells } = await read('x.csv', bytes);
    expect(shape.encoding).toBe(encoding);
    expect(names).toEqual(['id', 'comment']);
    expect(cells).toEqual([['1', 'it’s 5 € at the café']]);
  });

  test('a broken sequence rejects only its row, and shows no wrong letters', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\né,2\n'), Buffer.of(0xe2, 0x80), Buffer.from(',4\nü,6\n')]);
    const { cells, problems } = await read('x.csv', bytes);
    expect(problems).toEqual({ 2: 'cell-encoding' });
    expect(cells).toEqual([
      ['é', '2'],
      ['\ufffd', '4'],
      ['ü', '6'],
    ]);
  });

  test('a replacement character in the file itself is text', async () => {
    expect((await read('x.csv', 'a,b\ncaf\ufffd,2\n')).problems).toEqual({});
  });

  test('an unknown encoding is named in the error', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.of(0x83, 0x81, 0x8d, 0x90),
      Buffer.from(',1\n'),
    ]);
    expect(await failure('x.csv', bytes)).toBe(
      'x.csv: unknown text encoding (expected UTF-8, UTF-16 or an encoding of Windows or the Mac, got bytes that none of them has) [file-encoding]',
    );
  });
});
