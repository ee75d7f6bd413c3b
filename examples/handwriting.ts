import type { Random } from './random.ts';

/** How people type: the same sentence in many hands. */
const emoji = /\p{Extended_Pictographic}/u;

const swapLetters = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
const dropLetter = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
const doubleLetter = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at) + word.slice(at);

/** One word of five or more letters gets a typing error; a text without such a word stays. */
export const misspell = (text: string, random: Random): string => {
  const words = [...text.matchAll(/\p{L}{5,}/gu)];
  if (words.length === 0) return text;
  const { 0: word, index } = random.pick(words);
  const edit = random.pick([swapLetters, dropLetter, doubleLetter]);
  const at = 1 + random.integer(word.length - 3);
  return text.slice(0, index) + edit(word, at) + text.slice(index + word.length);
};

const shorthand: Readonly<Record<string, string>> = {
  you: 'u',
  your: 'ur',
  please: 'pls',
  because: 'cos',
  and: '&',
  great: 'gr8',
  thanks: 'thx',
  really: 'rly',
  people: 'ppl',
};
const inShorthand = (text: string): string =>
  text.replace(/\p{L}+/gu, (word) => shorthand[word.toLowerCase()] ?? word);

const lowerCase = (text: string): string => text.toLowerCase();
const withoutStops = (text: string): string => text.replace(/[.!]+(\s|$)/gu, '$1').trim();
const hasty = (text: string): string => withoutStops(lowerCase(text));
const shouted = (text: string): string =>
  emoji.test(text) ? text : text.toUpperCase().replace(/\.$/u, '!!!');
const inLines = (text: string): string => text.replace(/\. /gu, '.\n');
const asTyped = (text: string): string => text;

const hands = { asTyped, hasty, lowerCase, inShorthand, shouted, inLines };
const howOften = { asTyped: 62, hasty: 13, lowerCase: 10, inShorthand: 5, shouted: 3, inLines: 3 };

/** The text as a customer might have typed it. */
export const inSomeHand = (text: string, random: Random): string => {
  const typed = hands[random.pickWeighted(howOften)](text);
  return random.chance(0.08) ? misspell(typed, random) : typed;
};
