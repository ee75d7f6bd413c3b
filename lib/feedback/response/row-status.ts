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
  [/\bpreview\b|^vorschau$|^apercu$|^vista previa$|^anteprima$/, 'preview'],
  [
    /^(?:\p{L}+ )?(?:test|testing|tests)(?: \p{L}+)?$|^dry run$|^sandbox$|^testantwort$|^prueba$|^prova$/u,
    'test',
  ],
  [/\bspam\b|^bots?$|^bot response$|\bfraud|^suspicious|^junk$|^betrug|^fraude/, 'spam'],
  [
    /^(?:deleted|removed|discarded|trashe?d?|invalid|void(?:ed)?|excluded|rejected|geloscht|ungultig|verworfen|supprime|invalide|eliminad[oa]|borrado|no valid[oa]|eliminato|excluido|apagado|verwijderd|ongeldig)(?: \p{L}+)?$/u,
    'deleted',
  ],
  [
    /disqualif|screen(?:ed)? ?out|\bterminated\b|over ?quota|quota ?(?:full|met|exceeded)|^ineligible$|not (?:qualified|eligible)|unqualified|ausgeschlossen|ausgescreent|descalific|desclassific|squalific|gediskwalificeerd/,
    'disqualified',
  ],
];

const unfinishedWords =
  /^(?:partial(?:ly)?(?: complete[d]?| response)?|incomplete|unfinished|not (?:finished|completed?)|in progress|started|begun|abandoned|dropped(?: out)?|drop ?out|break ?off|suspended|saved|quit|teilweise|unvollstandig|abgebrochen|begonnen|nicht beendet|partiel(?:le)?|incomplet|inacheve|en cours|abandonne|parcial|incomplet[oa]|en curso|abandonado|parziale|non completat[oa]|in corso|em andamento|gedeeltelijk|onvolledig|afgebroken)$/;
const finishedWords =
  /^(?:completed?|finished|done|submitted|full|valid|qualified|approved|published|regular|normal|live|real|imported|ip address|vollstandig|abgeschlossen|beendet|fertig|gultig|termine|complet|valide|complet[oa]|completad[oa]|finalizad[oa]|terminad[oa]|enviado|completat[oa]|concluid[oa]|volledig|voltooid|afgerond|geldig)$/;
const no = new Set(['false', '0', 'no', 'n', 'nein', 'non', 'nee', 'nao']);
const yes = new Set(['true', '1', 'yes', 'y', 'ja', 'oui', 'si', 'sim', 'x']);

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
