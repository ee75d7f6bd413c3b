import { hashOf } from '../../words/word-hash.ts';
import { between, isWordKind, kindAt } from './characters.ts';
import { classHash } from './class-hash.ts';
import { scanEmoticon } from './scan-faces.ts';
import { pushToken, type Tokens } from './token-columns.ts';

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

/** A handle, a face or a run of marks; quotes and brackets leave no token. Gives where it ends. */
export const scanMark = (tokens: Tokens, start: number): number => {
  const { text } = tokens;
  const code = text.charCodeAt(start);
  if (code === 64 && start + 1 < text.length && isWordKind(kindAt(text, start + 1))) {
    const end = skipHandle(text, start);
    pushToken(tokens, { hash: classHash.handle, start, end });
    return end;
  }
  const afterFace = scanEmoticon(tokens, start);
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
  if (hash !== undefined) pushToken(tokens, { hash, start, end });
  return end;
};

const skinTone = (first: number, second: number): boolean =>
  first === 0xd83c && between(second, 0xdffb, 0xdfff);

/** An emoji or a symbol; a skin tone leaves no token. Gives where it ends. */
export const scanPicture = (tokens: Tokens, start: number): number => {
  const { text } = tokens;
  const code = text.charCodeAt(start);
  const isPair = between(code, 0xd800, 0xdbff) && start + 1 < text.length;
  const end = start + (isPair ? 2 : 1);
  if (!(isPair && skinTone(code, text.charCodeAt(start + 1))))
    pushToken(tokens, { hash: hashOf(text, start, end), start, end });
  return end;
};
