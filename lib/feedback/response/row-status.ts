/** Rows that are not answers of customers, and answers that were not finished, in the words of survey tools. */

export type ExclusionReason =
  | 'preview'
  | 'test'
  | 'spam'
  /** Deleted or declared invalid in the tool. */
  | 'deleted'
  /** The survey ended early because the respondent was not of those asked for, or there were enough. */
  | 'disqualified'
  /** A message of the company: an agent, a bot, a note. */
  | 'company-message'
  /** It names the columns again. */
  | 'repeated-header'
  /** Of a person whose data were erased. */
  | 'erased';

/** Codes of Qualtrics' numeric exports. */
const byCode: Readonly<Record<string, ExclusionReason>> = {
  '1': 'preview',
  '9': 'preview',
  '17': 'preview',
  '2': 'test',
  '8': 'spam',
  '12': 'spam',
};

const byWords: readonly (readonly [RegExp, ExclusionReason])[] = [
  [
    /\bpreview\b|\bvorschau|\bapercu\b|previsualisation|\bvista previa\b|previsualizacion|\banteprima\b|pre ?visualizacao|\bvoorbeeld\b|voorvertoning/,
    'preview',
  ],
  [
    /^(?!(?:no|not|non|kein\w*|pas|geen|nao)\b).*\b(?:test(?:s|e|ing)?|test(?:antwort|daten|teilnahme|fall|lauf|eintrag|umfrage|reactie|inzending|reponse)\w*|essai|prueba|prova|dry run|sandbox|staging|dummy|demo)\b|^(?:dev|development|qa|uat)$/u,
    'test',
  ],
  [
    /\bspam\b|^(?:duplicated?(?: (?:response|entry|submission|record))?|doppelt|dublette|duplikat|doublons?|duplicad[oa]|duplicat[oa]|dubbel|duplicaat)$|^bots?$|^bot response$|\bfraud|^suspicious|^junk$|^betrug|^fraude|^(?:speeder|straight ?liner?)s?$/,
    'spam',
  ],
  [
    /^(?:deleted|removed|discarded|trashe?d?|invalid|void(?:ed)?|excluded|rejected|geloscht|ungultig|verworfen|abgelehnt|nicht gultig|supprimee?|rejetee?|refusee?|(?:in|non )valid(?:e|[oa])|eliminad[oa]|borrad[oa]|anulad[oa]|rechazad[oa]|(?:no|nao) valid[oa]|eliminat[oa]|annullat[oa]|cancellat[oa]|excluid[oa]|removid[oa]|apagad[oa]|rejeitad[oa]|verwijderd|ongeldig|afgekeurd)(?: \p{L}+)?$/u,
    'deleted',
  ],
  [
    /disqualif|desqualific|descalific|desclassific|squalific|gediskwalif|screen(?:ed)? ?out|\bterminated\b|over ?quota|quota ?(?:full|met|exceeded|atteint|completo|raggiunt)|^ineligible$|not (?:qualified|eligible)|unqualified|ausgeschlossen|ausgescreent|ausgeschieden|nicht qualifiziert|quote (?:voll|erreicht)|\bexclue?s?\b|non (?:eligible|qualifiee?)|no apt[oa]|fuera de cuota|\besclus[oa]\b|uitgesloten/,
    'disqualified',
  ],
];

const unfinishedWords =
  /^(?:partial(?:ly)?(?: complete[d]?| response)?|incomplete|unfinished|not (?:finished|completed?)|in progress|started|begun|abandoned|dropped(?: out)?|drop ?out|break ?off|suspended|saved|quit|timed out|teilweise(?: (?:beantwortet|ausgefullt))?|unvollstandig|abgebrochen|begonnen|unterbrochen|nicht (?:beendet|abgeschlossen|fertig)|in bearbeitung|partiel(?:le)?(?:ment)?|incomplete?s?|inacheve?e?|non terminee?|commencee?|en cours|abandonnee?|parcial(?:mente)?|incomplet[oa]|inacabad[oa]|iniciad[oa]|en (?:curso|progreso)|abandonad[oa]|sin terminar|parziale?|incompiut[oa]|iniziat[oa]|non (?:completat|terminat)[oa]|in corso|em andamento|nao (?:concluid|finalizad)[oa]|gedeeltelijk|onvolledig|afgebroken|niet (?:afgerond|voltooid))$/;
const finishedWords =
  /^(?:completed?|finished|done|submitted|responded|answered|received|accepted|full|valid|qualified|approved|published|regular|normal|live|real|prod(?:uction)?|imported|ip address|vollstandig(?: ausgefullt)?|komplett|abgeschlossen|abgesendet|eingereicht|beendet|fertig|gultig|terminee?s?|complete?e?s?|envoyee?|soumise?|valide?e?|complet[oa]|completad[oa]|finalizad[oa]|terminad[oa]|enviad[oa]|valid[oa]|completat[oa]|terminat[oa]|conclus[oa]|inviat[oa]|concluid[oa]|volledig|voltooid|afgerond|ingevuld|verzonden|geldig)$/;
const no = new Set('false 0 no n nein non nee nao falsch faux falso onwaar'.split(' '));
const yes = new Set('true 1 yes y ja oui si sim x wahr vrai verdadero verdadeiro vero waar'.split(' '));

const plain = (cell: string): string =>
  cell
    .trim()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Why a row with this status does not count, undefined where it does. @example exclusionOf('Screened out') // 'disqualified' */
export const exclusionOf = (status: string): ExclusionReason | undefined => {
  const words = plain(status);
  if (words === '') return undefined;
  return byCode[words] ?? byWords.find(([pattern]) => pattern.test(words))?.[1];
};

/** True for a status that says that the respondent stopped before the end. */
export const isUnfinishedStatus = (status: string): boolean => unfinishedWords.test(plain(status));

/** True for a status of a response, in the words of any tool; codes alone say nothing. */
export const isResponseStatus = (status: string): boolean => {
  const words = plain(status);
  return (
    unfinishedWords.test(words) ||
    finishedWords.test(words) ||
    byWords.some(([pattern]) => pattern.test(words))
  );
};

/** True where a cell of a "finished" column says that the respondent stopped before the end. */
export const saysUnfinished = (cell: string): boolean => no.has(plain(cell)) || isUnfinishedStatus(cell);

/** True for a cell that says yes, as in a column "Is test". */
export const saysYes = (cell: string): boolean => yes.has(plain(cell));

/** True for a cell that says no, as in a column "Valid". */
export const saysNo = (cell: string): boolean => no.has(plain(cell));

/** True for a word that {@link exclusionOf} excludes, false for a code. */
export const isExcludedInWords = (status: string): boolean =>
  !/^\d+$/.test(status.trim()) && exclusionOf(status) !== undefined;
