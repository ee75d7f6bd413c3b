import { readWords } from '../words/words.ts';

export const maxWordings = 1000;

/** Say nothing on their own: the seed "the queue" is found in "no queue". */
const articles = new Set(['a', 'an', 'the']);
/** Carry no meaning of their own in a phrase: "took ages to reply" is found in "took them ages to finally reply". */
const determiners = new Set([
  ...articles,
  ...'my your our his her their its this that these those to'.split(' '),
]);

/** Words joined by `|`, or phrases joined by `|` in parentheses. */
const placePattern = /(?:\([^()]*\)|[^\s()|]+)(?:\|(?:\([^()]*\)|[^\s()|]+))*/g;

const choicesOf = (place: string): string[] =>
  place
    .replace(/[()]/g, '')
    .split('|')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');

const product = (places: readonly (readonly string[])[]): string[] =>
  places.reduce<string[]>(
    (made, choices) => made.flatMap((start) => choices.map((choice) => `${start} ${choice}`)),
    [''],
  );

/** "took ages to reply" without "to"; but "open my" is not "open", nor "to the minute" "minute". */
const meaningful = (words: string[], minWords: number): string[] => {
  const kept = words.filter((word) => !determiners.has(word));
  if (kept.length >= Math.min(2, words.length)) return kept;
  const withDeterminers = words.filter((word) => !articles.has(word));
  return withDeterminers.length < Math.min(minWords, words.length) ? words : withDeterminers;
};

/** The places of a seed as it is written, each with the words of its choices: `turned|(came back) late` has two. */
export const placesOf = (seed: string): string[][][] =>
  (seed.match(placePattern) ?? [])
    .map((place) => choicesOf(place).map((choice) => readWords(choice).map(({ normal }) => normal)))
    .filter((choices) => choices.length > 0);

/**
 * All wordings of a seed, each a list of words without articles: `long|endless wait|queue` gives four,
 * `(turn up|arrive) late` two. `undefined` when they are more than 1000.
 *
 * @param minWords Articles stay where fewer words than this would be left: the exclude "a steal" must not become "steal".
 *
 * @example wordingsOf('late|slow delivery') // [['late', 'delivery'], ['slow', 'delivery']]
 */
export const wordingsOf = (seed: string, minWords = 1): string[][] | undefined => {
  const places = (seed.match(placePattern) ?? []).map(choicesOf).filter((choices) => choices.length > 0);
  const count = places.reduce((wordings, choices) => wordings * choices.length, 1);
  if (count > maxWordings) return undefined;
  return product(places)
    .map((wording) =>
      meaningful(
        readWords(wording).map(({ normal }) => normal),
        minWords,
      ),
    )
    .filter((wording) => wording.length > 0);
};
