import passesLuhn from 'fast-luhn';
import { countrySpecs, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import { sortBy } from 'remeda';
import type { Edit } from './edited-text.ts';
import { EditedText } from './edited-text.ts';

type PersonalKind = 'email' | 'phone' | 'card' | 'iban';

export interface RedactionOptions {
  /** ISO 3166 country whose phone numbers are written without a prefix. A country without a numbering plan finds `+` numbers only. */
  readonly phoneCountry: string;
}

export interface RedactedText {
  readonly text: string;
  /** How many of each kind were replaced; only the kinds that were found. */
  readonly counts: Readonly<Partial<Record<PersonalKind, number>>>;
  /** The offset in the given text of an offset in `text`. */
  toOriginal(offset: number): number;
}

interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: PersonalKind;
}

/** A quick check for most comments: an at sign, or seven digits with nothing but number punctuation between them. */
const mayHoldPersonalData = /@|\d(?:[\s().\-/]{0,3}\d){6}/;
const digitRuns = /\d(?:[\s().\-/]{0,3}\d){6,}/g;
/** A longer run of digits is not a number of anything: it is redacted as a whole. */
const maxRunCharacters = 400;
/** What distinguishes a phone number from a time of day or a price, this close to it. */
const besideRun = 8;
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
const cardLike = /(?<![\d-])\d(?:[ -]?\d){12,18}(?!\d)/g;
const ibanStart = /\b[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9])/gi;
/** Words before a number of the company's own: such a number is not a phone number. */
const announcesReference =
  /(?:order|ticket|invoice|booking|reservation|confirmation|tracking|reference|ref|case|claim|account|policy|serial|sku|item|product|parcel|shipment|package|transaction|id|bestell\w*|auftrag\w*|sendung\w*|rechnung\w*|commande|pedido|ordine)\s*(?:number|num|no|nr|nummer|id|code)?\s*(?:is|was)?[\s.:#-]*$|#\s*$/i;

/** How one kind of personal data is written. */
interface Wanted {
  readonly kind: PersonalKind;
  readonly pattern: RegExp;
}

const findAll = (
  text: string,
  { kind, pattern }: Wanted,
  accept: (match: string) => boolean = () => true,
): Finding[] =>
  [...text.matchAll(pattern)]
    .filter(([match]) => accept(match))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind }));

const isCard = (match: string): boolean => {
  const digits = match.replaceAll(/\D/g, '');
  return /^[2-6]/.test(digits) && passesLuhn(digits);
};

/** So many letters and digits, with single spaces or hyphens between them, from the start of a text. */
const charactersAtStart = (count: number): RegExp =>
  new RegExp(`^(?:[A-Z0-9][ -]?){${count - 1}}[A-Z0-9](?![A-Z0-9])`, 'i');

/** ISO 13616. A country's check of its own is not asked for: where it alone fails, the number may still be somebody's. */
const isIban = (iban: string): boolean =>
  validateIBAN(iban).errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum);

/** Account numbers of a country have one length, so that words in capitals behind one are none of it. */
const findIbans = (text: string): Finding[] =>
  [...text.matchAll(ibanStart)].flatMap(({ index, 0: start }): Finding[] => {
    const length = countrySpecs[start.slice(0, 2).toUpperCase()]?.chars;
    const written = length
      ? charactersAtStart(length).exec(text.slice(index, index + 2 * length))?.[0]
      : undefined;
    if (written === undefined || !isIban(written.replaceAll(/[ -]/g, '').toUpperCase())) return [];
    return [{ start: index, end: index + written.length, kind: 'iban' }];
  });

const isReference = (text: string, at: number): boolean =>
  text[at] !== '+' && announcesReference.test(text.slice(Math.max(0, at - 40), at));

/** Searches only runs of digits with what is next to them: the library is slow on whole texts. */
const findPhones = (text: string, phoneCountry: string): Finding[] => {
  const country = isSupportedCountry(phoneCountry) ? { defaultCountry: phoneCountry } : {};
  return [...text.matchAll(digitRuns)].flatMap(({ index, 0: run }): Finding[] => {
    if (run.length > maxRunCharacters) return [{ start: index, end: index + run.length, kind: 'phone' }];
    const from = Math.max(0, index - besideRun);
    return findPhoneNumbersInText(text.slice(from, index + run.length + besideRun), country)
      .map(({ startsAt, endsAt }): Finding => ({ start: from + startsAt, end: from + endsAt, kind: 'phone' }))
      .filter(({ start }) => start < index + run.length && !isReference(text, start));
  });
};

/** Findings that overlap are one, of the first one's kind. */
const withoutOverlaps = (findings: readonly Finding[]): Finding[] => {
  const kept: Finding[] = [];
  for (const finding of sortBy(findings, ({ start }) => start)) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
    else kept[kept.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
  }
  return kept;
};

const findPersonal = (text: string, { phoneCountry }: RedactionOptions): Finding[] => {
  const emails = text.includes('@') ? findAll(text, { kind: 'email', pattern: email }) : [];
  const sure = [...emails, ...findAll(text, { kind: 'card', pattern: cardLike }, isCard), ...findIbans(text)];
  const phones = findPhones(text, phoneCountry).filter(
    (phone) => !sure.some((other) => phone.start < other.end && other.start < phone.end),
  );
  return withoutOverlaps([...sure, ...phones]);
};

/** An edit that takes personal data out. */
interface Redaction extends Edit {
  readonly kind: PersonalKind;
}

/** The edits that take e-mail addresses, phone, card and account (IBAN) numbers out of a text. */
export const redactions = (text: string, options: RedactionOptions): Redaction[] =>
  mayHoldPersonalData.test(text)
    ? findPersonal(text, options).map(({ kind, ...span }) => ({ ...span, kind, replacement: `[${kind}]` }))
    : [];

/**
 * The text with e-mail addresses, phone numbers, payment cards (Luhn) and IBANs replaced by `[email]`, `[phone]`,
 * `[card]`, `[iban]`. A number that the text calls an order, ticket or the like stays. Empty in, empty out.
 *
 * @example redact('mail me: jo@example.org', { phoneCountry: 'US' }).text // 'mail me: [email]'
 */
export const redact = (text: string, options: RedactionOptions): RedactedText => {
  const edits = redactions(text, options);
  const edited = new EditedText(text).edit(edits);
  const counts: Partial<Record<PersonalKind, number>> = {};
  for (const { kind } of edits) counts[kind] = (counts[kind] ?? 0) + 1;
  return { text: edited.text, counts, toOriginal: (offset) => edited.toOriginal(offset) };
};
