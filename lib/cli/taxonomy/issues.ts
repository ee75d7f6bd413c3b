import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { DecidedIssueView, IssueList } from '../../api/contract/themes/issues.ts';
import { VerbatimError } from '../../errors.ts';
import { slug } from '../../feedback/slug.ts';
import type { IssueEdit } from '../../insights/issues/recorded/decisions.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { collect } from '../options/reading-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { count, percent, shareText } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type TaxonomyPlaceOptions, taxonomyPlace, withTaxonomyPlace } from './taxonomy-place.ts';

type Listed = IssueList['issues'][number];

interface ListOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly theme?: string;
  readonly muted?: boolean;
  readonly limit: string;
}

interface DecideOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
}

interface AdoptOptions extends DecideOptions, TaxonomyPlaceOptions {
  readonly seed: readonly string[];
  readonly parent?: string;
}

const examples = `
Examples:
  verbatim issues list --touchpoint delivery
  verbatim issues list --from 2025-05 --theme delivery
  verbatim issues rename i-1db1s429d2v "Parcels in the rain"
  verbatim issues merge i-2gb0lfhuxw4 i-1db1s429d2v
  verbatim issues adopt i-1db1s429d2v --parent delivery
  verbatim issues mute i-1db1s429d2v
  verbatim issues undo i-1db1s429d2v`;

const showList = async (shell: Shell, options: ListOptions): Promise<void> => {
  const { touchpoint, from, to, theme, muted = false, limit } = options;
  const client = await apiOf(shell, options);
  const answer = await client.listIssues({
    touchpoint,
    from,
    to,
    theme,
    limit,
    muted: muted ? 'true' : 'false',
  });
  if (options.json) return printJson(shell, answer);
  shell.terminal.print(listPicture(answer, shell.terminal));
};

const moved: Readonly<Record<Listed['change']['direction'], string>> = {
  began: '▲ new',
  rose: '▲ rose',
  fell: '▼ fell',
  unchanged: '',
};

const concentrationText = ({ concentrations }: Listed): string =>
  concentrations
    .slice(0, 2)
    .map(({ dimension, value, shareOfIssue }) => `${dimension} ${value} ${percent(shareOfIssue)}`)
    .join(', ');

const rowOf = (issue: Listed): string[] => {
  const { id, touchpoint, name, n, share, sentiment, firstSeen = '' } = issue;
  return [
    id,
    touchpoint,
    name,
    count(n),
    shareText(share),
    percent(sentiment.negative / n),
    firstSeen,
    moved[issue.change.direction],
    concentrationText(issue),
  ];
};

const listPicture = ({ issues, lookedAt }: IssueList, terminal: Terminal): string => {
  if (lookedAt.length === 0) return 'No issues yet: they are found when feedback is summarized.';
  if (issues.length === 0) return 'No issues match.';
  const titles = [
    'id',
    'touchpoint',
    'issue',
    'n',
    'of comments',
    'negative',
    'first seen',
    'last 7 days',
    'mostly',
  ];
  return grid(
    titles.map((title) => ({ title, ...(title === 'n' ? { align: 'right' as const } : {}) })),
    issues.map(rowOf),
    terminal,
  );
};

const maxListed = 500;

/** The touchpoint of an issue: the one that is given, else the one that lists it. */
const touchpointOf = async (client: ApiClient, issue: string, given: string | undefined): Promise<string> => {
  if (given !== undefined) return given;
  for (const muted of ['false', 'true'] as const) {
    const { issues } = await client.listIssues({ muted, limit: maxListed });
    const found = issues.find(({ id, mergedFrom }) => id === issue || mergedFrom.includes(issue));
    if (found !== undefined) return found.touchpoint;
  }
  throw new VerbatimError('not-found', 'issue not found', {
    expected: 'an id from `verbatim issues list`; for an issue that is not listed, also --touchpoint',
    got: issue,
  });
};

const sayDecided = (shell: Shell, { json }: ApiCommandOptions, decided: DecidedIssueView): void => {
  if (json) {
    printJson(shell, decided);
    return;
  }
  const { name, mergedInto, adoptedAs, isMuted } = decided.decision;
  const parts = [
    ...(name === undefined ? [] : [`named "${name}"`]),
    ...(mergedInto === undefined ? [] : [`part of ${mergedInto}`]),
    ...(adoptedAs === undefined ? [] : [`theme ${adoptedAs}`]),
    ...(isMuted === true ? ['muted'] : []),
  ];
  shell.terminal.print(`${decided.issue}: ${parts.length === 0 ? 'no decision' : parts.join(', ')}`);
};

