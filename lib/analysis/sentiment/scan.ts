import { classesOf } from './word-classes.ts';
import { hashOf, lowerCode } from './word-hash.ts';

/** What a character is for the scanner; the order carries no meaning. */
const kinds = { space: 0, letter: 1, digit: 2, apostrophe: 3, mark: 4, picture: 5, silent: 6 } as const;

const asciiKind = (code: number): number => {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return kinds.letter;
  if (code >= 48 && code <= 57) return kinds.digit;
  if (code === 39) return kinds.apostrophe;
  return code <= 32 ? kinds.space : kinds.mark;
};
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => asciiKind(code));

const between = (code: number, first: number, last: number): boolean => code >= first && code <= last;

const wideKind = (code: number): number => {
  if (code === 0x2018 || code === 0x2019 || code === 0xb4) return kinds.apostrophe;
  if (code === 0x2026 || code === 0x2013 || code === 0x2014) return kinds.mark;
  if (code === 0xfe0f || code === 0x200d) return kinds.silent;
  if (between(code, 0xd800, 0xdfff) || between(code, 0x2100, 0x2bff)) return kinds.picture;
  return code < 0xc0 || between(code, 0x2000, 0x206f) ? kinds.space : kinds.letter;
};

const kindAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  return code < 128 ? (asciiKinds[code] as number) : wideKind(code);
};
const isWordKind = (kind: number): boolean => kind === kinds.letter || kind === kinds.digit;

/** Tokens of one text, column by column; only the first `count` entries are of this text. */
export interface Tokens {
  count: number;
  /** Of the normalized word: equal words have equal hashes. */
  hash: Uint32Array;
  /** Half-open UTF-16 offsets into the text. */
  start: Int32Array;
  end: Int32Array;
  /** 1 for a word in capitals, 2 for one with a letter three times in a row, 3 for both, else 0. */
  stress: Uint8Array;
  /** Bits of `wordClass`. */
  classes: Uint8Array;
}

export const createTokens = (capacity = 256): Tokens => ({
  count: 0,
  hash: new Uint32Array(capacity),
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  stress: new Uint8Array(capacity),
  classes: new Uint8Array(capacity),
});

const grow = (tokens: Tokens): void => {
  const larger = createTokens(tokens.hash.length * 2);
  larger.hash.set(tokens.hash);
  larger.start.set(tokens.start);
  larger.end.set(tokens.end);
  larger.stress.set(tokens.stress);
  larger.classes.set(tokens.classes);
  Object.assign(tokens, larger, { count: tokens.count });
};

const push = (tokens: Tokens, hash: number, start: number, end: number, stress = 0): void => {
  if (tokens.count === tokens.hash.length) grow(tokens);
  const at = tokens.count;
  tokens.hash[at] = hash;
  tokens.start[at] = start;
  tokens.end[at] = end;
  tokens.stress[at] = stress;
  tokens.classes[at] = classesOf(hash);
  tokens.count = at + 1;
};

/** What stands for a whole class of strings: no handle, link or amount has a feeling of its own. */
export const classHash = {
  handle: hashOf('<handle>'),
  link: hashOf('<link>'),
  number: hashOf('<number>'),
  highRating: hashOf('<high rating>'),
  middleRating: hashOf('<middle rating>'),
  lowRating: hashOf('<low rating>'),
  smile: hashOf('<smile>'),
  frown: hashOf('<frown>'),
  tongue: hashOf('<tongue>'),
  heart: hashOf('<heart>'),
  brokenHeart: hashOf('<broken heart>'),
} as const;

const emoticons: readonly (readonly [string, number])[] = [
  [":'(", classHash.frown],
  ['>:(', classHash.frown],
  ['^_^', classHash.smile],
  ['</3', classHash.brokenHeart],
  ['<3', classHash.heart],
  ...[':-', ':', '=', ';-', ';'].flatMap((eyes): [string, number][] => [
    ...[')', ']', 'D', '}', '*'].map((mouth): [string, number] => [eyes + mouth, classHash.smile]),
    ...['(', '[', '/', '|', '@'].map((mouth): [string, number] => [eyes + mouth, classHash.frown]),
    ...['p', 'P', 'o', 'O'].map((mouth): [string, number] => [eyes + mouth, classHash.tongue]),
  ]),
];
const emoticonsByFirst = new Map<number, (readonly [string, number])[]>();
for (const entry of emoticons) {
  const first = entry[0].charCodeAt(0);
  emoticonsByFirst.set(first, [...(emoticonsByFirst.get(first) ?? []), entry]);
}

