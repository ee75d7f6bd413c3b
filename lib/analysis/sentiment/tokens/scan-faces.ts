import { isWordKind, kindAt, kinds } from './characters.ts';
import { classHash } from './class-hash.ts';
import { pushToken, type Tokens } from './token-columns.ts';

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

/** A face in characters at `start`: where it ends, or `start` where there is none. */
export const scanEmoticon = (tokens: Tokens, start: number): number => {
  const { text } = tokens;
  const candidates = emoticonsByFirst.get(text.charCodeAt(start));
  const found = candidates?.find(
    ([face]) => text.startsWith(face, start) && endsOpen(text, face, start + face.length),
  );
  if (found === undefined) return start;
  const [face, hash] = found;
  const end = start + face.length;
  pushToken(tokens, { hash, start, end });
  return end;
};
