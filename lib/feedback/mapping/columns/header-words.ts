/**
 * A column's name as rules read it: lower-case words without accents, one space between them. `#` and `?` stay.
 *
 * @example headerWords('reviewText_Positive') // 'review text positive'
 */
export const headerWords = (name: string): string =>
  name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#?]+/gu, ' ')
    .trim();

/**
 * True for a name, false for a question that stands where a name should (Google Forms, SurveyMonkey): in a question the
 * words "agent" or "rating" say what it is about, not what its column holds.
 */
export const isShortName = (words: string): boolean =>
  !words.includes('?') && words.split(' ', 6).length <= 5;
