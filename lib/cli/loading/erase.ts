import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { ErasureView } from '../../api/contract/people/erasures.ts';
import { VerbatimError } from '../../errors.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import { count, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

interface EraseOptions extends ApiCommandOptions {
  readonly respondent?: string;
  readonly confirm?: string;
  readonly yes?: boolean;
}

const examples = `
Examples:
  verbatim erase --respondent jo@example.org     search for a person, and say what would be removed
  verbatim erase --confirm ERASURE               remove it
  verbatim erase --respondent jo@example.org --yes --json > certificate.json

The person is named as in the respondent column of the files. Uploaded files are rewritten without their rows; other rows keep
their numbers. No later upload and no retry brings the person back.`;

export const addErase = (program: Command, shell: Shell): void => {
  const command = program
    .command('erase')
    .description('erase a person from files, responses, summaries and digests')
    .option('--respondent <id>', 'the person, as in the files')
    .option('--confirm <erasure>', 'erase the person of this preview')
    .option('--yes', 'with --respondent: erase at once, without a preview')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: EraseOptions) => erase(shell, options));
};

const everyMs = 500;
/** Every file is read: a large deployment takes a while. */
const patienceMs = 15 * 60_000;

const busy: ReadonlySet<ErasureView['status']> = new Set(['asked', 'confirmed']);

const follow = async (shell: Shell, client: ApiClient, started: ErasureView): Promise<ErasureView> => {
  let latest = started;
  for (let waited = 0; busy.has(latest.status); waited += everyMs) {
    if (waited >= patienceMs)
      throw new VerbatimError(
        'unreachable',
        'the erasure makes no progress; see the log of the ingest function',
        {
          got: started.id,
        },
      );
    shell.terminal.status(latest.status === 'asked' ? 'searching' : 'erasing');
    await wait(everyMs, undefined, { signal: shell.interrupted });
    latest = await client.readErasure({ erasure: started.id });
  }
  shell.terminal.status('');
  return latest;
};

const places = {
  rawRows: 'row of an uploaded file',
  chunkLines: 'line of a chunk',
  rejects: 'rejected row',
  samples: 'example cell',
  copies: 'stored response',
  reviews: 'correction',
  departures: 'record of a moved response',
  places: 'place of a response',
  digestQuotes: 'quote in a digest',
  outcomes: 'outcome',
  lakeRows: 'row of a table for analysis',
} as const;

const nounOf = (noun: string, number: number): string =>
  number === 1
    ? noun
    : noun
        .replace(/^(row|line|record|place|quote)/, '$1s')
        .replace(/^(rejected row|example cell|stored response|correction|outcome)$/, '$1s');

const foundText = (found: NonNullable<ErasureView['found']>): string[] =>
  Object.entries(places).flatMap(([place, noun]) => {
    const number = new Map(Object.entries(found)).get(place) ?? 0;
    return number === 0 ? [] : [`  ${count(number)} ${nounOf(noun, number)}`];
  });

const previewText = ({ id, found, files = [], filesSearched = 0, filesUnread = [] }: ErasureView): string => {
  const lines = found === undefined ? [] : foundText(found);
  if (lines.length === 0)
    return `Nothing of this person is stored. ${plural(filesSearched, 'file')} searched.`;
  return [
    `Found in ${plural(filesSearched, 'file')} and the tables:`,
    ...lines,
    ...files.map((file) => `  rewritten: ${file}`),
    ...filesUnread.map((file) => `  unreadable, not searched: ${file}`),
    `To erase: verbatim erase --confirm ${id}`,
  ].join('\n');
};

const certificateText = ({ id, found, remaining, outOfReach, filesUnread = [] }: ErasureView): string => {
  const left = remaining === undefined ? [] : foundText(remaining);
  return [
    `Erased (${id}):`,
    ...(found === undefined ? [] : foundText(found)),
    left.length === 0 ? 'A second search found nothing.' : ['Still there:', ...left].join('\n'),
    ...filesUnread.map((file) => `Unreadable, not searched: ${file}`),
    ...outOfReach.map(
      ({ place, until }) => `Out of reach${until === undefined ? '' : ` until ${until}`}: ${place}`,
    ),
  ].join('\n');
};

const erase = async (shell: Shell, options: EraseOptions): Promise<void> => {
  const { respondent, confirm, yes, json } = options;
  if ((respondent === undefined) === (confirm === undefined))
    throw new VerbatimError('usage', 'name a person or an erasure', {
      expected: 'verbatim erase --respondent ID, or --confirm ERASURE',
    });
  const client = await apiOf(shell, options);
  const previewed =
    respondent === undefined
      ? undefined
      : await follow(shell, client, await client.askErasure({ body: { respondent } }));
  const id = previewed?.id ?? confirm ?? '';
  const ended =
    previewed !== undefined && yes !== true
      ? previewed
      : await follow(shell, client, await client.confirmErasure({ erasure: id }));
  if (json) printJson(shell, ended);
  else shell.terminal.print(ended.status === 'preview' ? previewText(ended) : certificateText(ended));
  if (ended.status === 'incomplete')
    throw new VerbatimError('conflict', 'something of the person is still stored', {
      expected: `verbatim erase --confirm ${ended.id}`,
    });
};
