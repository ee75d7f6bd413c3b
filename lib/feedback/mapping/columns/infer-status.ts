import type { FileShape } from '../../reading/source.ts';
import {
  type ExclusionReason,
  exclusionOf,
  isResponseStatus,
  isUnfinishedStatus,
} from '../../response/row-status.ts';
import { speakerRole } from '../../response/text/transcript.ts';
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

const statusName = /\bstatus\b|\bstate\b|\bdisposition\b/;
/** Names that hold a status where the values say so. */
const weakStatusName =
  /^(?:response|record|entry|submission|survey) ?(?:type|kind|mode)$|^complet(?:ion|ed|e)$|^mode$|^outcome$|^result$/;
/** Of a person, an order or a ticket, not of a response. */
const otherStatus =
  /\b(?:ticket|case|order|payment|customer|client|member(?:ship)?|loyalty|account|employment|job|marital|civil|delivery|shipping|subscription|contract|vip|united|home|birth|follow ?up|action|read|email|delivery|lead|deal)\b/;

/** True for a name that promises the status of a response. */
export const namesStatus = (column: ProfiledColumn): boolean =>
  isShortName(column.nameWords) &&
  statusName.test(column.nameWords) &&
  !otherStatus.test(column.nameWords) &&
  !isOfTickets(column);

/** Tickets have a status, too. */
const isOfTickets = (column: ProfiledColumn): boolean =>
  shareOfValues(column, (value) =>
    /^(?:open|opened|solved|resolved|closed|pending|new|on-?hold|hold|waiting.*|snoozed|replied|reopened|escalated|in review|assigned|unassigned|offen|geschlossen|gelöst)$/i.test(
      value.trim(),
    ),
  ) > 0.5;

const flagNames: readonly (readonly [RegExp, ExclusionReason])[] = [
  [
    /^(?:is )?(?:a )?test(?: (?:response|record|entry|data|mode|flag|survey|ticket|order))?\??$|^testdaten$/,
    'test',
  ],
  [/^(?:is )?(?:a )?preview(?: (?:response|mode|flag))?\??$/, 'preview'],
  [/^(?:is )?(?:marked as )?spam(?: flag)?\??$|^(?:is )?(?:bot|fraud)(?: (?:flag|response))?\??$/, 'spam'],
  [/^(?:is )?deleted(?: flag)?\??$|^geloscht$/, 'deleted'],
  [/^(?:is )?(?:disqualified|screened out)\??$/, 'disqualified'],
];

const yesOrNo = /^(?:true|false|0|1|yes|no|y|n|ja|nein|oui|non|s[ií]|x)$/i;

const statusInference = (flag?: ExclusionReason): ColumnInference => ({
  meaning: {
    field: 'status',
    ...(flag === undefined || flag === 'company-message' || flag === 'erased' ? {} : { flag }),
  },
  confidence: 0.95,
  because:
    flag === undefined
      ? 'distinguishes previews, tests and spam from real responses'
      : `rows with a yes are excluded: ${flag}`,
});

const hasBoth = (column: ProfiledColumn, test: (value: string) => boolean): boolean =>
  shareOfValues(column, test) > 0;

const flagged = (column: ProfiledColumn): ColumnInference | undefined => {
  const flag = flagNames.find(([pattern]) => pattern.test(column.nameWords))?.[1];
  const isFlag = column.profile.filled > 0 && shareOfValues(column, (value) => yesOrNo.test(value)) === 1;
  return flag !== undefined && isFlag ? statusInference(flag) : undefined;
};

/** Words that no other status has. */
const plainlyExcluded = /preview|^(?:survey )?test|spam|screen(?:ed)? ?out|disqualif|over ?quota|quota full/i;

export const status = (
  column: ProfiledColumn,
  exportedBy: FileShape['exportedBy'],
): ColumnInference | undefined => {
  const { nameWords, profile } = column;
  const isPlain = /^(?:response |survey |record )?status$/.test(nameWords);
  if (exportedBy === 'qualtrics' && isPlain) return statusInference();
  if (profile.filled === 0 || profile.plainNumbers > 0.5 * profile.filled) return flagged(column);
  const isWeak =
    weakStatusName.test(nameWords) && hasBoth(column, (value) => exclusionOf(value) !== undefined);
  if (!isPlain && !isWeak && !namesStatus(column)) return flagged(column);
  const known = shareOfValues(column, isResponseStatus);
  const says = (value: string): boolean => exclusionOf(value) !== undefined || isUnfinishedStatus(value);
  if (known > 0.5 && hasBoth(column, says)) return statusInference();
  return hasBoth(column, (value) => plainlyExcluded.test(value)) ? statusInference() : undefined;
};

const finishedWord =
  /^(?:true|false|0|1|yes|no|y|n|completed?|partial|started|incomplete|unfinished|ja|nein|oui|non)$/i;

export const finished = (column: ProfiledColumn): ColumnInference | undefined =>
  /^(?:finished|completed?|is complete|complete status|response type)$/.test(column.nameWords) &&
  column.profile.filled > 0 &&
  shareOfValues(column, (value) => finishedWord.test(value)) === 1
    ? {
        meaning: { field: 'finished' },
        confidence: 0.95,
        because: 'says whether the respondent reached the end',
      }
    : undefined;

const speakerName =
  /\b(?:author|sender|speaker|role|from|participant|actor|by|user|writer|message|part|sent|direction|who)\b/;
/** Nearly all values name a role. */
const minShareOfRoles = 0.9;

/** Who wrote a message, where a row is a message: roles of customers and of the company, and nothing else. */
export const speaker = (column: ProfiledColumn): ColumnInference | undefined => {
  const { nameWords, profile } = column;
  if (profile.filled === 0 || profile.distinct > 12 || !speakerName.test(nameWords)) return undefined;
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
