import { globSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';
import { expect, test } from 'vitest';
import { redact } from '../../../../lib/feedback/response/redaction/redact.ts';

const literalsOf = (file: string): [source: string, flags: string][] => {
  const found: [string, string][] = [];
  const visitor = new Visitor({
    Literal(node) {
      if ('regex' in node) found.push([node.regex.pattern, node.regex.flags]);
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return found;
};

const literals = globSync('lib/feedback/response/redaction/*.ts').flatMap(literalsOf);

test('no pattern that a comment meets is proven to take longer than the comment is long', () => {
  expect(literals.length).toBeGreaterThan(40);
  const slow = literals.filter(
    ([source, flags]) =>
      checkSync(source, flags, { checker: 'automaton', timeout: 1_500 }).status === 'vulnerable',
  );
  expect(slow).toEqual([]);
}, 90_000);

test.each([
  ['words with capitals', 'Aa Bb '],
  ['links of addresses', 'À du '],
  ['hyphens', 'A-'],
  ['digits in groups', '12 3-4.'],
  ['at signs', 'a@b.'],
  ['words for signs', 'a at b dot '],
  ['colons', 'a1:'],
  ['paths', '/a0-'],
  ['line breaks', '\n.'],
])(
  'a comment of 64 KB of %s is read',
  (_, part) => {
    const text = part.repeat(Math.ceil(65_536 / part.length));
    expect(redact(text, { phoneCountry: 'US' }).text.length).toBeGreaterThan(0);
  },
  5_000,
);
