import passesLuhn from 'fast-luhn';
import { countrySpecs, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { type Finding, findingOf } from './finding.ts';

/** Numbers of payment cards and bank accounts, recognized by their check digits. */

const cardLike =
  /(?<![\d-])(?:\d(?:[ -]?\d){12,18}|\d{4}(?:(?:\.| - | {2,3})\d{4}){2}(?:\.| - | {2,3})\d{3,4})(?!\d)/g;
const ibanStart = /\b[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9])/gi;

const isCard = (match: string): boolean => {
  const digits = match.replaceAll(/\D/g, '');
  return /^[2-6]/.test(digits) && passesLuhn(digits);
};

export const findCards = (text: string): Finding[] =>
  [...text.matchAll(cardLike)].filter(([match]) => isCard(match)).map((match) => findingOf(match, 'card'));

/** So many letters and digits, with single spaces or hyphens between them, from the start of a text. */
const charactersAtStart = (count: number): RegExp =>
  new RegExp(`^(?:[A-Z0-9][ -]?){${count - 1}}[A-Z0-9](?![A-Z0-9])`, 'i');

/** ISO 13616. A country's check of its own is not asked for: where it alone fails, the number may still be somebody's. */
const isIban = (iban: string): boolean =>
  validateIBAN(iban).errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum);

/** Account numbers of a country have one length, so that words in capitals behind one are none of it. */
export const findIbans = (text: string): Finding[] =>
  [...text.matchAll(ibanStart)].flatMap(({ index, 0: start }): Finding[] => {
    const length = countrySpecs[start.slice(0, 2).toUpperCase()]?.chars;
    const written = length
      ? charactersAtStart(length).exec(text.slice(index, index + 2 * length))?.[0]
      : undefined;
    if (written === undefined || !isIban(written.replaceAll(/[ -]/g, '').toUpperCase())) return [];
    return [{ start: index, end: index + written.length, kind: 'iban' }];
  });
