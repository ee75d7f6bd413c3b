import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { DigestAnswer } from '../../api/contract/reports.ts';
import { type ReportGrain, reportGrains } from '../../metrics/calendar/report-period.ts';
import { digestTitle, partialText, suppressedText } from '../../reports/digest/digest-markdown.ts';
import { wholeScope } from '../../reports/digest/digest-material.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { sparkline } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface DigestOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly grain: ReportGrain;
  readonly period?: string;
  readonly fresh?: boolean;
  readonly html?: string;
  readonly markdown?: string;
  readonly list?: boolean;
}

const examples = `
Examples:
  verbatim digest                                       the whole journey, last complete week
  verbatim digest --touchpoint delivery --grain month --period 2025-03
  verbatim digest --period 2025-03-24 --html week.html  a self-contained page with charts
  verbatim digest --list                                digests issued by schedules

Schedules stand in config/calendar.yaml of the bucket.`;

export const addDigest = (program: Command, shell: Shell): void => {
  const command = program
    .command('digest')
    .description('summarize a period in at most ten sentences, with figures')
    .option('--touchpoint <id>', 'one touchpoint; default: the whole journey')
    .addOption(new Option('--grain <grain>', 'length of the period').choices(reportGrains).default('week'))
    .option(
      '--period <period>',
      'a day in it, or a month for months and quarters; default: the last complete one with feedback',
    )
    .option('--fresh', 'compute it again, even if it was issued')
    .option('--html <file>', 'write it as an HTML page')
    .option('--markdown <file>', 'write it as Markdown')
    .option('--list', 'list the digests issued this year')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: DigestOptions) =>
    options.list === true ? listDigests(shell, options) : showDigest(shell, options),
  );
};

const listDigests = async (shell: Shell, options: DigestOptions): Promise<void> => {
  const list = await (await apiOf(shell, options)).listDigests();
  if (options.json) return printJson(shell, list);
  const { terminal } = shell;
  if (list.digests.length === 0) return terminal.print('No digests issued this year.');
  terminal.print(
    grid(
      [{ title: 'period' }, { title: 'grain' }, { title: 'scope' }, { title: 'issued' }],
      list.digests.map(({ period, grain, scope, issuedAt }) => [period, grain, scope, issuedAt]),
      terminal,
    ),
  );
};

const askedOf = ({ touchpoint, grain, period, fresh }: DigestOptions) => ({
  scope: touchpoint ?? wholeScope.id,
  grain,
  period: period ?? 'latest',
  fresh: fresh === true ? ('true' as const) : undefined,
});

const showDigest = async (shell: Shell, options: DigestOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  await writeForms(shell, client, options);
  const answer = await client.readDigest(askedOf(options));
  if (options.json) return printJson(shell, answer);
  shell.terminal.print(digestPicture(answer, shell.terminal));
};

const writeForms = async (shell: Shell, client: ApiClient, options: DigestOptions): Promise<void> => {
  const forms = [
    { file: options.html, format: 'html' },
    { file: options.markdown, format: 'md' },
  ] as const;
  for (const { file, format } of forms) {
    if (file === undefined) continue;
    const response = await client.response('readDigest', { ...askedOf(options), format });
    await writeFile(resolve(shell.directory, file), await response.bytes());
    shell.terminal.note(`Written: ${file}`);
  }
};

const digestPicture = ({ digest, narrative }: DigestAnswer, terminal: Terminal): string => {
  const title = terminal.style('bold', digestTitle(digest));
  if (digest.suppressed) return `${title}\n\n${suppressedText}`;
  const sentences = digest.facts.map(({ text }, index) => `${String(index + 1).padStart(2)}. ${text}`);
  const [first] = digest.headlines;
  const curve = sparkline(digest.curve.map(({ figure }) => figure?.value)).trim();
  const quotes = digest.quotes.map(
    ({ text, excerpt, touchpoint }) =>
      `  “${text}${excerpt ? ' …' : ''}” ${terminal.style('dim', touchpoint)}`,
  );
  const evidence = digest.facts.map(
    ({ evidence: path }, index) => `${String(index + 1).padStart(2)}. GET ${path}`,
  );
  const parts = [
    title,
    ...(narrative?.accepted === true ? [narrative.text] : []),
    sentences.join('\n'),
    ...(first === undefined || curve === '' ? [] : [`${first.name} by period  ${curve}`]),
    ...(quotes.length === 0 ? [] : [`In their words:\n${quotes.join('\n')}`]),
    ...(digest.partial ? [partialText] : []),
    terminal.style('dim', `Evidence for each sentence:\n${evidence.join('\n')}`),
  ];
  return parts.join('\n\n');
};
