/** Characters that a reader does not see and a language model does: controls, joiners, directions, tags, variation selectors. */
const unseen = /\p{Cc}|\p{Cf}|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]/gu;

/**
 * JSON in which nothing is hidden: each unseen character is its escape, which means the same.
 *
 * @example visible('"a\u200bb"') // '"a\\u200bb"'
 */
export const visible = (json: string): string =>
  json.replaceAll(unseen, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
