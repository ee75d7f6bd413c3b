import type { BatchDetails, BatchView } from '../../api/contract/batches.ts';
import { errorOf } from '../../errors.ts';
import type { Terminal } from '../terminal.ts';
import { ledgerPicture } from './render-ledger.ts';
import { mappingPicture, questionsPicture, warningsPicture } from './render-mapping.ts';
import { plural } from './wording.ts';

const statusStyles = {
  complete: 'green',
  ingesting: 'cyan',
  analyzing: 'cyan',
  held: 'yellow',
  incomplete: 'yellow',
  refused: 'red',
  superseded: 'dim',
  undone: 'dim',
} as const satisfies Record<BatchView['status'], string>;

export const statusText = ({ status }: BatchView, { style }: Terminal): string =>
  style(statusStyles[status], status);

/** The file of a batch, with its member if it is an archive. */
export const nameOf = ({ objectKey, member }: Pick<BatchView, 'objectKey' | 'member'>): string =>
  objectKey.replace(/^uploads\//u, '') + (member === undefined ? '' : `/${member}`);

type FailedPart = NonNullable<BatchDetails['failures']>[number];

/** @example failureText({ part: 'chunk', chunk: 7, rows: 1000, code: 'internal', message: 'TimeoutException' }) // 'chunk 7, 1,000 rows, TimeoutException (internal)' */
const failureText = ({ part, chunk, rows, touchpoint, code, message }: FailedPart): string => {
  const what = {
    chunk: `chunk ${chunk}, ${plural(rows, 'row')}`,
    search: `chunk ${chunk}, the search for responses that moved`,
    summary: touchpoint === undefined ? 'summaries' : `summaries of ${touchpoint}`,
    undo: 'undo',
  } as const;
  return `${what[part]}, ${message} (${code})`;
};

/** A batch: status, ledgers, error, mapping, what to check, open questions. */
export const batchPicture = (batch: BatchDetails, terminal: Terminal): string => {
  const { rows, answers, questions = [], error, rejects, possibleDuplicates, mapping, supersedes } = batch;
  const { failures = [] } = batch;
  return [
    `${terminal.style('bold', nameOf(batch))}  ${statusText(batch, terminal)}  ${terminal.style('dim', batch.batchId)}`,
    ...(error === undefined ? [] : [errorOf(error).toString()]),
    ...failures.map((failure) => `${batch.status}: ${failureText(failure)}`),
    ...(failures.length === 0 ? [] : [`to try again: verbatim redrive ${batch.batchId}`]),
    ...(rows === undefined ? [] : [ledgerPicture({ rows, answers }, terminal)]),
    ...(possibleDuplicates > 0
      ? [`${possibleDuplicates} of the duplicates may be different customers who wrote the same`]
      : []),
    ...(rejects === undefined ? [] : [`rejected rows, to correct: verbatim rejects ${batch.batchId}`]),
    ...(supersedes === undefined
      ? []
      : [`takes the place of ${nameOf(supersedes)}, the same content; undo loads that again`]),
    ...(mapping === undefined ? [] : [`\n${mappingPicture(mapping.columns, terminal)}`]),
    ...(mapping === undefined || mapping.warnings.length === 0
      ? []
      : [`\n${warningsPicture(mapping.warnings, terminal)}`]),
    ...(questions.length === 0 ? [] : [`\n${questionsPicture(questions, terminal)}`]),
  ].join('\n');
};
