import type { FileShape } from '../../reading/source.ts';
import { languageCode } from '../../response/language-code.ts';
import { voice } from '../../response/response.ts';
import { saysNo, saysYes } from '../../response/row-status.ts';
import type { Field } from '../mapping.ts';
import { type ColumnInference, ignored, personal } from './column-inference.ts';
import { isShortName } from './header-words.ts';
import { finished, flagged, shareOfValues, speaker, status } from './infer-status.ts';
import type { ProfiledColumn } from './table-profile.ts';

/** Finds columns about the record, not the customer's answers: who, where, how, and what to ignore. */

type Rule = (column: ProfiledColumn, exportedBy: FileShape['exportedBy']) => ColumnInference | undefined;

const inference = (
  field: Exclude<Field, 'comment' | 'rating' | 'submittedAt' | 'ignored'>,
  confidence: number,
  because: string,
): ColumnInference => ({
  meaning: { field },
  confidence,
  because,
});

/** Shares of the filled cells. */
const minShareOfCells = 0.8;

/** Names of columns that are ignored with any content. */
const leftAlone: readonly (readonly [RegExp, ColumnInference])[] = [
  [
    /^verbatim (?:row|column|reason|expected|got)$/,
    ignored('added by Verbatim to a file of rejected rows', 1),
  ],
  [/\bnps (?:group|category|segment|bucket|type)\b/, ignored('derived from the NPS answer', 0.95)],
  [
    /\b(?:reply|replied|developer|company|owner|business|seller|host|management|agent|official) ?(?:reply|response|answer|comment|content|text|date|at|millis|message)\b|^repl(?:y|ied|ies)\b/,
    ignored('the company’s answer, not the customer’s', 0.95),
  ],
  [
    /\b(?:scrap+(?:ing|ed)|crawl(?:ing|ed)?|fetched|import(?:ed)?|extract(?:ed|ion)|load(?:ed)?|ingest(?:ed|ion)?|export(?:ed)?) ?(?:date|at|time|on)?\b.*$/,
    ignored('when the file was made, not when the customer wrote', 0.9),
  ],
  [
    /\b(?:user|author|profile|reviewer|customer)? ?(?:image|avatar|photo|picture|thumbnail)\b/,
    personal('a picture of the user'),
  ],
  [/\bip(?: address)?\b|^ip$|network id|user agent|device id|cookie/, personal('identifies a device')],
  [/latitude|longitude|\bgeo|\bgps\b/, personal('a place on the map')],
  [/\bphone\b|mobile|telefon|telephone|\bfax\b|\btel\b/, personal('a phone number')],
  [
    /\baddress|\bstreet\b|\bzip\b|post ?code|postal|\bplz\b|adresse|direccion|indirizzo/,
    personal('an address'),
  ],
  [
    /\biban\b|konto ?nummer|vertrags ?nummer|(?:account|contract|policy) (?:number|no|nr)\b/,
    personal('the number of a contract'),
  ],
  [/birth|\bdob\b|geburt|naissance|nacimiento/, personal('a date of birth')],
  [
    /^(?:recipient |customer |user |contact )?(?:first|last|given|family|sur|middle) ?name$|^vorname$|^nachname$|^prenom$|^apellidos?$/,
    personal('a name'),
  ],
  [
    /\b(?:agent|assignee|assigned(?: to)?|employee|advisor|representative|operator|staff|handled by|manager|submitter|interviewer)(?: (?:name|id|email))?$/,
    personal('names an employee'),
  ],
  [
    /^(?:duration|progress|time (?:taken|spent)|duration in seconds|duration seconds)\b/,
    ignored('survey metadata', 0.85),
  ],
];

/** Names that hold an e-mail address of the customer although they say "address". */
const isMailName = (words: string): boolean => /\be ?mail\b|\bmail address\b/.test(words);

/** "Satisfaction - Staff" rates the staff, it does not name them. */
const ratesSomething = ({ nameWords, profile }: ProfiledColumn): boolean =>
  /satisf|\bratings?\b|\bscores?\b|zufrieden|bewertung|\bcsat\b|\bces\b|\bstars?\b/.test(nameWords) &&
  profile.filled > 0 &&
  profile.ratings >= minShareOfCells * profile.filled &&
  profile.max <= 10;

