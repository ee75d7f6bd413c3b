import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
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

/** One look decides for most comments: an at sign, or seven digits with nothing but number punctuation between them. */
const worthALook = /@|\d(?:[\s().\-/]{0,3}\d){6}/;
const digitRuns = /\d(?:[\s().\-/]{0,3}\d){6,}/g;
/** A longer run of digits is no number that anybody ordered or paid under: it goes as a whole, unread. */
const longestRun = 400;
/** What stands this near tells a phone from a time of day or a price. */
const besideRun = 8;
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
const cardLike = /(?<![\d-])\d(?:[ -]?\d){12,18}(?!\d)/g;
const ibanLike = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
/** Words that announce a number of the company's own: such a number is no phone. */
const announcesReference =
  /(?:order|ticket|invoice|booking|reservation|confirmation|tracking|reference|ref|case|claim|account|policy|serial|sku|item|product|parcel|shipment|package|transaction|id|bestell\w*|auftrag\w*|sendung\w*|rechnung\w*|commande|pedido|ordine)\s*(?:number|num|no|nr|nummer|id|code)?\s*(?:is|was)?[\s.:#-]*$|#\s*$/i;

/** ISO/IEC 7812-1, annex B. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

/** ISO 13616: the remainder of the rearranged number by 97 is 1. */
const passesIbanCheck = (iban: string): boolean => {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) {
      remainder = (remainder * 10 + Number(digit)) % 97;
    }
  }
  return remainder === 1;
};

const findAll = (
  text: string,
  pattern: RegExp,
  kind: PersonalKind,
  accept: (match: string) => boolean,
): Finding[] =>
  [...text.matchAll(pattern)]
    .filter(([match]) => accept(match))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind }));

const isCard = (match: string): boolean => {
  const digits = match.replaceAll(/\D/g, '');
  return /^[2-6]/.test(digits) && passesLuhn(digits);
};

const isIban = (match: string): boolean => passesIbanCheck(match.replaceAll(' ', ''));

const isReference = (text: string, at: number): boolean =>
  text[at] !== '+' && announcesReference.test(text.slice(Math.max(0, at - 40), at));

/** Looks at runs of digits alone, with what stands beside them: the library takes long for whole texts. */
const findPhones = (text: string, phoneCountry: string): Finding[] => {
  const country = isSupportedCountry(phoneCountry) ? { defaultCountry: phoneCountry as CountryCode } : {};
  return [...text.matchAll(digitRuns)].flatMap(({ index, 0: run }): Finding[] => {
    if (run.length > longestRun) return [{ start: index, end: index + run.length, kind: 'phone' }];
    const from = Math.max(0, index - besideRun);
    return findPhoneNumbersInText(text.slice(from, index + run.length + besideRun), country)
      .map(({ startsAt, endsAt }): Finding => ({ start: from + startsAt, end: from + endsAt, kind: 'phone' }))
      .filter(({ start }) => start < index + run.length && !isReference(text, start));
  });
};

/** Findings that overlap are one, of the first one's kind. */
const withoutOverlaps = (findings: readonly Finding[]): Finding[] => {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((left, right) => left.start - right.start)) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
    else kept[kept.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
  }
  return kept;
};

const findPersonal = (text: string, { phoneCountry }: RedactionOptions): Finding[] => {
  const emails = text.includes('@') ? findAll(text, email, 'email', () => true) : [];
  const sure = [
    ...emails,
    ...findAll(text, cardLike, 'card', isCard),
    ...findAll(text, ibanLike, 'iban', isIban),
  ];
  const phones = findPhones(text, phoneCountry).filter(
    (phone) => !sure.some((other) => phone.start < other.end && other.start < phone.end),
  );
  return withoutOverlaps([...sure, ...phones]);
};

/** The edits that take e-mail addresses, phone, card and account (IBAN) numbers out of a text. */
export const redactions = (text: string, options: RedactionOptions): Edit[] =>
  worthALook.test(text)
    ? findPersonal(text, options).map(({ start, end, kind }) => ({ start, end, replacement: `[${kind}]` }))
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
  for (const { replacement } of edits) {
    const kind = replacement.slice(1, -1) as PersonalKind;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return { text: edited.text, counts, toOriginal: (offset) => edited.toOriginal(offset) };
};
