import type { Language } from '../../shared/preferences.ts';

/** Why a column is ignored, in German, by the text of the API. */
const german: Readonly<Record<string, string>> = {
  'added by Verbatim to a file of rejected rows': 'von Verbatim an zurückgewiesene Zeilen angefügt',
  'derived from the NPS answer': 'folgt aus der NPS-Antwort',
  'the company’s answer, not the customer’s': 'Antwort des Unternehmens, nicht des Kunden',
  'the company’s answer to a review, not the customer’s': 'Antwort des Unternehmens, nicht des Kunden',
  'when the file was made, not when the customer wrote':
    'wann die Datei entstand, nicht wann der Kunde schrieb',
  'a picture of the user': 'ein Bild der Person',
  'identifies a device': 'kennzeichnet ein Gerät',
  'a place on the map': 'ein Ort auf der Karte',
  'a phone number': 'eine Telefonnummer',
  'an address': 'eine Anschrift',
  'the number of a contract': 'eine Vertragsnummer',
  'a date of birth': 'ein Geburtsdatum',
  'a name': 'ein Name',
  'names an employee': 'nennt Mitarbeiter',
  'names people': 'nennt Personen',
  'names, mostly unique': 'Namen, fast alle verschieden',
  'looks like names of people': 'sieht nach Namen von Personen aus',
  'survey metadata': 'Angaben des Umfragewerkzeugs',
  'a row number of the source table': 'eine Zeilennummer',
  'a running number, neither an id nor a name': 'eine laufende Nummer, weder Kennung noch Name',
  'counts what others did': 'zählt, was andere taten',
  empty: 'leer',
  'web addresses': 'Webadressen',
  'a different code in every row': 'in jeder Zeile ein anderer Code',
  'almost all values are different': 'fast alle Werte sind verschieden',
  'set by you': 'wie Sie sagten',
};

/** The same for reasons that name another column. */
const germanAbout: readonly (readonly [RegExp, string])[] = [
  [/^the same as "(.*)"$/, 'dasselbe wie „$1“'],
  [/^another id; "(.*)" is used$/, 'noch eine Kennung; es gilt „$1“'],
  [/^another date; "(.*)" is used$/, 'noch ein Datum; es gilt „$1“'],
  [
    /^the same for all rows of one "(.*)": an average, not an answer$/,
    'für alle Zeilen eines „$1“ gleich: ein Durchschnitt, keine Antwort',
  ],
];

/** Why a column is ignored, in the reader's language; in English if there is no translation. */
export const reasonText = (because: string, language: Language): string => {
  if (language === 'en') return because;
  const about = germanAbout.find(([pattern]) => pattern.test(because));
  return about === undefined ? (german[because] ?? because) : because.replace(...about);
};
