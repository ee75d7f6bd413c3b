/** Full-width signs, spaces that don't break and hyphens of typesetting, each with its plain sign. */
const unusual = /[\uFF01-\uFF5E\u3000\u3002\u00A0\u2007\u202F\u2009\u2010\u2011\u2013\u2012]/g;
const plain: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u3002': '.',
  '\u00A0': ' ',
  '\u2007': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
};
/** Full-width signs are in the order of ASCII. */
const fullWidthOffset = 0xfe_e0;

/**
 * A text of the same length, with the signs that only look different written plainly, so that patterns need to know one of each.
 *
 * @example plainCharacters('ｊｏ＠example．org') // 'jo@example.org'
 */
export const plainCharacters = (text: string): string =>
  text.replaceAll(
    unusual,
    (sign) => plain[sign] ?? String.fromCharCode(sign.charCodeAt(0) - fullWidthOffset),
  );
