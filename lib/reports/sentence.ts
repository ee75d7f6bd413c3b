/** A number as it is said: how it is written, and what it is. */
export interface NumberText {
  readonly text: string;
  readonly value: number;
}

/** What something is called: a touchpoint, a theme, a period. Digits in it are not figures. */
export interface Name {
  readonly name: string;
}

/** A word that depends on what is told, such as `up`. It has no digits. */
export interface Word {
  readonly word: string;
}

/** Words, with every number and every name in them known apart. */
export interface Sentence {
  readonly text: string;
  readonly numbers: readonly NumberText[];
  readonly names: readonly string[];
}

type Part = NumberText | Name | Word | Sentence;

const isSentence = (part: Part): part is Sentence => 'numbers' in part;

const textOf = (part: Part): string => {
  if ('word' in part) return part.word;
  return 'name' in part ? part.name : part.text;
};

/** The sentence without words. */
export const silence: Sentence = { text: '', numbers: [], names: [] };

/**
 * A sentence in which nothing but numbers, names, words and other sentences can be filled in, so that no number comes in unseen.
 *
 * @example say`${count(12)} responses came in for ${{ name: 'Store 24' }}.`.numbers // [{ text: '12', value: 12 }]
 */
export const say = (words: TemplateStringsArray, ...parts: readonly Part[]): Sentence => ({
  text: words.map((word, index) => word + (parts[index] === undefined ? '' : textOf(parts[index]))).join(''),
  numbers: parts.flatMap((part) => {
    if (isSentence(part)) return part.numbers;
    return 'value' in part ? [part] : [];
  }),
  names: parts.flatMap((part) => {
    if (isSentence(part)) return part.names;
    return 'name' in part ? [part.name] : [];
  }),
});

/** Sentences one after the other; those without words are left out. */
export const joined = (sentences: readonly Sentence[], between: string): Sentence => {
  const spoken = sentences.filter(({ text }) => text !== '');
  return {
    text: spoken.map(({ text }) => text).join(between),
    numbers: spoken.flatMap(({ numbers }) => numbers),
    names: spoken.flatMap(({ names }) => names),
  };
};
