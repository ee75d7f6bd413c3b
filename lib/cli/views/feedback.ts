import { type Command, Option } from 'commander';
import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { FeedbackEntry } from '../../api/contract/comments/feedback.ts';
import type { AnalyzedAnswer } from '../../feedback/response/copy.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface FeedbackOptions extends ApiCommandOptions {
  readonly from?: string;
  readonly to?: string;
  readonly label?: SentimentLabel;
  readonly theme?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

const examples = `
Examples:
  verbatim feedback delivery --label negative --limit 20
  verbatim feedback delivery --theme delivery --from 2025-03-24 --to 2025-04-06
  verbatim feedback delivery --json --cursor CURSOR     the next page`;

export const addFeedback = (program: Command, shell: Shell): void => {
  const command = program
    .command('feedback')
    .description('read what customers wrote at a touchpoint, newest first')
    .argument('<touchpoint>', 'touchpoint id')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .addOption(
      new Option('--label <label>', 'only answers with this sentiment').choices([
        'negative',
        'neutral',
        'positive',
      ]),
    )
    .option('--theme <id>', 'only answers about this theme; with --label: with this sentiment about it')
    .option('--limit <n>', 'responses per page, 1 to 200', '20')
    .option('--cursor <cursor>', 'continue after the page that printed this cursor')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((touchpoint: string, options: FeedbackOptions) =>
    showFeedback(shell, touchpoint, options),
  );
};

const showFeedback = async (shell: Shell, touchpoint: string, options: FeedbackOptions): Promise<void> => {
  const { from, to, label, theme, limit, cursor } = options;
  const client = await apiOf(shell, options);
  const page = await client.touchpointFeedback({ touchpoint, from, to, label, theme, limit, cursor });
  if (options.json) return printJson(shell, page);
  const { terminal } = shell;
  if (page.partial) terminal.note(hiddenText(page.withheld));
  if (page.suppressed)
    return terminal.print('Suppressed: fewer respondents match than the minimum for quotes.');
  if (page.feedback.length === 0) return terminal.print('No matching feedback.');
  terminal.print(page.feedback.map((entry) => entryPicture(entry, terminal)).join('\n\n'));
  if (page.cursor !== undefined) terminal.note(`\nNext page: --cursor ${page.cursor}`);
};

const hiddenText = (withheld: number | undefined): string =>
  withheld === undefined
    ? 'Some days of this period are hidden: fewer respondents than the minimum for quotes.'
    : `${plural(withheld, 'response')} of this period ${withheld === 1 ? 'is' : 'are'} hidden: fewer respondents on those days than the minimum for quotes.`;

const entryPicture = (entry: FeedbackEntry, { style }: Terminal): string => {
  const ratings = Object.entries(entry.ratings).map(([key, value]) => `${key} ${value}`);
  const when = entry.submittedAt ?? entry.written?.replace('/', ' to ');
  const heading = [when, ...ratings].join('  ');
  return [style('dim', heading), ...entry.answers.map((answer) => answerPicture(answer, style))].join('\n');
};

const labelStyles = { negative: 'red', neutral: 'dim', positive: 'green' } as const;

const answerPicture = ({ text, analysis }: AnalyzedAnswer, style: Terminal['style']): string => {
  if (analysis.status !== 'scored') return `${style('dim', analysis.status)}  ${text}`;
  const { label, score, mixed } = analysis.sentiment;
  const sentiment = style(labelStyles[label], `${label}${mixed ? ', mixed' : ''} ${score.toFixed(2)}`);
  const themes = analysis.themes
    .map(({ id, sentiment: own }) => (own.label === label ? id : `${id} (${own.label})`))
    .join(', ');
  return `${sentiment}${themes === '' ? '' : `  ${style('cyan', themes)}`}\n${text}`;
};
