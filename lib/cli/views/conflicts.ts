import type { Command } from 'commander';
import type { Conflict } from '../../insights/responses/conflict-report.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScanOptions } from '../options/scan-options.ts';
import { count, plural, shareText, withN } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  verbatim conflicts
  verbatim conflicts --touchpoint delivery --from 2025-03 --to 2025-04 --json`;

export const addConflicts = (program: Command, shell: Shell): void => {
  const command = program
    .command('conflicts')
    .description('show where score and text disagree: promoters who complain, detractors who praise')
    .addHelpText('after', examples);
  withScanOptions(command).action((options: ScanOptions) => showConflicts(shell, options));
};

const showConflicts = async (shell: Shell, options: ScanOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const received = await client.readConflicts(scopeQuery(options));
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  if (answer.conflicts.length === 0)
    return terminal.print('No conflicts, or none above the minimum group size.');
  terminal.print(answer.conflicts.map((conflict) => picture(conflict, terminal)).join('\n\n'));
};

const maxIssues = 5;

const titles = {
  'promoters-who-complain': { nps: 'promoters who complain', others: 'satisfied who complain' },
  'detractors-who-praise': { nps: 'detractors who praise', others: 'dissatisfied who praise' },
} as const satisfies Record<Conflict['kind'], object>;

/** Promoters and detractors are of NPS only. */
const titleOf = (kind: Conflict['kind'], scale: string): string =>
  titles[kind][scale.startsWith('nps:') ? 'nps' : 'others'];

const picture = (
  { scale, kind, responses, share, themes, issues, quotes }: Conflict,
  { style }: Terminal,
): string =>
  [
    `${style('bold', titleOf(kind, scale))}  ${scale}`,
    `${plural(responses, 'response')}, ${withN(shareText(share), share)} of those who commented`,
    ...(themes.length === 0
      ? []
      : [`about ${themes.map((theme) => `${theme.theme} ${count(theme.responses)}`).join(', ')}`]),
    ...(issues.length === 0
      ? []
      : [
          `they say ${issues
            .slice(0, maxIssues)
            .map(({ name, responses: said }) => `“${name}” ${count(said)}`)
            .join(', ')}`,
        ]),
    ...quotes.map(({ text, excerpt }) => style('dim', `“${text}${excerpt ? ' …' : ''}”`)),
  ].join('\n');
