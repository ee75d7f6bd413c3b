import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { DigestAnswer } from '../../api/contract/reports.ts';
import { type ReportGrain, reportGrains } from '../../metrics/calendar/report-period.ts';
import type { Digest } from '../../reports/digest/digest.ts';
import {
  evidenceOf,
  factsIn,
  isQuiet,
  markOf,
  type NumberedFact,
  scoreRows,
} from '../../reports/digest/digest-markdown.ts';
import {
  type DigestQuote,
  type DigestSection,
  digestLanguages,
  wholeScope,
} from '../../reports/digest/digest-material.ts';
import { wordsIn } from '../../reports/digest/digest-words.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { sparkline } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { wrapped } from '../render/wrapped.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface DigestOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly grain?: ReportGrain;
  readonly period?: string;
  readonly fresh?: boolean;
  readonly html?: string;
  readonly markdown?: string;
  readonly slides?: string;
  readonly list?: boolean;
  readonly lang?: 'en' | 'de';
}

const examples = `
Examples:
  verbatim digest                                       the whole journey, last complete week
  verbatim digest --touchpoint delivery --period 2025-03
  verbatim digest --period 2025-03-24 --html week.html  a self-contained page with charts
  verbatim digest --grain month --slides month.pptx     the last month as slides, one finding each
  verbatim digest --list                                digests issued by schedules

Schedules are in config/calendar.yaml in the bucket.`;

export const addDigest = (program: Command, shell: Shell): void => {
  const command = program
    .command('digest')
    .description('show what changed in a period, ongoing problems, and the scores')
    .option('--touchpoint <id>', 'one touchpoint; default: the whole journey')
    .addOption(
      new Option(
        '--grain <grain>',
        'length of the period; default: month if --period is a month, otherwise week',
      ).choices(reportGrains),
    )
    .option(
      '--period <period>',
      'a day in it, or a month for months and quarters; default: the last complete one with feedback',
    )
    .option('--fresh', 'compute it again, even if it was issued')
    .option('--html <file>', 'write it as an HTML page')
    .option('--markdown <file>', 'write it as Markdown')
    .option('--slides <file>', 'write it as a PowerPoint presentation, with charts that can be edited')
    .addOption(
      new Option('--lang <language>', 'English or German; default: as issued, or English').choices(
        digestLanguages,
      ),
    )
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

const isMonth = (period: string | undefined): boolean => /^\d{4}-\d\d$/.test(period ?? '');

/** A month is asked for by its name alone. */
const grainOf = (grain: ReportGrain | undefined, period: string | undefined): ReportGrain =>
  grain ?? (isMonth(period) ? 'month' : 'week');

const askedOf = ({ touchpoint, grain, period, fresh, lang }: DigestOptions) => ({
  scope: touchpoint ?? wholeScope.id,
  grain: grainOf(grain, period),
  period: period ?? 'latest',
  fresh: fresh === true ? ('true' as const) : undefined,
  lang,
});

const showDigest = async (shell: Shell, options: DigestOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  await writeForms(shell, client, options);
  const answer = await client.readDigest(askedOf(options));
  if (options.json) return printJson(shell, answer);
  const isEmpty = answer.digest.coverage.responses === 0;
  if (isEmpty && (await saysNothingYet(client, shell.terminal))) return;
  shell.terminal.print(digestPicture(answer, shell.terminal));
};

const writeForms = async (shell: Shell, client: ApiClient, options: DigestOptions): Promise<void> => {
  const forms = [
    { file: options.html, format: 'html' },
    { file: options.markdown, format: 'md' },
    { file: options.slides, format: 'pptx' },
  ] as const;
  for (const { file, format } of forms) {
    if (file === undefined) continue;
    const response = await client.response('readDigest', { ...askedOf(options), format });
    await writeFile(resolve(shell.directory, file), await response.bytes());
    shell.terminal.note(`Written: ${file}`);
  }
};

const indent = '     ';

const numbered = (fact: NumberedFact): string => {
  const number = `${String(fact.place).padStart(2)} ${markOf(fact)} `;
  return number + wrapped(fact.text, indent).slice(indent.length);
};

const quoteLine = ({ text, excerpt, touchpoint }: DigestQuote, { style }: Terminal): string =>
  `  “${text.replaceAll(/\s+/g, ' ')}${excerpt ? ' …' : ''}” ${style('dim', touchpoint)}`;

const digestPicture = ({ digest, narrative }: DigestAnswer, terminal: Terminal): string => {
  const words = wordsIn(digest);
  const title = terminal.style('bold', digest.title);
  if (digest.suppressed) return `${title}\n\n${words.suppressed}`;
  const part = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [[terminal.style('bold', name), ...lines].join('\n')];
  const section = (name: DigestSection) => factsIn(digest, name).map(numbered);
  return [
    title,
    ...(narrative?.accepted === true ? [narrative.text] : []),
    factsIn(digest, 'summary')
      .map(({ text }) => wrapped(text, ''))
      .join('\n'),
    ...part(words.changed, section('changed')),
    ...part(words.ongoing, section('ongoing')),
    ...part(words.signalsHeading, section('signals')),
    ...part(words.scores, scoreLines(digest, terminal)),
    ...(isQuiet(digest) ? [] : detailParts(digest, terminal)),
    ...(digest.partial ? [words.partial] : []),
    terminal.style('dim', evidenceText(digest)),
  ].join('\n\n');
};

const evidenceText = (digest: Digest): string =>
  [
    `${wordsIn(digest).evidence}:`,
    ...evidenceOf(digest).map(
      (path, place) => `${place === 0 ? '  ' : String(place).padStart(2)}  GET ${path}`,
    ),
  ].join('\n');

const scoreLines = (digest: Digest, terminal: Terminal): string[] => {
  const rows = scoreRows(digest);
  if (rows.length === 0) return [];
  const [now, interval, people, compared] = wordsIn(digest).scoreHeads;
  const columns = [
    { title: '' },
    { title: now, align: 'right' },
    { title: interval },
    { title: people, align: 'right' },
    { title: compared },
  ] as const;
  return [grid(columns, rows, terminal)];
};

const detailParts = (digest: Digest, terminal: Terminal): string[] => {
  const words = wordsIn(digest);
  const [first] = digest.headlines;
  const curve = sparkline(digest.curve.map(({ figure }) => figure?.value)).trim();
  return [
    ...(first === undefined || curve === '' ? [] : [`${words.curve(first.name).split(',')[0]}  ${curve}`]),
    ...(digest.quotes.length === 0
      ? []
      : [[`${words.quotes}:`, ...digest.quotes.map((quote) => quoteLine(quote, terminal))].join('\n')]),
  ];
};
