import type { Cue } from './cues.ts';
import { type Finding, findingOf } from './finding.ts';

/** Postal addresses: a street with its number, any line before a town with its postcode, and what "I live at" announces. */

const begins = "(?<![\\p{L}\\p{N}'’-])";
const ends = '(?![\\p{L}\\p{N}])';
const word = "(?:\\p{Lu}[\\p{L}'’]+|\\p{Lu}\\.?|St\\.)";
const link =
  "(?:d[aeiou]s?|del|aan|sous|sur|lès|bij|op|am|dell[ae]|degli|dei|l[ae]s?|los|van|den|der|y|e|l'|d'|dell'|nell')";
/** "de la République", "Miranda do Douro", "San Juan" */
const name = `(?:${link}[ -]?){0,2}${word}(?:[ -](?:${link}[ -]?){0,2}${word}){0,4}`;
const number = '\\d{1,5}(?: ?[a-zA-Z](?!\\p{L})|[-/]\\d{1,4})?';

const unit = '(?:,? (?:[Aa]pt|[Aa]partment|[Ff]lat|[Uu]nit|[Ss]uite|[Ss]te|#)\\.? ?[\\p{L}\\d-]{1,6})?';
const state =
  '(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])';
const americanTown = `${name},? ${state} \\d{5}(?:-\\d{4})?`;
const britishPostcode = '[A-PR-UWYZ][A-HK-Y]?\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}';
const floor = '(?:,? ?\\d{1,2}[ºª°](?: ?[A-Z](?!\\p{L}))?)?';
/** 75011 Paris, 1012 AB Amsterdam, 1100-053 Lisboa, 00184 Roma (RM) */
const surePostcode = '(?:\\d{4} [A-Z]{2}|\\d{4}-\\d{3}|\\d{5})';
const town = (postcode: string): string =>
  `(?:[A-Z]{1,2}-)?${postcode} ${name}(?: \\(\\p{Lu}\\p{L}{1,12}\\))?`;
const maybeTown = `(?:(?:,| [-–]|) ?${town(`(?:${surePostcode}|\\d{4})`)})?`;

const englishStreet =
  '(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Close|Crescent|Terrace|Square|Parkway|Pkwy|Highway|Hwy|Gardens|Grove|Mews|Row|Hill)';
const germanEnding = '(?:straße|strasse|weg|platz|allee|gasse|damm|ufer|chaussee|stieg|pfad)';
const dutchEnding =
  '(?:straat|laan|weg|plein|gracht|kade|dijk|singel|dreef|steeg|pad|(?<!ahn)hof|(?<!n)baan|plantsoen|boulevard|park|markt)';
const frenchStreet =
  '(?:[Rr]ue|[Aa]venue|[Aa]v\\.|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Rr]oute|[Cc]ours|[Pp]assage|[Ss]quare|[Vv]oie)';
const southernStreet =
  '(?:[Cc]alle|C/|[Aa]venida|[Aa]vda\\.?|[Aa]v\\.|[Pp]aseo|[Pp]laza|[Cc]amino|[Cc]arretera|[Rr]onda|[Tt]ravesía|[Rr]ua|[Tt]ravessa|[Pp]raça|[Ll]argo|[Aa]lameda|[Ee]strada|Via|(?<= (?:in|a|di|alla|della|la) )via|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo|[Pp]iazzale|[Ss]trada|[Cc]ontrada)';
const numberSign = '(?:(?:nº|n\\.º|n\\.?|n°|número|num\\.) ?)?';

const addresses: readonly RegExp[] = [
  `\\d{1,5}[a-zA-Z]?,? (?:(?:${word}|\\d{1,3}(?:st|nd|rd|th)) ){1,4}${englishStreet}${ends}\\.?${unit}(?:,? (?:${americanTown}|${name},? ${britishPostcode}))?`,
  `\\d{1,5}[a-zA-Z]?,? ${name}${unit},? ${americanTown}`,
  `(?:\\p{Lu}[\\p{L}-]*(?:(?<=${germanEnding})|(?<=str)\\.?)|(?:${word}[ -]){1,3}(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Gasse|Damm|Ufer|Ring)) ${number}${ends}${maybeTown}`,
  `\\p{Lu}[\\p{L}-]*(?<=${dutchEnding}) ${number}${ends}${maybeTown}`,
  `\\d{1,4}(?: ?(?:bis|ter|[A-D]))?,? ${frenchStreet} ${name}${maybeTown}`,
  `${southernStreet} ?${name},? ${numberSign}${number}${ends}${floor}${maybeTown}`,
  `${britishPostcode}${ends}`,
  `${word}(?: ${word})?, ${state} \\d{5}(?:-\\d{4})?${ends}`,
  `\\d{4}-\\d{3} ${name}`,
].map((form) => new RegExp(begins + form, 'gu'));

/** "in der Schlangenhecke 72", behind "ich wohne" */
const lived = new RegExp(`^,? (?:[\\p{Ll}']{1,4} ){0,2}(${name},? ${number}|\\d{1,5},? ${name})${ends}`, 'u');

const behindCue = (text: string, { end }: Cue): Finding[] => {
  const match = lived.exec(text.slice(end, end + 80));
  const written = match?.[1];
  if (match === null || written === undefined) return [];
  const stop = end + match[0].length;
  return [{ start: stop - written.length, end: stop, kind: 'address' }];
};

const beforeTown = new RegExp(`${begins}${numberSign}${number},?${floor} ${town(surePostcode)}`, 'gu');
const isLink = new RegExp(`^${link}$`, 'u');
const wordsOfStreet = 6;

/** Where a line of words with capitals begins that ends here: whatever its street is called. */
const lineStart = (text: string, at: number): number => {
  const words = text
    .slice(Math.max(0, at - 80), at)
    .split(' ')
    .slice(-1 - wordsOfStreet, -1);
  let [start, from] = [at, at];
  for (const word of words.reverse()) {
    from -= word.length + 1;
    if (/^\p{Lu}/u.test(word)) start = from;
    else if (!isLink.test(word)) break;
  }
  return start;
};

const linesBeforeTowns = (text: string): Finding[] =>
  [...text.matchAll(beforeTown)].flatMap(({ index, 0: written }) => {
    const start = lineStart(text, index);
    return start === index ? [] : [{ start, end: index + written.length, kind: 'address' }];
  });

export const findAddresses = (text: string, cues: readonly Cue[]): Finding[] => [
  ...addresses.flatMap((form) => [...text.matchAll(form)].map((match) => findingOf(match, 'address'))),
  ...linesBeforeTowns(text),
  ...cues.filter(({ kind }) => kind === 'lives').flatMap((cue) => behindCue(text, cue)),
];
