/** A word of a text. Punctuation, emoji and blanks lie between words. */
export interface Word {
  /** Lower case, with straight apostrophes. */
  readonly normal: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Counts the sentences of the text from 0: a phrase never reaches over a full stop or a line break. */
  readonly sentence: number;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}]+)*/gu;
const sentenceEnd = /[.!?;:…\n\r]/;

/**
 * The words of a text with their places. Hyphens and slashes part words; apostrophes don't.
 *
 * @example readWords("Wi-Fi isn't on").map(({ normal }) => normal) // ['wi', 'fi', "isn't", 'on']
 */
export const readWords = (text: string): Word[] => {
  const words: Word[] = [];
  let sentence = 0;
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const [written] = match;
    if (end > 0 && sentenceEnd.test(text.slice(end, match.index))) sentence += 1;
    end = match.index + written.length;
    words.push({ normal: written.toLowerCase().replaceAll('’', "'"), start: match.index, end, sentence });
  }
  return words;
};
