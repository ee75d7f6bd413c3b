import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOwnNumbers } from '../../../../lib/feedback/response/redaction/own-numbers.ts';
import { redact } from '../../../../lib/feedback/response/redaction/redact.ts';

const us = { phoneCountry: 'US' };
const redacted = (text: string, options = us) => redact(text, options).text;

test('a long run of digits is redacted', () => {
  expect(redacted(`so ${'415 555 2671 '.repeat(5000)}there`)).toBe('so [phone] there');
});

test('e-mail addresses are redacted, mentions are kept', () => {
  expect(redacted('mail jo.doe+x@mail.example.co.uk, please')).toBe('mail [email], please');
  expect(redacted('@airline you @ home, 5 @ 3 each')).toBe('@airline you @ home, 5 @ 3 each');
});

test('phone numbers of the country, and of others with a prefix, are redacted', () => {
  expect(redacted('call me on (415) 555-2671 today')).toBe('call me on [phone] today');
  expect(redacted('or +49 30 901820')).toBe('or [phone]');
  expect(redacted('ruf 030 901820 an', { phoneCountry: 'DE' })).toBe('ruf [phone] an');
});

test('a number that the text calls an order or a ticket is kept', () => {
  for (const text of [
    'my order 4155552671 never came',
    'Order number: 415-555-2671',
    'ticket #4155552671',
    'tracking no. 4155552671',
    'Bestellnummer 4155552671',
  ]) {
    expect(redacted(text)).toBe(text);
  }
});

test('prices, dates, versions and short numbers are kept', () => {
  for (const text of [
    'paid 1,250.00 for 3 nights',
    'since 2015-02-24 11:35',
    'version 4.556.10005',
    'room 1205, 24/7',
  ]) {
    expect(redacted(text)).toBe(text);
  }
});

test('cards are recognized by their check digit', () => {
  expect(redacted('card 4111 1111 1111 1111 was charged')).toBe('card [card] was charged');
  expect(redacted('ref 4111 1111 1111 1112')).toBe('ref 4111 1111 1111 1112');
});

test('account numbers are recognized by their check digits', () => {
  expect(redacted('refund to DE89 3704 0044 0532 0130 00 please')).toBe('refund to [iban] please');
  expect(redacted('code DE88370400440532013000')).not.toContain('[iban]');
});

test.each([
  ['BE68 5390 0754 7034 IS MINE', '[iban] IS MINE'],
  ['IT IS BE68539007547034 THANKS', 'IT IS [iban] THANKS'],
  ['NL91 ABNA 0417 1643 00, OR GB82 WEST 1234 5698 7654 32', '[iban], OR [iban]'],
  ['refund to de89 3704 0044 0532 0130 00 please', 'refund to [iban] please'],
  ['DE89-3704-0044-0532-0130-00', '[iban]'],
  ['AT61 1904 3002 3457 3201 BE68 5390 0754 7034', '[iban] [iban]'],
])('an account number ends where those of its country do: %s', (text, expected) => {
  expect(redacted(text)).toBe(expected);
});

test('a number with valid check digits but of no known country is kept', () => {
  expect(redacted('code XX63 0000 0000 0000 0001')).not.toContain('[iban]');
});

test('replacements are counted by kind', () => {
  expect(redact('a@b.org and c@d.org, +1 415 555 2671', us).counts).toEqual({ email: 2, phone: 1 });
  expect(redact('nothing here', us).counts).toEqual({});
});

test('offsets after a replacement map back', () => {
  const { text, toOriginal } = redact('jo@example.org is late', us);
  expect(text.slice(8)).toBe('is late');
  expect(toOriginal(8)).toBe(15);
});

test('an empty text stays empty, and a country without numbers finds those with a prefix', () => {
  expect(redacted('')).toBe('');
  expect(redacted('+1 415 555 2671', { phoneCountry: 'ZZ' })).toBe('[phone]');
});

test('an e-mail address is always redacted, between any other characters', () => {
  fc.assert(
    fc.property(fc.string(), fc.emailAddress({ size: 'small' }), fc.string(), (before, address, after) => {
      const local = address.slice(0, address.indexOf('@'));
      fc.pre(/^[a-z0-9._%+-]+$/i.test(local));
      expect(redacted(`${before} ${address} ${after}`)).not.toContain(` ${address} `);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('redacting twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const once = redacted(text);
      expect(redacted(once)).toBe(once);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test.each([
  ['write to jo [at] example [dot] org', 'write to [email]'],
  ['jo at example dot org', '[email]'],
  ['ｊｏ＠example．org', '[email]'],
  ['ring 020 7946 0958 tonight', 'ring [phone] tonight'],
  ['ruf mich an: 030 901820', 'ruf mich an: [phone]'],
  ['my SSN is 536-90-4399', 'my SSN is [id]'],
  ['mi DNI 12345678Z', 'mi DNI [id]'],
  ['from 192.168.1.20 it fails', 'from [ip] it fails'],
  ['https://x.example/reset?lang=en&token=abcdefgh', 'https://x.example/reset?lang=en&token=[secret]'],
  ['born on 12/05/1984 here', 'born on [birthdate] here'],
  ['Kennzeichen B-MW 1234 fehlt', 'Kennzeichen [plate] fehlt'],
  ['I live at 12 Baker Street, London NW1 6XE now', 'I live at [address] now'],
  ['Hauptstraße 12, 10115 Berlin', '[address]'],
  ['12 rue de la République, 75011 Paris', '[address]'],
  ['My name is Anna Müller and', 'My name is [name] and'],
  ['thanks to Priya and Ben!', 'thanks to [name] and [name]!'],
  ['Bad.\nKind regards, John Smith', 'Bad.\nKind regards, [name]'],
])('personal data is replaced by what it is: %s', (text, expected) => {
  expect(redacted(text)).toBe(expected);
});

test.each([
  'host hosted-eu-20260812-09 failed',
  'took 250 300 1000 ms',
  'version 4.5.10.2',
  'on 12.05.2024 18:00',
  'flights BA2490 and LH 441',
  'the WH-1000XM4, 55 inch, 1,299.00 €',
  'ticket 4155552671',
  'thanks to the team, at this point in time',
  'Danke an alle Mitarbeiter',
])('what only looks like personal data is kept: %s', (text) => {
  expect(redacted(text)).toBe(text);
});

test('names of the row and numbers of its country are replaced, and the numbers that the team configured', () => {
  const options = {
    phoneCountry: 'US',
    countries: ['ES'],
    names: new Set(['schmidt', 'maria']),
    ownNumbers: parseOwnNumbers('numbers: { order: ["ORD-####"] }', 'config/redaction.yaml'),
  };
  expect(redact('Maria Schmidt here, 612 345 678, ord-2041 is late', options).text).toBe(
    '[name] here, [phone], [order] is late',
  );
});

test('a form of numbers that could be any word is refused with its place', () => {
  expect(() => parseOwnNumbers('numbers: { order: ["abc"] }', 'config/redaction.yaml')).toThrow(
    expect.objectContaining({
      code: 'redaction-invalid',
      message: "the file can't be used: line 1, numbers.order[0]",
    }),
  );
});
