import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Agreement, agreementOf, labelReader } from '../../analysis/taxonomy/agreement.ts';
import { themesIn } from '../../analysis/taxonomy/taxonomy-change.ts';
import { packOf, parseTopics } from '../../analysis/taxonomy/topic-list.ts';
import { loadTaxonomy, type Taxonomy } from '../../analysis/themes/taxonomy.ts';
import { VerbatimError } from '../../errors.ts';
import { type ReadingCommandOptions, withReadingOptions } from '../options/reading-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { count, percent, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { readResponses } from './read-responses.ts';

interface ImportOptions extends ReadingCommandOptions {
  readonly out: string;
  readonly comments?: string;
  readonly labels: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  verbatim taxonomy import topics.csv --out my-themes.yaml
  verbatim taxonomy import topics.json --out my-themes.yaml --comments labelled.csv --labels Topic

Topics are id, name and words: CSV, a JSON list, or JSON lists of words by id.`;

export const addImport = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('import')
    .description('make a taxonomy from the topics of another tool')
    .argument('<topics>', 'topics file')
    .requiredOption('--out <file>', 'the taxonomy to write (YAML)')
    .option('--comments <file>', 'comments labelled by the other tool, to measure agreement')
    .option('--labels <column>', 'label column: ids or names, several separated by ;', 'topic')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withReadingOptions(command).action((topics: string, options: ImportOptions) =>
    importTopics(shell, topics, options),
  );
};

/** Agreement of the themes with the labels of a file, over rows with a comment and a label. */
const agreementIn = async (
  shell: Shell,
  taxonomy: Taxonomy,
  options: ImportOptions & { readonly comments: string },
): Promise<Agreement> => {
  const responses = await readResponses(shell, [options.comments], { ...options, keep: options.labels });
  const labelled = responses.flatMap(({ attributes, answers: [answer] }) => {
    const label = attributes[options.labels];
    return label === undefined || answer === undefined ? [] : [{ label, text: answer.text }];
  });
  if (labelled.length === 0)
    throw new VerbatimError('labels-unreadable', 'no row has both a comment and a label', {
      file: options.comments,
      expected: '--labels with the name of the label column',
      got: options.labels,
    });
  const read = labelReader(taxonomy.themes);
  const found = themesIn(
    taxonomy,
    labelled.map(({ text }) => text),
  );
  return agreementOf(
    taxonomy.themes.map(({ id }) => id),
    labelled.map(({ label }, index) => ({ labels: read(label), themes: found[index] ?? new Set() })),
  );
};

const percentOr = (share: number | undefined): string => (share === undefined ? '' : percent(share));

const agreementPicture = (
  { comments, themes, microF1 }: Agreement,
  names: Taxonomy,
  terminal: Terminal,
): string => {
  const nameOf = new Map(names.themes.map(({ id, name }) => [id, name]));
  const table = grid(
    [
      { title: 'theme' },
      ...['labelled', 'found', 'precision', 'recall', 'kappa'].map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    themes.map(({ theme, labelled, found, precision, recall, kappa }) => [
      nameOf.get(theme) ?? theme,
      count(labelled),
      count(found),
      percentOr(precision),
      percentOr(recall),
      kappa === undefined ? '' : kappa.toFixed(2),
    ]),
    terminal,
  );
  return `Agreement on ${plural(comments, 'labelled comment')}, micro-F1 ${percentOr(microF1)}\n${table}`;
};

const importTopics = async (shell: Shell, file: string, options: ImportOptions): Promise<void> => {
  const topics = parseTopics(await readFile(resolve(shell.directory, file), 'utf8'), file);
  const pack = packOf(topics, basename(options.out).replace(/\.ya?ml$/i, ''));
  const taxonomy = loadTaxonomy(pack, options.out);
  const { comments } = options;
  const agreement =
    comments === undefined ? undefined : await agreementIn(shell, taxonomy, { ...options, comments });
  await writeFile(resolve(shell.directory, options.out), pack, { flag: 'wx' });
  if (options.json) return printJson(shell, { taxonomy: taxonomy.version, themes: topics.length, agreement });
  shell.terminal.print(`${options.out}: ${plural(topics.length, 'theme')}`);
  if (agreement !== undefined)
    shell.terminal.print(`\n${agreementPicture(agreement, taxonomy, shell.terminal)}`);
};
