import { decodeHTMLStrict } from 'entities/decode';
import type { Edit } from './edited-text.ts';

/** Removes tags from a text and unescapes entities, if the text has any. "I <3 it" and "a < b" have none. */

const tag = /<\/?([a-z][a-z0-9]{0,12})(?:\s[^<>]{0,2000})?\/?>|<!--[\s\S]{0,2000}?-->/gi;
const breaksLine = new Set([
  'br',
  'p',
  'div',
  'li',
  'tr',
  'ul',
  'ol',
  'table',
  'blockquote',
  'hr',
  'h1',
  'h2',
  'h3',
]);
const invisible = /<(script|style)\b[^>]{0,2000}>[\s\S]{0,4000}?<\/\1>/gi;
const entityPattern = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi;

/** Replaces a number without a character, and characters that texts do not contain. */
const noCharacter = /[^\P{Cc}\t\n\r]|\ufffd/u;

/** The character of an entity; undefined for an unknown one. Names are recognized in lower case too. */
const character = (entity: string): string | undefined => {
  const small = entity.toLowerCase();
  const exact = decodeHTMLStrict(entity);
  const found = exact === entity ? decodeHTMLStrict(small) : exact;
  return found === small || noCharacter.test(found) ? undefined : found.replaceAll('\u00a0', ' ');
};

const edits = (
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string | undefined,
): Edit[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const replaced = replacement(match);
    if (replaced === undefined) return [];
    return [{ start: match.index, end: match.index + match[0].length, replacement: replaced }];
  });

const withoutInvisible = (text: string): Edit[] => edits(text, invisible, () => '');
const withoutTags = (text: string): Edit[] =>
  edits(text, tag, ([, name]) => (breaksLine.has(name?.toLowerCase() ?? '') ? '\n' : ''));
const unescaped = (text: string): Edit[] => edits(text, entityPattern, ([entity]) => character(entity));

/** The layers of edits that turn HTML into text, each applied to the result of the one before; none for plain text. */
export const htmlEdits = (text: string): ((text: string) => Edit[])[] => [
  ...(text.includes('<') ? [withoutInvisible, withoutTags] : []),
  ...(text.includes('&') ? [unescaped] : []),
];
