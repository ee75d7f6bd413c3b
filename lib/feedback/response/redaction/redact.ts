import type { Edit } from '../text/edited-text.ts';
import { EditedText } from '../text/edited-text.ts';
import { findCards, findIbans } from './accounts.ts';
import { findAddresses } from './addresses.ts';
import { findBirthDates } from './birth-dates.ts';
import { type Cue, findCues } from './cues.ts';
import { findDevices, findSecrets } from './electronic.ts';
import { findEmails } from './emails.ts';
import { type Finding, overlaps, type PersonalKind, placeholders } from './finding.ts';
import { findNames } from './names.ts';
import { findNationalIds } from './national-ids.ts';
import { findOwnNumbers, type OwnNumber } from './own-numbers.ts';
import { findPhones } from './phones.ts';
import { plainCharacters } from './plain-characters.ts';
import { findPlates } from './plates.ts';

export interface RedactionOptions {
  /** ISO 3166 country whose phone numbers are written without a prefix. A country without a numbering plan finds `+` numbers only. */
  readonly phoneCountry: string;
  /** Further such countries, that the row suggests, the likeliest first. Default none. */
  readonly countries?: readonly string[];
  /** Parts of the respondent's names, in small letters (see `namesOf`). Default none. */
  readonly names?: ReadonlySet<string>;
  /** A team's own numbers, by its configuration. Default none. */
  readonly ownNumbers?: readonly OwnNumber[];
}

export interface RedactedText {
  readonly text: string;
  /** How many of each kind were replaced; only the kinds that were found. */
  readonly counts: Readonly<Record<PersonalKind, number>>;
  /** The offset in the given text of an offset in `text`. */
  toOriginal(offset: number): number;
}

const none: ReadonlySet<string> = new Set();

/** Surer kinds first: a phone number inside an account number is none. */
const numbersIn = (text: string, cues: readonly Cue[], options: RedactionOptions): Finding[] => {
  const own = findOwnNumbers(text, options.ownNumbers ?? []);
  if (!/\d/.test(text)) return own;
  const sure = [
    ...own,
    ...findDevices(text),
    ...findCards(text),
    ...findIbans(text),
    ...findNationalIds(text, cues),
    ...findBirthDates(text, cues),
  ];
  const countries = [...(options.countries ?? []), options.phoneCountry];
  const likely = [
    ...findAddresses(text, cues),
    ...findPlates(text, cues),
    ...findPhones(text, cues, { countries }),
  ];
  return [...sure, ...likely.filter((finding) => !overlaps(finding, sure))];
};

const findPersonal = (text: string, options: RedactionOptions): Finding[] => {
  const cues = findCues(text);
  const sure = [...findEmails(text), ...findSecrets(text), ...numbersIn(text, cues, options)];
  const names = findNames(text, cues, options.names ?? none).filter((finding) => !overlaps(finding, sure));
  return [...sure, ...names];
};

/** The edits that take personal data out of a text: each is replaced by its kind in brackets. */
export const redactions = (text: string, options: RedactionOptions): Edit[] => {
  const found = findPersonal(plainCharacters(text), options);
  return found.length === 0 ? [] : placeholders(text, found);
};

/**
 * The text with personal data replaced by what it is: `[email]`, `[phone]`, `[card]`, `[iban]`, `[id]` (of a state), `[ip]`, `[secret]`
 * (in a web address), `[address]`, `[birthdate]`, `[plate]`, `[name]`, and a team's own numbers. A number that the text calls an
 * order, ticket or the like stays unless the team's configuration names its form. Empty in, empty out.
 *
 * @example redact('mail me: jo@example.org', { phoneCountry: 'US' }).text // 'mail me: [email]'
 */
export const redact = (text: string, options: RedactionOptions): RedactedText => {
  const edits = redactions(text, options);
  const edited = new EditedText(text).edit(edits);
  const counts: Record<PersonalKind, number> = {};
  for (const { replacement } of edits) {
    const kind = replacement.slice(1, -1);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return { text: edited.text, counts, toOriginal: (offset) => edited.toOriginal(offset) };
};