const leftAloneRule: Rule = (column) => (ratesSomething(column) ? undefined : leftAloneByName(column));

const leftAloneByName = ({ nameWords }: ProfiledColumn): ColumnInference | undefined =>
  !isShortName(nameWords) || (isMailName(nameWords) && !/agent|assignee|employee/.test(nameWords))
    ? undefined
    : leftAlone.find(([pattern]) => pattern.test(nameWords))?.[1];

const npsGroup =
  /^(?:promot(?:er|or|eur|ore)e?[ns]?|passi(?:ve?|f|vo|ef)[nrs]?|pasivos?|neutrals?|indifferente?|detra[ck]tor(?:e[ns])?s?|détracteurs?|detrattor[ei]|detrator(?:es)?|kritiker|criticasters?)$/i;
const outerGroup = /^(?:promot|d[eé]tra|kritiker|criticaster)/i;

/** True for a column of "Promoter", "Passive" and "Detractor". */
export const isDerivedGroups = (column: ProfiledColumn): boolean =>
  column.profile.filled > 0 &&
  shareOfValues(column, (value) => npsGroup.test(value)) >= 0.95 &&
  shareOfValues(column, (value) => outerGroup.test(value)) > 0;

const derivedGroups: Rule = (column) =>
  isDerivedGroups(column) ? ignored('derived from the NPS answer', 0.95) : undefined;

const toolsWithIds: readonly FileShape['exportedBy'][] = ['zendesk', 'surveymonkey', 'qualtrics', 'typeform'];

