import { outOfRange } from '../../../out-of-range.ts';
/** What a character is for the scanner; the order carries no meaning. */
export const kinds = {
  space: 0,
  letter: 1,
  digit: 2,
  apostrophe: 3,
  mark: 4,
  picture: 5,
  silent: 6,
} as const;

const asciiKind = (code: number): number => {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return kinds.letter;
  if (code >= 48 && code <= 57) return kinds.digit;
  if (code === 39) return kinds.apostrophe;
  return code <= 32 ? kinds.space : kinds.mark;
};
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => asciiKind(code));

export const between = (code: number, first: number, last: number): boolean => code >= first && code <= last;

const wideKind = (code: number): number => {
  if (code === 0x2018 || code === 0x2019 || code === 0xb4) return kinds.apostrophe;
  if (code === 0x2026 || code === 0x2013 || code === 0x2014) return kinds.mark;
  if (code === 0xfe0f || code === 0x200d) return kinds.silent;
  if (between(code, 0xd800, 0xdfff) || between(code, 0x2100, 0x2bff)) return kinds.picture;
  return code < 0xc0 || between(code, 0x2000, 0x206f) ? kinds.space : kinds.letter;
};

export const kindAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  return code < 128 ? (asciiKinds[code] ?? outOfRange(code)) : wideKind(code);
};
export const isWordKind = (kind: number): boolean => kind === kinds.letter || kind === kinds.digit;
