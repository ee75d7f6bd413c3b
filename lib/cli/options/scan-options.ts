import type { Command } from 'commander';
import type { Condition } from '../../disclosure/narrowing.ts';
import type { Query } from '../connection/api-client.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type ApiCommandOptions, withApiOptions } from './api-options.ts';

/** What commands that read the stored responses of a period are asked. */
export interface ScanOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly where?: string;
}

const withSpan = (command: Command): Command =>
  command
    .option('--touchpoint <id>', 'only this one; default: all')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month');

const withOutput = (command: Command): Command => withApiOptions(command.option('--json', 'print JSON'));

/** The options of a touchpoint and a time. */
export const withScopeOptions = (command: Command): Command => withOutput(withSpan(command));

/** The same, and conditions on dimensions. */
export const withScanOptions = (command: Command): Command =>
  withOutput(
    withSpan(command).option(
      '--where <conditions>',
      'dimension:value, at most two, e.g. channel:web,plan:gold',
    ),
  );

export const scopeQuery = ({ touchpoint, from, to, where }: ScanOptions): Query => ({
  touchpoint,
  from,
  to,
  where,
});

interface Answered {
  readonly partial?: true;
  readonly from?: string;
  readonly to?: string;
  readonly where?: readonly Condition[];
}

const conditionText = ({ dimension, value }: Condition): string =>
  value === '' ? `without ${dimension}` : `${dimension} "${value}"`;

/** Says beside an answer of whom it is: under which conditions, without whom, and of whole months where days were asked for. */
const noteScope = (
  asked: ScanOptions,
  { partial, from, to, where = [] }: Answered,
  terminal: Terminal,
): void => {
  if (where.length > 0) terminal.note(`Only ${where.map(conditionText).join(' and ')}.`);
  if (partial) terminal.note('What is of too few people to be told of is left out.');
  if (asked.from !== from || asked.to !== to)
    terminal.note(`By the month: ${from ?? 'the first'} to ${to ?? 'the last'}, each whole.`);
};

/** What stands in place of an answer of which nothing may be shown. */
const suppressedText = ({ where }: ScanOptions): string => {
  const hint = where?.includes(',') ? ' A pair that config/metrics.yaml declares shows more.' : '';
  return `Too few people are in that scope, or others would follow from it.${hint}`;
};

type Drawn<Answer> = Exclude<Answer, { readonly suppressed: true }>;

/**
 * The answer of a scan where a picture of it is wanted: one that is asked for as JSON, or suppressed, is printed here and gives
 * undefined.
 */
export const answerToDraw = <Answer extends Answered>(
  shell: Shell,
  asked: ScanOptions,
  answer: Answer,
): Drawn<Answer> | undefined => {
  const { terminal } = shell;
  if (asked.json) printJson(shell, answer);
  else if ('suppressed' in answer) terminal.print(suppressedText(asked));
  else {
    noteScope(asked, answer, terminal);
    return answer as Drawn<Answer>;
  }
  return undefined;
};
