/** A number in a sentence: its text and its value. */
export interface NumberText {
  readonly text: string;
  readonly value: number;
}

/** The name of a touchpoint, a theme or a period. Digits in it are not figures. */
export interface Name {
  readonly name: string;
}

/** A word that varies, such as `up`. It has no digits. */
export interface Word {
  readonly word: string;
}

/** A text with its numbers and names listed separately. */
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

/**
 * A sentence that can be filled only with numbers, names, words and other sentences, so that every number is listed.
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