const endsOpen = (text: string, face: string, end: number): boolean =>
  kindAt(face, face.length - 1) !== kinds.letter || end >= text.length || !isWordKind(kindAt(text, end));

const scanEmoticon = (text: string, start: number, tokens: Tokens): number => {
  const candidates = emoticonsByFirst.get(text.charCodeAt(start));
  const found = candidates?.find(
    ([face]) => text.startsWith(face, start) && endsOpen(text, face, start + face.length),
  );
  if (found === undefined) return start;
  push(tokens, found[1], start, start + found[0].length);
  return start + found[0].length;
};

const marks = new Map<number, number>([...'!?.,;:-/&%+$*'].map((mark) => [mark.charCodeAt(0), hashOf(mark)]));
const doubt = hashOf('?!');
const dash = hashOf('--');

/** Marks that say more when repeated, and other ways to write them. */
const repeated = new Map<number, number>([
  [33, hashOf('!!')],
  [63, hashOf('??')],
  [46, hashOf('...')],
  [45, dash],
]);
marks.set(0x2026, hashOf('...'));
marks.set(0x2013, dash);
marks.set(0x2014, dash);

const runHash = (code: number, length: number, mixed: boolean): number | undefined => {
  if (mixed) return doubt;
  return (length > 1 ? repeated.get(code) : undefined) ?? marks.get(code);
};

const skipHandle = (text: string, start: number): number => {
  let end = start + 1;
  while (end < text.length && (isWordKind(kindAt(text, end)) || text.charCodeAt(end) === 95)) end += 1;
  return end;
};

const scanMark = (text: string, start: number, tokens: Tokens): number => {
  const code = text.charCodeAt(start);
  if (code === 64 && start + 1 < text.length && isWordKind(kindAt(text, start + 1))) {
    const end = skipHandle(text, start);
    push(tokens, classHash.handle, start, end);
    return end;
  }
  const afterFace = scanEmoticon(text, start, tokens);
  if (afterFace > start) return afterFace;
  let end = start + 1;
  let mixed = false;
  while (end < text.length) {
    const next = text.charCodeAt(end);
    if (next !== code && !((code === 33 && next === 63) || (code === 63 && next === 33))) break;
    mixed ||= next !== code;
    end += 1;
  }
  const hash = runHash(code, end - start, mixed);
  if (hash !== undefined) push(tokens, hash, start, end);
  return end;
};

const skinTone = (first: number, second: number): boolean =>
  first === 0xd83c && between(second, 0xdffb, 0xdfff);

const scanPicture = (text: string, start: number, tokens: Tokens): number => {
  const code = text.charCodeAt(start);
  const isPair = between(code, 0xd800, 0xdbff) && start + 1 < text.length;
  const end = start + (isPair ? 2 : 1);
  if (!(isPair && skinTone(code, text.charCodeAt(start + 1))))
    push(tokens, hashOf(text, start, end), start, end);
  return end;
};

const isDigitAt = (text: string, index: number): boolean =>
  index < text.length && kindAt(text, index) === kinds.digit;

const digitsEnd = (text: string, start: number): number => {
  let end = start;
  while (isDigitAt(text, end) || (end > start && text.charCodeAt(end) === 46 && isDigitAt(text, end + 1)))
    end += 1;
  return end;
};

const ratingClass = (part: number, whole: number): number | undefined => {
  if (![5, 10, 100].includes(whole) || part > whole) return undefined;
  if (part / whole >= 0.7) return classHash.highRating;
  return part / whole > 0.5 ? classHash.middleRating : classHash.lowRating;
};

/** "9/10" and "2 out of 5" are ratings; any other number of three digits or more is just a number. */
const scanNumber = (text: string, start: number, tokens: Tokens): number => {
  const end = digitsEnd(text, start);
  if (text.charCodeAt(end) === 47 && isDigitAt(text, end + 1)) {
    const last = digitsEnd(text, end + 1);
    const rating = ratingClass(Number(text.slice(start, end)), Number(text.slice(end + 1, last)));
    if (rating !== undefined) {
      push(tokens, rating, start, last);
      return last;
    }
  }
  push(tokens, end - start <= 2 ? hashOf(text, start, end) : classHash.number, start, end);
  return end;
};

