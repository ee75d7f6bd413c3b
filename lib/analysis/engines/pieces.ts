/** Bytes of a code point in UTF-8. */
const bytesOf = (codePoint: number): number => {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
};

const sentenceEnd = /[.!?。！？…\n]/u;

/** Where to cut a text that is too long from `start` on: behind a sentence, else behind a word, else behind a character. */
const cutFrom = (text: string, start: number, maxBytes: number): number => {
  let [bytes, at, afterSentence, afterWord] = [0, start, 0, 0];
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    bytes += bytesOf(codePoint);
    if (bytes > maxBytes) return afterSentence || afterWord || at;
    at += codePoint > 0xffff ? 2 : 1;
    const character = String.fromCodePoint(codePoint);
    if (sentenceEnd.test(character)) afterSentence = at;
    else if (/\s/u.test(character)) afterWord = at;
  }
  return text.length;
};

/**
 * A text in pieces of at most `maxBytes` (4 or more) of UTF-8, cut behind a sentence where there is one, else behind a word,
 * else behind a character, never inside one. Together they are the text; pieces of blanks alone are left out.
 *
 * @example piecesOf('Gut. Schnell.', 8) // ['Gut.', ' Schnell', '.']
 */
export const piecesOf = (text: string, maxBytes: number): string[] => {
  if (text.length * 3 <= maxBytes) return text.trim() === '' ? [] : [text];
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = cutFrom(text, start, maxBytes);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces.filter((piece) => piece.trim() !== '');
};
