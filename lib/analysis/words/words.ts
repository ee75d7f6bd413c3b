import { outOfRange } from '../../out-of-range.ts';
import { formAt, withApostrophe } from './word-forms.ts';

/** A word of a text. Punctuation, emoji and blanks lie between words. */
export interface Word {
  /** Lower case, with straight apostrophes. */
  readonly normal: string;
  /** Number of its form (see word-forms.ts). */
  readonly form: number;
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
  text.charCodeAt(at) < firstSurrogate || (text.codePointAt(at) ?? outOfRange(at)) <= 0xffff ? 1 : 2;

const isLetter = (kind: number): boolean => kind === letter || kind === capital;

/** Inside a word: letters, digits and marks, and an apostrophe with a letter after it. */
const continues = (text: string, at: number, kind: number): boolean =>
  isLetter(kind) || kind === mark || (kind === apostrophe && isLetter(kindAt(text, at + 1)));

/** One of the letters that most words are made of. */
const isBasicLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < basicCharacters && isLetter(basicKinds[code] ?? outOfRange(code));
};

const endOfWord = (text: string, start: number): number => {
  let at = start + widthAt(text, start);
  while (at < text.length) {
    if (isBasicLetter(text, at)) at += 1;
    else if (continues(text, at, kindAt(text, at))) at += widthAt(text, at);
    else break;
  }
  return at;
};

const wordAt = (text: string, { start, end, sentence }: Omit<Word, 'normal' | 'form'>): Word => {
  const { normal, number } = formAt(text, start, end);
  return { normal, form: number, start, end, sentence };
};

const withNormal = ({ start, sentence }: Word, normal: string, end: number): Word => {
  const form = formAt(normal, 0, normal.length);
  return { normal: form.normal, form: form.number, start, end, sentence };
};

const joinedNegation = (before: Word | undefined, { normal, end, sentence }: Word): Word | undefined => {
  if (before === undefined || before.sentence !== sentence) return undefined;
  // The Penn Treebank parts "do n't"; exports that lose apostrophes leave "don t".
  if (normal === "n't") return withNormal(before, `${before.normal}n't`, end);
  const whole = normal === 't' ? withApostrophe.get(`${before.normal}t`) : undefined;
  return whole === undefined ? undefined : withNormal(before, whole, end);
};

const pushWord = (words: Word[], word: Word): void => {
  const mayJoin = word.normal === 't' || word.normal === "n't";
  const joined = mayJoin ? joinedNegation(words.at(-1), word) : undefined;
  if (joined === undefined) words.push(word);
  else words[words.length - 1] = joined;
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
    pushWord(words, wordAt(text, { start: at, end, sentence }));
    at = end;
  }
  return words;
};
