import { describe, expect, test } from 'vitest';
import { withCompiledMessages } from './compiled-messages.ts';

describe('messages of the built page', () => {
  test('are parsed; plain text remains a string', () => {
    expect(
      withCompiledMessages(
        "const texts = defineTexts({ en: { journey: 'Journey', owner: 'owner {owner}' } });",
      ),
    ).toBe(
      'const texts = defineTexts({ en: { journey: "Journey", owner: [{"type":0,"value":"owner "},{"type":1,"value":"owner"}] } });',
    );
  });

  test('include quotes that ICU removes', () => {
    expect(withCompiledMessages(`defineTexts({ en: { own: "O''Neill" } })`)).toBe(
      `defineTexts({ en: { own: [{"type":0,"value":"O'Neill"}] } })`,
    );
  });

  test('of other objects spread into one are left to these', () => {
    const code = 'defineTexts({ en: { ...pageTexts.en } })';
    expect(withCompiledMessages(code)).toBe(code);
  });

  test('are literals: one that is put together could not be parsed ahead', () => {
    expect(() => withCompiledMessages("defineTexts({ en: { own: 'a' + name } })")).toThrow(
      'a text must be a string literal, found BinaryExpression',
    );
  });
});
