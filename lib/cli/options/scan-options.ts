import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { Condition } from '../../disclosure/narrowing.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type ApiCommandOptions, withApiOptions } from './api-options.ts';

/** The options of commands that read the stored responses of a period. */
export interface ScanOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly where?: string;
}

const withSpan = (command: Command): Command =>
  command
    .option('--touchpoint <id>', 'this touchpoint only; default: all')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month');

const withOutput = (command: Command): Command => withApiOptions(command.option('--json', 'print JSON'));

/** The options for touchpoint and period. */
export const withScopeOptions = (command: Command): Command => withOutput(withSpan(command));

/** The same, with conditions on dimensions. */
export const withScanOptions = (command: Command): Command =>
  withOutput(
    withSpan(command).option(
      '--where <conditions>',
      'conditions dimension:value, at most two, e.g. channel:web,plan:gold',
    ),
  );

export const scopeQuery = ({ touchpoint, from, to, where }: ScanOptions) => ({
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

const periodText = (from: string | undefined, to: string | undefined): string =>
  from === undefined && to === undefined ? 'All feedback' : `${from ?? 'the first'} to ${to ?? 'the last'}`;

const isDay = (bound: string | undefined): boolean => bound?.length === 10;

/** Notes what an answer covers: its conditions, what was suppressed, and whole months where days were requested. */
const noteScope = (asked: ScanOptions, answered: Answered, terminal: Terminal): void => {
  const { partial, from, to, where = [] } = answered;
  if (where.length > 0) terminal.note(`Only ${where.map(conditionText).join(' and ')}.`);
  if (partial) terminal.note('Groups below the minimum size are left out.');
  terminal.print(terminal.style('dim', periodText(from, to)));
  if ((isDay(asked.from) || isDay(asked.to)) && !(isDay(from) || isDay(to)))
    terminal.note('Months count as a whole here.');
};

/** Shown in place of a suppressed answer. */
const suppressedText = ({ where }: ScanOptions): string => {
  const hint = where?.includes(',') ? ' A pair declared in config/metrics.yaml discloses more.' : '';
  return `Suppressed: this group is below the minimum size, or would reveal one that is.${hint}`;
};

type Drawn<Answer> = Exclude<Answer, { readonly suppressed: true }>;

const isDrawn = <Answer extends Answered>(answer: Answer): answer is Drawn<Answer> =>
  !('suppressed' in answer);

/**
 * The answer of a scan if it is to be drawn. An answer requested as JSON, or suppressed, is printed here, and so is that nothing is loaded yet;
 * the result is then undefined.
 */
export const answerToDraw = async <Answer extends Answered>(
  shell: Shell,
  asked: ScanOptions,
  { client, answer }: { readonly client: ApiClient; readonly answer: Answer },
): Promise<Drawn<Answer> | undefined> => {
  const { terminal } = shell;
  if (asked.json) printJson(shell, answer);
  else if (isDrawn(answer)) {
    const isUndated = answer.from === undefined && answer.to === undefined;
    if (isUndated && (await saysNothingYet(client, terminal))) return undefined;
    noteScope(asked, answer, terminal);
    return answer;
  } else terminal.print(suppressedText(asked));
  return undefined;
};