const idName =
  /\b(?:response|submission|ticket|tweet|review|survey|survey response|call|chat|session|interaction|resp|fragebogen|antwort|befragung|bewertung|vorgang|case|conversation|message|record|entry|feedback|comment|post|answer|interview|status)s? ?(?:id|number|no|nr|nummer|#|key|token|uuid|guid|link)$|^(?:id|n|no|num(?:ero)?)(?: de| de la)? (?:reponse|enquete|avis|respuesta|encuesta|resposta|risposta)$|^(?:id|uuid|guid|token|#|_id|key|response|ticket)$/;

const runningNumber: Rule = ({ profile, nameWords }, exportedBy) => {
  const isToolsOwn = toolsWithIds.includes(exportedBy) && /\bid\b|token/.test(nameWords);
  const isIndex =
    /^(?:column \d+|unnamed ?\d*|index|idx|row(?: (?:id|number|no|index))?|no|nr|lfd nr|serial no|s no|#)$/.test(
      nameWords,
    );
  if (isIndex && profile.isRisingNumber) return ignored('a row number of the source table', 0.95);
  const mayCount = profile.filled >= 20 || /\bid\b|name|number|\bkey\b/.test(nameWords);
  const isSerial = idName.test(nameWords) && profile.plainNumbers === 0;
  return profile.isRunningNumber && mayCount && !isToolsOwn && !isSerial
    ? ignored('a running number, neither an id nor a name', 0.95)
    : undefined;
};

const counts: Rule = ({ profile, nameWords }) =>
  isShortName(nameWords) &&
  /\bcounts?\b|number of|\bvotes?\b|\blikes\b|thumbs|\bhelpful\b|\bhits\b/.test(nameWords) &&
  profile.ratings >= minShareOfCells * profile.filled
    ? ignored('counts what others did', 0.85)
    : undefined;

const touchpoint: Rule = ({ nameWords, profile }) =>
  /^(?:\p{L}+ )?touch ?points?(?: (?:id|name))?$|^(?:customer )?journey (?:stage|step|phase|point)$|^(?:point of )?interaction(?: type| point)?$|^(?:journey )?stage$|^kontaktpunkt$|^point de contact$|^punto de contacto$/u.test(
    nameWords,
  ) && profile.isLabel
    ? inference('touchpoint', 0.95, 'names the touchpoint')
    : undefined;

const responseId: Rule = ({ nameWords, profile }, exportedBy) => {
  const isNamed = idName.test(nameWords) || (exportedBy === 'surveymonkey' && nameWords === 'respondent id');
  const isOneWord = profile.averageWords < 1.2;
  if (!isNamed || !isOneWord || profile.filled < 0.5 * profile.rows || profile.distinctShare < 0.9)
    return undefined;
  if (profile.mailAddresses > 0) return undefined;
  return inference('responseId', /link$/.test(nameWords) ? 0.7 : 0.95, 'a unique id for each record');
};

const respondentNames: readonly (readonly [RegExp, number])[] = [
  [/\be ?mail\b/, 0.95],
  [
    /^(?:customer|cust|user|member|client|contact|subscriber|panelist|participant|respondent|requester|person|guest|patient|author)s? ?(?:id|key|number|no|uuid|ref|reference)$|^external (?:data )?ref|\b(?:user|consumer|reviewer|author|customer) id$|^(?:kunden|klant) ?(?:nummer|nr|id|kennung)$|^(?:id|num(?:ero)?)(?: d[eu]l?)? (?:client|cliente)$/,
    0.93,
  ],
  [
    /^(?:user ?name|author(?: name)?|reviewer(?: (?:name|nick ?name))?|nick ?name|(?:user |author )?screen name|handle|requester(?: name)?|respondent(?: name)?|display name|by)$|\buser ?name$/,
    0.85,
  ],
  [
    /^(?:full |your |customer |client |guest |contact |passenger |patient )?name$|^(?:ihr )?name$|^(?:nom|nombre|nome)(?: (?:complet|completo|d[eu]l? cliente?|do cliente))?$|^kunden ?name$|^name des kunden$|^customer$|^user$/,
    0.8,
  ],
];

/** "Customer: yes" is no name. */
const isTicked = ({ values }: ProfiledColumn['profile']): boolean =>
  values.size > 0 && [...values.keys()].every((value) => saysYes(value) || saysNo(value));

const respondent: Rule = ({ nameWords, profile }) => {
  if (profile.mailAddresses > minShareOfCells * profile.filled && profile.filled > 0) {
    return { ...inference('respondent', 0.95, 'e-mail addresses; kept as a keyed hash'), personal: true };
  }
  const rank = respondentNames.find(([pattern]) => pattern.test(nameWords))?.[1];
  if (rank === undefined || profile.averageWords > 4 || isTicked(profile)) return undefined;
  const because =
    profile.placeholders > minShareOfCells * profile.filled && profile.filled > 0
      ? 'names the respondent; names such as "A Google user" are ignored'
      : 'names the respondent; kept as a keyed hash';
  return { ...inference('respondent', rank, because), personal: true };
};

const account: Rule = ({ nameWords, profile }) =>
  /^(?:account|company|organi[sz]ation|employer|firm|tenant|workspace|client|firma|unternehmen|entreprise|empresa|azienda)(?: (?:name|id))?$/.test(
    nameWords,
  ) && profile.averageWords <= 6
    ? inference('account', 0.85, 'names the customer’s organization')
    : undefined;

const channelName =
  /^(?:(?:distribution|contact|feedback|response|survey|ticket|case|review|utm)? ?(?:channel|medium)|via|via channel|collector(?: type)?|kanal|canal|canale|kanaal)$/;
/** Names of a way in as much as of a campaign, a site or a system: the values decide. */
const sourceName =
  /^(?:(?:distribution|contact|feedback|response|survey|ticket|case|review|utm)? ?(?:source|origin)|platform|quelle|herkunft|origine|origen)$/;
const wayIn =
  /\b(?:e ?-?mail|mail|web|website|web ?site|online|app|mobile|in-?app|sms|text message|phone|telephone|call|ivr|chat|chatbot|messenger|whatsapp|telegram|social(?: media)?|store|in-?store|shop|kiosk|terminal|tablet|qr(?: ?code)?|link|weblink|pop-?up|widget|intercept|paper|letter|post|fax|face to face|in person|telefon|filiale|brief|courriel|boutique|tienda|tel[eé]fono)\b/i;
/** Shops and sites that reviews are published on: where it stands, not how the company was reached. */
const reviewSite =
  /\b(?:google|play|apple|app ?store|itunes|trust ?pilot|yelp|trip ?advisor|booking|facebook|twitter|glassdoor|amazon|capterra|g2|reviews?)\b/i;

const channel: Rule = (column) => {
  const { nameWords, profile } = column;
  if (profile.filled === 0 || !profile.isLabel) return undefined;
  if (channelName.test(nameWords)) return inference('channel', 0.85, 'how the response came in');
  const waysIn = shareOfValues(column, (value) => wayIn.test(value) && !reviewSite.test(value));
  return sourceName.test(nameWords) && waysIn > 0.5
    ? inference('channel', 0.8, 'values such as e-mail, web or phone')
    : undefined;
};

const language: Rule = (column) =>
  /^(?:(?:user|reviewer|review|survey|response|customer|ticket|comment) ?)?(?:lang(?:uage)?|locale|sprache|langue|idioma|lingua|taal)(?: code)?$/.test(
    column.nameWords,
  ) &&
  column.profile.filled > 0 &&
  shareOfValues(column, (value) => languageCode(value) !== undefined) > 0.6
    ? inference('language', 0.95, 'names languages')
    : undefined;

const voices: Rule = (column) =>
  column.profile.filled > 0 &&
  shareOfValues(column, (value) => voice.safeParse(value.toLowerCase()).success) === 1
    ? inference('voice', 0.9, 'distinguishes customers, employees and partners')
    : undefined;

const rulesBeforeContent: readonly Rule[] = [
  // Before names of employees: "is agent" names none.
  flagged,
  leftAloneRule,
  derivedGroups,
  // Before numbers: shops may be numbered.
  touchpoint,
  runningNumber,
  counts,
  status,
  finished,
  speaker,
  responseId,
];

const rulesAfterContent: readonly Rule[] = [respondent, account, channel, language, voices];

const firstOf =
  (rules: readonly Rule[]): Rule =>
  (column, exportedBy) => {
    for (const rule of rules) {
      const found = rule(column, exportedBy);
      if (found !== undefined) return found;
    }
    return undefined;
  };

/** What a column is by rules that come before looking for ratings, dates and comments in it. */
export const inferRecordField: Rule = firstOf(rulesBeforeContent);

/** What a column is that holds neither rating nor date, and may name somebody or something. */
export const inferNaming: Rule = firstOf(rulesAfterContent);

/** "Dora Lee", "José M. Ruiz" */
const personName = /^\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}\.?)?(?: (?:de|da|di|van|von|al|el))? \p{Lu}[\p{L}'’-]+$/u;

/** Nearly all of them different and nearly all of the form of a first and a last name. */
const looksLikeNames = (profile: ProfiledColumn['profile']): boolean => {
  const alike = [...profile.values.keys()].filter((value) => personName.test(value)).length;
  return (
    profile.values.size >= 5 && profile.distinctShare > 0.5 && alike > minShareOfCells * profile.values.size
  );
};

/** In a small file, too, a number of three digits or more that never comes again is no label. */
const areCodes = ({ filled, distinct, values }: ProfiledColumn['profile']): boolean =>
  filled >= 5 && distinct === filled && [...values.keys()].every((value) => /\d{3}/.test(value));

const labelOrNothing = ({ profile, nameWords }: ProfiledColumn): ColumnInference => {
  if (profile.filled === 0) return ignored('empty', 0.7);
  if (profile.webAddresses > 0.5 * profile.filled) return ignored('web addresses', 0.8);
  if (looksLikeNames(profile)) return personal('looks like names of people');
  if (/^contact(?: person)?$|ansprechpartner/.test(nameWords) && profile.distinctShare > 0.5)
    return personal('names people');
  if (areCodes(profile)) return ignored('a different code in every row', 0.6);
  if (/name$|^name|identifier/.test(nameWords) && profile.distinctShare > 0.5 && profile.filled >= 20)
    return personal('names, mostly unique');
  return profile.isLabel
    ? inference('attribute', 0.6, 'few distinct values')
    : ignored('almost all values are different', 0.6);
};

/** What is left: a label to compare by, or nothing of use. */
export const inferLabel = (column: ProfiledColumn): ColumnInference => ({
  ...labelOrNothing(column),
  leftover: true,
});
