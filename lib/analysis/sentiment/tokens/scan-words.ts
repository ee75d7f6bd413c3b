import { hashOf, lowerCode } from '../../words/word-hash.ts';
import { isWordKind, kindAt, kinds } from './characters.ts';
import { classHash } from './class-hash.ts';
import { pushToken, type Tokens } from './token-columns.ts';

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

const pushWord = (tokens: Tokens, start: number, end: number): void => {
  const { text } = tokens;
  const hash = hashOf(text, start, end);
  const base = lowerCode(text.charCodeAt(end - 1)) === 116 ? joined.get(hash) : undefined;
  if (base === undefined) {
    pushToken(tokens, { hash, start, end, stress: stressOf(text, start, end) });
    return;
  }
  pushToken(tokens, { hash: base, start, end: end - 2 });
  pushToken(tokens, { hash: notHash, start: end - 2, end });
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
export const scanSuffix = (tokens: Tokens, start: number, apostrophe: number): number => {
  const { text } = tokens;
  const end = suffixEnd(text, apostrophe);
  const isNot =
    apostrophe > start &&
    end === apostrophe + 2 &&
    letterAt(text, apostrophe + 1) === 116 &&
    letterAt(text, apostrophe - 1) === 110;
  const suffix = suffixes.get(hashOf(text, apostrophe + 1, end));
  const wordEnd = isNot ? apostrophe - 1 : apostrophe;
  if (wordEnd > start) pushWord(tokens, start, wordEnd);
  if (isNot) pushToken(tokens, { hash: notHash, start: wordEnd, end });
  else if (suffix !== undefined) pushToken(tokens, { hash: suffix, start: apostrophe, end });
  else return apostrophe + 1;
  return end;
};

/** A word, a link or a word with a suffix. Gives where it ends. */
export const scanWord = (tokens: Tokens, start: number): number => {
  const { text } = tokens;
  let end = start;
  while (end < text.length && isWordKind(kindAt(text, end))) end += 1;
  if (isLink(text, start, end)) {
    const after = skipToBlank(text, end);
    pushToken(tokens, { hash: classHash.link, start, end: after });
    return after;
  }
  if (end < text.length && kindAt(text, end) === kinds.apostrophe) return scanSuffix(tokens, start, end);
  pushWord(tokens, start, end);
  return end;
};
