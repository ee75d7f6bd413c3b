import { readWords } from '../words.ts';

const maximumWordings = 500;

/** Carry no meaning of their own in a phrase: "took ages to reply" is found in "took them ages to finally reply". */
const articles = new Set('a an the my your our his her their its this that these those to'.split(' '));

const product = (choices: readonly (readonly string[])[]): string[][] =>
  choices.reduce<string[][]>(
    (made, words) => made.flatMap((start) => words.map((word) => [...start, word])),
    [[]],
  );

const meaningful = (words: readonly string[]): readonly string[] => {
  const kept = words.filter((word) => !articles.has(word));
  return kept.length === 0 ? words : kept;
};

/**
 * All wordings of a seed, each a list of words without articles: `long|endless wait|queue` gives four.
 * `undefined` when they are more than 500.
 *
 * @example wordingsOf('late|slow delivery') // [['late', 'delivery'], ['slow', 'delivery']]
 */
export const wordingsOf = (seed: string): string[][] | undefined => {
  const choices = seed
    .trim()
    .split(/\s+/)
    .map((part) => part.split('|').filter((word) => word !== ''));
  const count = choices.reduce((wordings, words) => wordings * Math.max(1, words.length), 1);
  if (count > maximumWordings) return undefined;
  return product(choices)
    .map((wording) => meaningful(readWords(wording.join(' ')).map(({ normal }) => normal)))
    .filter((wording) => wording.length > 0)
    .map((wording) => [...wording]);
};
