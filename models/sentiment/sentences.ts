/** The sentences of a review, without the spaces around them; `''` where a line is empty. */
export const splitSentences = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
