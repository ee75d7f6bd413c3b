import { describe, expect, test } from 'vitest';
import { noDelimiter, sniffDialect } from '../../../../lib/feedback/reading/text/dialect.ts';

const sniff = (content: string, options: { strict?: boolean; complete?: boolean } = {}) =>
  sniffDialect(Buffer.from(content), options.complete ?? true, { strict: options.strict ?? false });

describe('the dialect of a delimited text', () => {
  test.each([
    ['decimal commas under semicolons', 'a;b;c\n1,5;2,5;x\n3,5;4,5;y\n', ';'],
    ['commas in quoted cells under tabs', 'a\tb\n"1,2,3"\t4\n"5,6,7"\t8\n', '\t'],
    ['sentences with commas under pipes', 'id|text\n1|Well, fine\n2|No, not, at all\n', '|'],
    ['commas in most comments under semicolons', 'id;text\n1;a, b\n2;c, d\n3;e\n', ';'],
    [
      'dates with two commas under semicolons',
      `Date;NPS;Comment\n${'May 2, 2026, 9:05;3;Late\n'.repeat(30)}`,
      ';',
    ],
    ['one column', 'comment\nGreat\nFine\n', noDelimiter],
    ['one column with commas', 'comment\nGreat, really\nFine\nSlow, dear, late\n', noDelimiter],
    ['a title above a table', 'May 2026\nscore,comment\n5,Fine\n4,Good\n', ','],
  ])('%s', (_, content, delimiter) => {
    expect(sniff(content)?.delimiter).toBe(delimiter);
  });

  test('a sample that ends inside a quoted cell is judged by the records before', () => {
    const content = `a;b\n${'1;"x"\n'.repeat(50)}1;"cut, cut, cut,\n and, so, on`;
    expect(sniff(content, { complete: false })).toEqual({ delimiter: ';', quoted: true });
  });

  test('quotes inside cells quote nothing', () => {
    expect(sniff('a\tb\n"so" he\t1\n"no" she\t2\n')).toEqual({ delimiter: '\t', quoted: false });
  });

  test('in strict mode, a text is a table only where all records agree on two columns or more', () => {
    expect(sniff('a,b\n1,2\n', { strict: true })?.delimiter).toBe(',');
    expect(sniff('Well, fine\nNo\n', { strict: true })).toBeUndefined();
    expect(sniff('Well, fine\n', { strict: true })).toBeUndefined();
    expect(sniff('', { strict: true })).toBeUndefined();
  });
});
