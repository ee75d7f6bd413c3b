import { describe, expect, test } from 'vitest';
import { customerText } from '../../../../lib/feedback/response/text/customer-text.ts';

const text = (cell: string, transcript = false) =>
  customerText(cell, { transcript, phoneCountry: 'US' }).text;

describe('broken letters', () => {
  test.each([
    ['I wouldnâ€™t recommend it', 'I wouldn’t recommend it'],
    ['the cafÃ© was â€œfineâ€ â€“ really', 'the café was “fine” – really'],
    ['SchÃ¶ne GrÃ¼ÃŸe', 'Schöne Grüße'],
    ['love it ðŸ˜', 'love it 😁'],
    ['5 â‚¬', '5 €'],
  ])('%s is UTF-8 that was saved twice', (cell, expected) => {
    expect(text(cell)).toBe(expected);
  });

  test.each(['NÃO GOSTEI', 'déjà vu à côté', 'Ça va – très bien', 'Âge', '“Élan”', 'naïve »so so«'])(
    '%s is meant as it stands',
    (cell) => {
      expect(text(cell)).toBe(cell);
    },
  );

  test('a place in the text is a place in the cell', () => {
    const cell = 'It wasnâ€™t bad';
    const own = customerText(cell, { phoneCountry: 'US' });
    const [start, end] = own.map([own.text.indexOf('bad'), own.text.length]);
    expect(cell.slice(start, end)).toBe('bad');
  });
});

describe('HTML', () => {
  test('tags are removed, entities are decoded', () => {
    expect(text('<p>Late &amp; <b>cold</b></p>')).toBe('Late & cold');
    expect(text('one<br/>two&nbsp;three&#33;&#x21;')).toBe('one\ntwo three!!');
    expect(text('<style>p { color: red }</style>fine')).toBe('fine');
  });

  test.each([
    ['caf&eacute; M&uuml;ller, 180&deg;', 'café Müller, 180°'],
    ['&NBSP;it&rsquo;s &AMP; fine', 'it’s & fine'],
    ['it&#146;s &#8220;fine&#8221;', 'it’s “fine”'],
    ['one&#13;&#10;two&#160;three', 'one\r\ntwo three'],
    ['good&#59; cheap', 'good; cheap'],
  ])('every named and numbered character of HTML is known: %s', (cell, expected) => {
    expect(text(cell)).toBe(expected);
  });

  test('an invalid character number stays as it is written', () => {
    expect(text('a &#0; b &#7; c &#xD800; d &#9999999;')).toBe('a &#0; b &#7; c &#xD800; d &#9999999;');
  });

  test('a heart, a comparison and an unknown entity are not HTML', () => {
    expect(text('I &lt;3 it')).toBe('I <3 it');
    expect(text('I <3 it, 2 < 3 > 1')).toBe('I <3 it, 2 < 3 > 1');
    expect(text('R&D; &unknown; x')).toBe('R&D; &unknown; x');
  });

  test('spans map back to the cell', () => {
    const cell = '  <p>Late &amp; cold</p>';
    const edited = customerText(cell, { phoneCountry: 'US' });
    const at = edited.text.indexOf('cold');
    const [start, end] = edited.map([at, at + 4]);
    expect(cell.slice(start, end)).toBe('cold');
  });
});

describe('e-mail', () => {
  test('quoted mail, forwarded headers and signatures are removed', () => {
    expect(
      text(
        'Still broken.\n\nOn Mon, 4 May 2026 at 10:20, Support <help@example.org> wrote:\n> Try again\n> now',
      ),
    ).toBe('Still broken.');
    expect(text('Please look\n\n-----Original Message-----\nFrom: a\nall of it')).toBe('Please look');
    expect(text('See below\n\nFrom: Jo\nSent: Monday\nTo: Support\nSubject: Hi\n\nOld text')).toBe(
      'See below',
    );
    expect(text('Danke!\n\nAm 04.05.2026 um 10:20 schrieb Support:\n> Hallo')).toBe('Danke!');
    expect(text('No answer yet\n\nKind regards,\nJo Doe\nExample Ltd')).toBe('No answer yet');
    expect(text('No answer yet\n-- \nJo Doe')).toBe('No answer yet');
    expect(text('No answer yet\n\nSent from my iPhone')).toBe('No answer yet');
  });

  test('a single line, and a farewell inside a long text, are kept', () => {
    expect(text('From: the bottom of my heart')).toBe('From: the bottom of my heart');
    const long = `Thanks\n${'a line\n'.repeat(12)}end`;
    expect(text(`Hello\nCheers\n${long}`)).toContain('end');
  });

  test('quoted lines in between are removed, answers between them are kept', () => {
    expect(text('> did it work?\nNo.\n> and now?\nNo.')).toBe('No.\nNo.');
  });
});

describe('transcripts', () => {
  const chat =
    'Agent Anna: How can I help?\nCustomer: My order is late\nand wet\nAgent Anna: Sorry\nCustomer: ok';

  test('only the customer’s turns are kept', () => {
    expect(text(chat, true)).toBe('My order is late\nand wet\nok');
  });

  test('spans map back to the words in the cell', () => {
    const edited = customerText(chat, { transcript: true, phoneCountry: 'US' });
    const at = edited.text.indexOf('and wet');
    const [start, end] = edited.map([at, at + 7]);
    expect(chat.slice(start, end)).toBe('and wet');
  });

  test('times and brackets around a label do not hide it', () => {
    expect(
      text('[14:02:11] Visitor: Hi\n(14:03) Support Bot: Hello\n14:04 - Visitor (14:04): Bye', true),
    ).toBe('Hi\nBye');
  });

  test('where only the company is named, the other speaker is the customer', () => {
    expect(text('Jo: hello\nSupport: hi\nJo: thanks', true)).toBe('hello\nthanks');
  });

  test('where the speakers are unclear, nothing is cut', () => {
    expect(text('Jo: hello\nKim: hi', true)).toBe('Jo: hello\nKim: hi');
  });

  test('a column that is not a transcript keeps its colons', () => {
    expect(text('Customer: fine\nAgent: good')).toBe('Customer: fine\nAgent: good');
  });
});

test('white space at the ends is not text, and a blank cell has none', () => {
  expect(text('\n 1 night · \n')).toBe('1 night ·');
  expect(text(' \n\t')).toBe('');
  expect(text('<p></p>')).toBe('');
});

test('text that was hidden by markup is redacted too', () => {
  expect(text('<p>jo@<b>example</b>.org</p>')).toBe('[email]');
});
