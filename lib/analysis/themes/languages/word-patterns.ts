import { foldText } from '../../sentiment/languages/language-features.ts';
import { readWords, type Word } from '../../words/words.ts';
import type { Found } from '../longest.ts';
import type { Meaning } from '../pattern.ts';

/** A seed of one or more words, each with an optional `*` at its beginning or end. */
export interface PatternSeed {
  readonly seed: string;
  readonly meaning: Meaning;
}

/** The place of a word in a seed. */
interface SeedPlace {
  readonly seed: number;
  readonly place: number;
}

/** Words between two words of a phrase. */
const wordsBetween = 1;
const confidence = 0.9;
const rememberedWords = 20_000;
const longestPart = 20;

/** Without accents and elided articles: "l'hôtel" is "hotel". */
const foldedWord = (normal: string): string => {
  const folded = foldText(normal);
  const last = folded.slice(folded.lastIndexOf("'") + 1);
  return last.length >= 2 ? last : folded;
};

type Places = Map<string, SeedPlace[]>;

const addPlace = (places: Places, part: string, place: SeedPlace): void => {
  const known = places.get(part);
  if (known === undefined) places.set(part, [place]);
  else known.push(place);
};

/** The words of a seed: "wi-fi*" is `wi`, `fi*`. */
const wordsOfSeed = (seed: string): string[] =>
  seed.split(/\s+/).flatMap((part) => {
    const words = readWords(part.replaceAll('*', '')).map(({ normal }) => foldedWord(normal));
    return words.map(
      (word, index) =>
        (part.startsWith('*') && index === 0 ? '*' : '') +
        word +
        (part.endsWith('*') && index === words.length - 1 ? '*' : ''),
    );
  });

/** The words of all seeds: whole, by their beginning, and by their end. */
interface SeedWords {
  readonly whole: Places;
  readonly beginnings: Places;
  readonly ends: Places;
  /** Words of each seed. */
  readonly lengths: readonly number[];
}

const compile = (seeds: readonly PatternSeed[]): SeedWords => {
  const [whole, beginnings, ends]: [Places, Places, Places] = [new Map(), new Map(), new Map()];
  const lengths = seeds.map(({ seed: written }, seed) => {
    const words = wordsOfSeed(written);
    for (const [place, word] of words.entries()) {
      const cut = word.startsWith('*') ? ends : whole;
      addPlace(word.endsWith('*') ? beginnings : cut, word.replaceAll('*', ''), { seed, place });
    }
    return words.length;
  });
  return { whole, beginnings, ends, lengths };
};

const findPlaces = ({ whole, beginnings, ends }: SeedWords, word: string): readonly SeedPlace[] => {
  const places = [...(whole.get(word) ?? [])];
  for (let length = 2; length <= Math.min(word.length, longestPart); length += 1) {
    places.push(...(beginnings.get(word.slice(0, length)) ?? []));
    places.push(...(ends.get(word.slice(-length)) ?? []));
  }
  return places;
};

/** The places of a word, looked for once. */
const rememberPlaces = (seedWords: SeedWords) => {
  const remembered = new Map<string, readonly SeedPlace[]>();
  return ({ normal }: Word): readonly SeedPlace[] => {
    const known = remembered.get(normal);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedWords) remembered.clear();
    const places = findPlaces(seedWords, foldedWord(normal));
    remembered.set(normal, places);
    return places;
  };
};

/** A text with the places of its words. */
interface PlacedText {
  readonly words: readonly Word[];
  readonly places: readonly (readonly SeedPlace[])[];
}

/** The last word of a seed that begins at a word, or −1. */
const endOf = (
  { words, places }: PlacedText,
  start: number,
  seed: Pick<SeedPlace, 'seed'> & { readonly length: number },
): number => {
  let at = start;
  for (let place = 1; place < seed.length; place += 1) {
    const from = at + 1;
    const next = places
      .slice(from, from + 1 + wordsBetween)
      .findIndex((some) => some.some((one) => one.seed === seed.seed && one.place === place));
    if (next < 0 || words[start]?.sentence !== words[from + next]?.sentence) return -1;
    at = from + next;
  }
  return at;
};

/**
 * Finds seeds whose words may be beginnings or ends of words: in languages without a list of base forms, `liefer*` finds every
 * inflection and compound.
 *
 * @example createPatterns([{ seed: 'liefer*', meaning }])(readWords('Die Lieferung kam')).length // 1
 */
export const createPatterns = (seeds: readonly PatternSeed[]): ((words: readonly Word[]) => Found[]) => {
  const seedWords = compile(seeds);
  const placesOf = rememberPlaces(seedWords);
  return (words) => {
    const text: PlacedText = { words, places: words.map(placesOf) };
    return text.places.flatMap((some, first) =>
      some.flatMap(({ seed, place }): Found[] => {
        const meaning = seeds[seed]?.meaning;
        const length = seedWords.lengths[seed] ?? 1;
        const last = place === 0 ? endOf(text, first, { seed, length }) : -1;
        return meaning === undefined || last < 0 ? [] : [{ meaning, first, last, length, confidence }];
      }),
    );
  };
};
