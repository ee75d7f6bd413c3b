/** A word of a text. Punctuation, emoji and blanks lie between words. */
export interface Word {
  /** Lower case, with straight apostrophes. */
  readonly normal: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Counts the sentences of the text from 0: a phrase never reaches over a full stop or a line break. */
  readonly sentence: number;
}

const other = 0;
const letter = 1;
const capital = 2;
const apostrophe = 3;
const sentenceEnd = 4;
/** Joins a letter before it: an accent of its own, a vowel sign. */
const mark = 5;

const kindOfCharacter = (character: string): number => {
  if (/[\p{L}\p{N}]/u.test(character)) return character === character.toLowerCase() ? letter : capital;
  if (/\p{M}/u.test(character)) return mark;
  if (/['’]/.test(character)) return apostrophe;
  return /[.!?;:…\n\r]/.test(character) ? sentenceEnd : other;
};

// Looked up, not tested: this runs for every character of every answer.
const basicCharacters = 0x2100;
const basicKinds = Uint8Array.from({ length: basicCharacters }, (_, code) =>
  kindOfCharacter(String.fromCharCode(code)),
);

const kindAt = (text: string, at: number): number => {
  if (at >= text.length) return other;
  const code = text.charCodeAt(at);
  return code < basicCharacters
    ? (basicKinds[code] ?? other)
    : kindOfCharacter(String.fromCodePoint(text.codePointAt(at) ?? code));
};

const firstSurrogate = 0xd800;

const widthAt = (text: string, at: number): number =>
  text.charCodeAt(at) < firstSurrogate || (text.codePointAt(at) ?? 0) <= 0xffff ? 1 : 2;

const isLetter = (kind: number): boolean => kind === letter || kind === capital;

/** Inside a word: letters, digits and marks, and an apostrophe with a letter after it. */
const continues = (text: string, at: number, kind: number): boolean =>
  isLetter(kind) || kind === mark || (kind === apostrophe && isLetter(kindAt(text, at + 1)));

const endOfWord = (text: string, start: number): number => {
  let at = start + widthAt(text, start);
  while (at < text.length && continues(text, at, kindAt(text, at))) at += widthAt(text, at);
  return at;
};

const negated = 'ca could did do does had has have is must need should was were wo would are'.split(' ');
/** Negations as they come without their apostrophe: "dont", and "don" before a "t" of its own. */
const withApostrophe = new Map(negated.map((word) => [`${word}nt`, `${word}n't`]));

const joinedNegation = (before: Word | undefined, { normal, end, sentence }: Word): Word | undefined => {
  if (before === undefined || before.sentence !== sentence) return undefined;
  // The Penn Treebank parts "do n't"; exports that lose apostrophes leave "don t".
  if (normal === "n't") return { ...before, normal: `${before.normal}n't`, end };
  const whole = normal === 't' ? withApostrophe.get(`${before.normal}t`) : undefined;
  return whole === undefined ? undefined : { ...before, normal: whole, end };
};

const pushWord = (words: Word[], word: Word): void => {
  const mayJoin = word.normal === 't' || word.normal === "n't";
  const joined = mayJoin ? joinedNegation(words.at(-1), word) : undefined;
  if (joined === undefined) words.push(word);
  else words[words.length - 1] = joined;
};

const normalized = (text: string, start: number, end: number): string => {
  const lower = text.slice(start, end).toLowerCase();
  if (lower.endsWith('nt')) return withApostrophe.get(lower) ?? lower;
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower;
};

/**
 * The words of a text with their places. Hyphens and slashes part words; apostrophes don't. A negation is one word however
 * it is written: "can't", "cant", "can t", "ca n't".
 *
 * @example readWords("Wi-Fi isn't on").map(({ normal }) => normal) // ['wi', 'fi', "isn't", 'on']
 */
export const readWords = (text: string): Word[] => {
  const words: Word[] = [];
  let sentence = 0;
  let ended = false;
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if (!isLetter(kind)) {
      ended ||= kind === sentenceEnd && words.length > 0;
      at += widthAt(text, at);
      continue;
    }
    if (ended) sentence += 1;
    ended = false;
    const end = endOfWord(text, at);
    pushWord(words, { normal: normalized(text, at, end), start: at, end, sentence });
    at = end;
  }
  return words;
};