const notHash = hashOf("n't");
const joined = new Map<number, number>();
for (const word of 'do does did wo ca is was are were have has had could would should must need ai'.split(
  ' ',
))
  joined.set(hashOf(`${word}nt`), hashOf(word));
joined.set(hashOf('cannot'), hashOf('ca'));
joined.set(hashOf('cant'), hashOf('ca'));
joined.set(hashOf('wont'), hashOf('wo'));

const isLink = (text: string, start: number, end: number): boolean =>
  (text.startsWith('://', end) && lowerCode(text.charCodeAt(start)) === 104) ||
  (text.charCodeAt(end) === 46 && end - start === 3 && /^www$/i.test(text.slice(start, end)));

const skipToBlank = (text: string, start: number): number => {
  let end = start;
  while (end < text.length && kindAt(text, end) !== kinds.space) end += 1;
  return end;
};

const stressOf = (text: string, start: number, end: number): number => {
  let capitals = 0;
  let run = 1;
  let longest = 1;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 65 && code <= 90) capitals += 1;
    run = index > start && lowerCode(code) === lowerCode(text.charCodeAt(index - 1)) ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return (capitals > 1 && capitals === end - start ? 1 : 0) + (longest > 2 ? 2 : 0);
};

const pushWord = (text: string, start: number, end: number, tokens: Tokens): void => {
  const hash = hashOf(text, start, end);
  const base = lowerCode(text.charCodeAt(end - 1)) === 116 ? joined.get(hash) : undefined;
  if (base === undefined) {
    push(tokens, hash, start, end, stressOf(text, start, end));
    return;
  }
  push(tokens, base, start, end - 2);
  push(tokens, notHash, end - 2, end);
};

const letterAt = (text: string, index: number): number => lowerCode(text.charCodeAt(index));

const suffixEnd = (text: string, apostrophe: number): number => {
  let end = apostrophe + 1;
  while (end < text.length && kindAt(text, end) === kinds.letter) end += 1;
  return end;
};
const suffixes = new Map<number, number>(
  ['s', 're', 've', 'll', 'd', 'm'].map((suffix) => [hashOf(suffix), hashOf(`'${suffix}`)]),
);

/** Splits off "n't", "'s", "'re" as the Penn Treebank does, so that texts tokenized that way read the same. */
const scanSuffix = (text: string, start: number, apostrophe: number, tokens: Tokens): number => {
  const end = suffixEnd(text, apostrophe);
  const isNot =
    apostrophe > start &&
    end === apostrophe + 2 &&
    letterAt(text, apostrophe + 1) === 116 &&
    letterAt(text, apostrophe - 1) === 110;
  const suffix = suffixes.get(hashOf(text, apostrophe + 1, end));
  const wordEnd = isNot ? apostrophe - 1 : apostrophe;
  if (wordEnd > start) pushWord(text, start, wordEnd, tokens);
  if (isNot) push(tokens, notHash, wordEnd, end);
  else if (suffix !== undefined) push(tokens, suffix, apostrophe, end);
  else return apostrophe + 1;
  return end;
};

const scanWord = (text: string, start: number, tokens: Tokens): number => {
  let end = start;
  while (end < text.length && isWordKind(kindAt(text, end))) end += 1;
  if (isLink(text, start, end)) {
    const after = skipToBlank(text, end);
    push(tokens, classHash.link, start, after);
    return after;
  }
  if (end < text.length && kindAt(text, end) === kinds.apostrophe)
    return scanSuffix(text, start, end, tokens);
  pushWord(text, start, end, tokens);
  return end;
};

const scanNext = (text: string, index: number, tokens: Tokens): number => {
  switch (kindAt(text, index)) {
    case kinds.letter:
      return scanWord(text, index, tokens);
    case kinds.digit:
      return scanNumber(text, index, tokens);
    case kinds.mark:
      return scanMark(text, index, tokens);
    case kinds.picture:
      return scanPicture(text, index, tokens);
    case kinds.apostrophe:
      return scanSuffix(text, index, index, tokens);
    default:
      return index + 1;
  }
};

/**
 * Words, numbers, marks, faces and pictures of a text, in order, written into `tokens` (which grows as needed). Quotes,
 * brackets and blanks leave no token. An empty text leaves `count` 0.
 *
 * @example scan("Don't go", createTokens()).count // 3: "do", "n't", "go"
 */
export const scan = (text: string, tokens: Tokens): Tokens => {
  tokens.count = 0;
  let index = 0;
  while (index < text.length) index = scanNext(text, index, tokens);
  return tokens;
};
