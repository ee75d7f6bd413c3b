import type { FileShape } from '../../reading/source.ts';
import {
  exclusionOf,
  isExcludedInWords,
  isResponseStatus,
  isUnfinishedStatus,
} from '../../response/row-status.ts';
import { speakerRole } from '../../response/text/transcript.ts';
import type { ColumnMeaning } from '../mapping.ts';
import type { ColumnInference } from './column-inference.ts';
import { isShortName } from './header-words.ts';
import type { ProfiledColumn } from './table-profile.ts';

/** Finds the columns that say which rows count: the status of a response, and who wrote a message. */

/** The share of the filled cells whose value passes. */
export const shareOfValues = ({ profile }: ProfiledColumn, test: (value: string) => boolean): number => {
  let count = 0;
  for (const [value, times] of profile.values) if (test(value)) count += times;
  return profile.share(count);
};

const statusName =
  /\bstatus\b|\bdisposition\b|\bstatut\b|\bestatus\b|(?:antwort|bearbeitungs|teilnahme|umfrage|befragungs|fragebogen|respons)status\b|\b(?:state|estado|stato|etat) (?:(?:of|de|del|della|do|da|d) )?(?:(?:the|la|le|l|une) )?(?:response|survey|reponse|enquete|respuesta|encuesta|risposta|sondaggio|resposta|pesquisa)\b/;
/** Names that hold a status where the values say so. "State" and "Estado" may be a part of a country. */
const weakStatusName =
  /^(?:response|record|entry|submission|survey) ?(?:type|kind|mode)$|^complet(?:ion|ed|e)$|^mode$|^outcome$|^result$|^(?:data )?quality$|^env(?:ironment)?$|^umgebung$|^environnement$|^entorno$|^ambiente$|^(?:current )?state$|^estado$|^stato$|^etat$|^situacao$|^situacion$|^(?:art|typ) der antwort$|^antwort ?(?:art|typ)$|^type de reponse$|^tipo d[ei] (?:respuesta|resposta|risposta)$/;
/** Of a person, an order or a ticket, not of a response. */
const otherStatus =
  /\b(?:ticket|case|order|payment|customer|client|member(?:ship)?|loyalty|account|employment|job|marital|civil|delivery|shipping|subscription|contract|vip|united|home|birth|follow ?up|action|read|email|delivery|lead|deal|commande|livraison|paiement|contrat|pedido|pago|envio|entrega|contrato|cliente|ordine|pagamento|consegna|contratto|bestelling|betaling|levering|klant)\b/;

/** True for a name that promises the status of a response. */
export const namesStatus = (column: ProfiledColumn): boolean =>
  isShortName(column.nameWords) &&
  statusName.test(column.nameWords) &&
  !otherStatus.test(column.nameWords) &&
  !isOfTickets(column);

/** Tickets have a status, too. */
const isOfTickets = (column: ProfiledColumn): boolean =>
  shareOfValues(column, (value) =>
    /^(?:open|opened|solved|resolved|closed|pending|new|on-?hold|hold|waiting.*|snoozed|replied|reopened|escalated|in review|assigned|unassigned|offen|geschlossen|gelöst|ouverte?|résolue?|fermée?|abiert[oa]|resuelt[oa]|cerrad[oa]|apert[oa]|risolt[oa]|chius[oa]|abert[oa]|resolvid[oa]|fechad[oa]|opgelost|gesloten)$/i.test(
      value.trim(),
    ),
  ) > 0.5;

type Flag = NonNullable<Extract<ColumnMeaning, { field: 'status' }>['flag']>;

/** Names of columns of yes and no, and what a yes is. */
const flagNames: readonly (readonly [RegExp, Flag])[] = [
  [
    /^(?:(?:is|est|es|e|ist) )?(?:a |una? |uma? |ein )?(?:test|teste|essai|prueba|prova)(?: (?:response|record|entry|data|mode|flag|survey|ticket|order))?\??$|^test ?(?:daten|datensatz|antwort|teilnahme|reactie)\??$|^(?:reponse|respuesta|resposta|risposta) (?:de |di )?(?:test|teste|essai|prueba|prova)$/,
    'test',
  ],
  [
    /^(?:is )?(?:a )?preview(?: (?:response|mode|flag))?\??$|^vorschau$|^vista previa$|^anteprima$/,
    'preview',
  ],
  [/^(?:is )?(?:marked as )?spam(?: flag)?\??$|^(?:is )?(?:bot|fraud)(?: (?:flag|response))?\??$/, 'spam'],
  [
    /^(?:is )?(?:deleted|excluded|invalid)(?: flag)?\??$|^geloscht$|^ungultig$|^supprimee?$|^eliminad[oa]$|^eliminat[oa]$|^verwijderd$/,
    'deleted',
  ],
  [/^(?:is )?(?:disqualified|screened out)\??$/, 'disqualified'],
  [
    /^(?:(?:is|from|by|sent by|written by) )+(?:an? )?(?:agent|staff|employee|operator|company|support|admin|business|me|us)\??$|^(?:is )?(?:outbound|outgoing)\??$|^(?:is )?(?:an? )?(?:internal|private) (?:note|comment|reply|message)\??$|^is (?:internal|private|automated|agent reply|system message)\??$|^von (?:uns|agent|mitarbeiter)$/,
    'company-message',
  ],
];