/** Who decides about which issue, and where the API is. */
interface Deciding {
  readonly shell: Shell;
  readonly issue: string;
  readonly options: DecideOptions;
}

const decide = async ({ shell, issue, options }: Deciding, body: IssueEdit): Promise<void> => {
  const client = await apiOf(shell, options);
  const touchpoint = await touchpointOf(client, issue, options.touchpoint);
  sayDecided(shell, options, await client.decideIssue({ touchpoint, issue, body }));
};

const undo = async (shell: Shell, issue: string, options: DecideOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const touchpoint = await touchpointOf(client, issue, options.touchpoint);
  sayDecided(shell, options, await client.undoIssueDecision({ touchpoint, issue }));
};

/** A new theme of the taxonomy, with the issue's words as seeds; then the issue is one of that theme. */
const adopt = async (shell: Shell, issue: string, options: AdoptOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const touchpoint = await touchpointOf(client, issue, options.touchpoint);
  const { issues } = await client.listIssues({ touchpoint, limit: maxListed });
  const found = issues.find(({ id }) => id === issue);
  if (found === undefined) throw new VerbatimError('not-found', 'issue not found', { got: issue });
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const theme = slug(found.name);
  const seeds = options.seed.length === 0 ? found.keywords : options.seed;
  const edit = { kind: 'adopt', name: found.name, id: theme, seeds, parent: options.parent } as const;
  const made = await place.step(before, { edit });
  await place.replace(before, made.text);
  const body = { kind: 'adopt', theme } as const;
  sayDecided(shell, options, await client.decideIssue({ touchpoint, issue, body }));
  shell.terminal.note(
    'Undo it with `verbatim issues undo` and `verbatim taxonomy undo`. Stored feedback keeps its themes until `verbatim reanalyze`.',
  );
};

const withIssue = (command: Command): Command =>
  command
    .argument('<issue>', 'issue id')
    .option('--touchpoint <id>', 'its touchpoint; default: looked up')
    .option('--json', 'print JSON');

const addList = (issues: Command, shell: Shell): void => {
  const list = issues
    .command('list')
    .description('list recurring issues, more specific than themes')
    .option('--touchpoint <id>', 'one touchpoint only')
    .option('--from <day>', 'first day or month')
    .option('--to <day>', 'last day or month')
    .option('--theme <id>', 'this theme and its subthemes only')
    .option('--muted', 'list the muted issues')
    .option('--limit <n>', 'maximum number of issues', '20')
    .option('--json', 'print JSON');
  withApiOptions(list).action((options: ListOptions) => showList(shell, options));
};

const addDecisions = (issues: Command, shell: Shell): void => {
  const decision = (name: string, description: string): Command =>
    withApiOptions(withIssue(issues.command(name).description(description)));
  decision('rename', 'rename an issue')
    .argument('<name>', 'new name')
    .action((issue: string, name: string, options: DecideOptions) =>
      decide({ shell, issue, options }, { kind: 'rename', name }),
    );
  decision('merge', 'merge an issue into another of the same touchpoint')
    .argument('<into>', 'id of the issue to merge into')
    .action((issue: string, into: string, options: DecideOptions) =>
      decide({ shell, issue, options }, { kind: 'merge', into }),
    );
  decision('mute', 'hide an issue from lists and findings').action((issue: string, options: DecideOptions) =>
    decide({ shell, issue, options }, { kind: 'mute' }),
  );
  decision('undo', 'undo the latest decision about an issue').action(
    (issue: string, options: DecideOptions) => undo(shell, issue, options),
  );
};

const addAdopt = (issues: Command, shell: Shell): void => {
  const command = withIssue(issues.command('adopt').description('make an issue a theme'))
    .option('--parent <theme>', 'parent theme')
    .option(
      '--seed <phrase>',
      'a phrase that means the theme; default: the keywords of the issue',
      collect,
      [],
    )
    .option('--api <url>', 'URL of the API; requests to other machines are signed with your AWS credentials');
  withTaxonomyPlace(command).action((issue: string, options: AdoptOptions) => adopt(shell, issue, options));
};

export const addIssues = (program: Command, shell: Shell): void => {
  const issues = program
    .command('issues')
    .description('list recurring issues, more specific than themes; rename, merge, mute or adopt them')
    .helpCommand(false)
    .addHelpText('after', examples);
  addList(issues, shell);
  addDecisions(issues, shell);
  addAdopt(issues, shell);
};
