import type { AnswerLedger, RowLedger } from '../../feedback/response/ledger.ts';
import type { Terminal } from '../terminal.ts';
import { count, plural, reasons } from './wording.ts';

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, n) => total + n, 0);

const withReasons = (name: string, counts: Readonly<Record<string, number>>): string[] =>
  sum(counts) === 0 ? [] : [`${name} ${count(sum(counts))} (${reasons(counts)})`];

const ifAny = (name: string, n: number): string[] => (n === 0 ? [] : [`${name} ${count(n)}`]);

const blankText = ({ blank = 0 }: RowLedger): string =>
  blank === 0 ? '' : ` (${count(blank)} without rating and comment)`;

/** @example rowsText(ledger) // '3,006 rows = accepted 2,976 + duplicate 6 + excluded 24 (preview 7, …)' */
export const rowsText = (rows: RowLedger): string => {
  const parts = [
    `accepted ${count(rows.accepted)}${blankText(rows)}`,
    ...ifAny('updated', rows.updated),
    ...ifAny('duplicate', rows.duplicate),
    ...withReasons('excluded', rows.excluded),
    ...withReasons('rejected', rows.rejected),
  ];
  return `${plural(rows.read, 'row')} = ${parts.join(' + ')}`;
};

/** @example answersText(ledger) // '12 answers possible = scored 9 + no comment 3' */
export const answersText = (answers: AnswerLedger): string => {
  const parts = [
    `scored ${count(answers.scored)}`,
    ...ifAny('no comment', answers['no-comment']),
    ...ifAny('no content', answers['no-content']),
    ...ifAny('unsupported language', answers['unsupported-language']),
  ];
  return `${plural(answers.asked, 'answer')} possible = ${parts.join(' + ')}`;
};

/** Both sums, one per line. */
export const ledgerPicture = (
  { rows, answers }: { readonly rows: RowLedger; readonly answers?: AnswerLedger | undefined },
  { style }: Pick<Terminal, 'style'>,
): string =>
  [rowsText(rows), ...(answers === undefined ? [] : [answersText(answers)])]
    .map((line) => `${style('dim', '·')} ${line}`)
    .join('\n');
