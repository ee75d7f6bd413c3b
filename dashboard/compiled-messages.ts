import { IntlMessageFormat } from 'intl-messageformat';
import { type ESTree, type Plugin, parseAst, Visitor } from 'vite';

/** A message as `intl-messageformat` formats it; plain text remains as it is. */
const compiled = (message: string): string => {
  const parts = new IntlMessageFormat(message).getAst();
  const [first] = parts;
  const isPlain = parts.length === 1 && first !== undefined && 'value' in first && first.value === message;
  return JSON.stringify(isPlain ? message : parts);
};

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** The messages of the properties of an object, and of objects in it. */
const messagesIn = (node: ESTree.Expression): Replacement[] => {
  if (node.type === 'Literal' && typeof node.value === 'string')
    return [{ start: node.start, end: node.end, by: compiled(node.value) }];
  const isObject = node.type === 'ObjectExpression';
  if (!isObject) throw new Error(`a text must be a string literal, found ${node.type}`);
  return node.properties.flatMap((property) =>
    property.type === 'Property' ? messagesIn(property.value) : [],
  );
};

/**
 * Replaces the messages of `defineTexts({ en, de })` by their parsed form: what is formatted needs no parser.
 *
 * @throws Error if a text is not a string literal
 */
export const withCompiledMessages = (code: string): string => {
  const found: Replacement[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [texts] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'defineTexts') return;
      if (texts !== undefined && texts.type !== 'SpreadElement') found.push(...messagesIn(texts));
    },
  }).visit(parseAst(code));
  return found.reduceRight((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), code);
};

const parser = '@formatjs/icu-messageformat-parser';
const plain = '\0plain-messages';

/** Parses messages when the page is built, and leaves the parser out of it: 9 KB gzipped of the first view. */
export const compiledMessages: Plugin = {
  name: 'compiled-messages',
  apply: 'build',
  resolveId: { order: 'pre', handler: (id) => (id === parser ? plain : undefined) },
  load: (id) =>
    id === plain
      ? `export * from '${parser}/no-parser.js'; export const parse = (value) => [{ type: 0, value }];`
      : undefined,
  transform: (code) =>
    code.includes('defineTexts(') ? { code: withCompiledMessages(code), map: null } : undefined,
};