/** The same where a no is what excludes. */
const contraryNames: readonly (readonly [RegExp, Flag])[] = [
  [/^(?:is )?valid(?: response)?\??$|^(?:ist )?gultig$|^valide$|^valid[oa]$|^geldig$/, 'deleted'],
  [
    /^(?:(?:is )?(?:from|by|sent by|written by)) (?:an? |the )?(?:customer|client|user|end user|requester|visitor|guest|kunde)\??$|^(?:is )?(?:inbound|incoming)\??$|^(?:is )?public (?:note|comment|reply|message)\??$/,
    'company-message',
  ],
];

const yesOrNo =
  /^(?:true|false|0|1|yes|no|y|n|ja|nein|nee|oui|non|s[ií]|sim|não|x|wahr|falsch|vrai|faux|verdadero|verdadeiro|falso|vero|waar|onwaar)$/i;

const statusInference = (flag?: Flag, on?: 'no'): ColumnInference => ({
  meaning: {
    field: 'status',
    ...(flag === undefined ? {} : { flag }),
    ...(on === undefined ? {} : { on }),
  },
  confidence: 0.95,
  because:
    flag === undefined
      ? 'distinguishes previews, tests and spam from real responses'
      : `rows with a ${on ?? 'yes'} are excluded: ${flag}`,
});

const hasBoth = (column: ProfiledColumn, test: (value: string) => boolean): boolean =>
  shareOfValues(column, test) > 0;

const flagNamed = (
  { nameWords }: ProfiledColumn,
  names: readonly (readonly [RegExp, Flag])[],
): Flag | undefined => names.find(([pattern]) => pattern.test(nameWords))?.[1];

/** A column of yes and no that says which rows do not count. */
export const flagged = (column: ProfiledColumn): ColumnInference | undefined => {
  const isFlag = column.profile.filled > 0 && shareOfValues(column, (value) => yesOrNo.test(value)) === 1;
  if (!isFlag) return undefined;
  const flag = flagNamed(column, flagNames);
  if (flag !== undefined) return statusInference(flag);
  const contrary = flagNamed(column, contraryNames);
  return contrary === undefined ? undefined : statusInference(contrary, 'no');
};

export const status = (
  column: ProfiledColumn,
  exportedBy: FileShape['exportedBy'],
): ColumnInference | undefined => {
  const { nameWords, profile } = column;
  const isPlain = /^(?:response |survey |record )?status$/.test(nameWords);
  if (exportedBy === 'qualtrics' && isPlain) return statusInference();
  if (profile.filled === 0 || profile.plainNumbers > 0.5 * profile.filled) return flagged(column);
  const isWeak = weakStatusName.test(nameWords) && hasBoth(column, isExcludedInWords);
  if (!isPlain && !isWeak && !namesStatus(column)) return flagged(column);
  const known = shareOfValues(column, isResponseStatus);
  const says = (value: string): boolean => exclusionOf(value) !== undefined || isUnfinishedStatus(value);
  if (known > 0.5 && hasBoth(column, says)) return statusInference();
  return !isWeak && hasBoth(column, isPlainlyExcluded) ? statusInference() : undefined;
};

/** Words that no other status has: orders and accounts are deleted and rejected, too. */
const isPlainlyExcluded = (value: string): boolean =>
  isExcludedInWords(value) && exclusionOf(value) !== 'deleted';

const finishedWord =
  /^(?:true|false|0|1|yes|no|y|n|completed?|partial|started|incomplete|unfinished|ja|nein|nee|oui|non|s[ií]|sim|não|wahr|falsch|vrai|faux|verdadero|verdadeiro|falso|vero|waar|onwaar)$/i;

export const finished = (column: ProfiledColumn): ColumnInference | undefined =>
  /^(?:(?:is )?(?:finished|completed?) ?\??|complete status|response type|(?:umfrage )?(?:abgeschlossen|beendet)|terminee?|complet[oae]?|finalizad[oa]|completad[oa]|terminad[oa]|completat[oa]|concluid[oa]|voltooid|afgerond)$/.test(
    column.nameWords,
  ) &&
  column.profile.filled > 0 &&
  shareOfValues(column, (value) => finishedWord.test(value)) === 1
    ? {
        meaning: { field: 'finished' },
        confidence: 0.95,
        because: 'says whether the respondent reached the end',
      }
    : undefined;

const speakerName =
  /\b(?:author|sender|speaker|role|from|participant|actor|by|user|writer|message|part|sent|direction|who|type|event|absender|verfasser|richtung|rolle|teilnehmer|von|auteur|expediteur|emetteur|sens|autora?|remitente|emisor|direccion|rol|mittente|autore|direzione|ruolo|remetente|direcao|papel|afzender|richting)\b/;
/** Nearly all values name a role. */
const minShareOfRoles = 0.9;

/** Who wrote a message, where a row is a message: roles of customers and of the company, and nothing else. */
export const speaker = (column: ProfiledColumn): ColumnInference | undefined => {
  const { nameWords, profile } = column;
  if (profile.filled === 0 || profile.distinct > 60 || !speakerName.test(nameWords)) return undefined;
  const roles = shareOfValues(column, (value) => speakerRole(value) !== undefined);
  const hasCustomer = hasBoth(column, (value) => speakerRole(value) === 'customer');
  const hasCompany = hasBoth(column, (value) => speakerRole(value) === 'company');
  return roles >= minShareOfRoles && hasCustomer && hasCompany
    ? {
        meaning: { field: 'speaker' },
        confidence: 0.9,
        because: 'who wrote the message; only those of customers count',
      }
    : undefined;
};
