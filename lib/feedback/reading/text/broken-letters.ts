/*
 * UTF-8 that a tool has read as Windows-1252 and saved again: "wouldnâ€™t" for "wouldn’t", "cafÃ©" for "café". The letters are put
 * back, so that the words are read.
 */

/** Characters of Windows-1252 from 0x80 to 0x9f; the five bytes that it leaves open stand for themselves. */
const upperHalf = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOf = new Map([...upperHalf].map((character, index) => [character, 0x80 + index]));
const other = String.raw`\u00a0-\u00bf`;

/** What starts a letter of two, three or four bytes, and what goes on with it. */
const broken = new RegExp(
  `(?:[\\u00c2-\\u00df][${upperHalf}${other}]|[\\u00e0-\\u00ef][${upperHalf}${other}]{2}|[\\u00f0-\\u00f4][${upperHalf}${other}]{3})+`,
  'gu',
);

/** Broken letters from `start` to `end`, in UTF-16 units, and what they were. */
interface BrokenLetters {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Letters, marks and pictures that comments have: what else comes out was no broken letter. */
const usual =
  /^(?:[\u00a0-\u024f\u0370-\u052f\u2000-\u206f\u20a0-\u20bf\u2100-\u27bf\u3000-\u9fff\uac00-\ud7af\p{Extended_Pictographic}]|\ufe0f|\p{Emoji_Modifier})+$/u;

const repaired = (run: string): string | undefined => {
  const bytes = Uint8Array.from(run, (character) => byteOf.get(character) ?? character.charCodeAt(0));
  try {
    const text = strict.decode(bytes);
    return usual.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What makes broken letters whole again; none in a text without any.
 *
 * @example brokenLetterEdits('I wouldnâ€™t')[0]?.replacement // '’'
 */
export const brokenLetterEdits = (text: string): BrokenLetters[] =>
  [...text.matchAll(broken)].flatMap((match) => {
    const replacement = repaired(match[0]);
    return replacement === undefined
      ? []
      : [{ start: match.index, end: match.index + match[0].length, replacement }];
  });
