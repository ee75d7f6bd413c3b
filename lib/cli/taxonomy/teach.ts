import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { YAMLMap } from 'yaml';
import {
  openTaxonomy,
  type TaxonomyDocument,
  textOfDocument,
} from '../../analysis/taxonomy/taxonomy-document.ts';
import { loadTaxonomy } from '../../analysis/themes/taxonomy.ts';
import type { Lessons } from '../../analysis/themes/teaching/lessons.ts';
import {
  minLabels,
  type TaughtScore,
  type Teaching,
  teach,
  teachChoice,
} from '../../analysis/themes/teaching/teach.ts';
import { VerbatimError } from '../../errors.ts';
import { withMapOption } from '../options/reading-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { count, plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type TaxonomyPlaceOptions, taxonomyPlace, withTaxonomyPlace } from './taxonomy-place.ts';
import { readThemeLabels, type ThemeLabelOptions } from './theme-labels.ts';

interface TeachOptions extends TaxonomyPlaceOptions, Omit<ThemeLabelOptions, 'taxonomy'> {
  readonly one?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

const examples = `
The file has comments and a column \`theme\`: ids or names of themes, several separated by semicolons or in separate rows, empty
where none fits. The gain is measured on labels left out of the fit, and kept only for themes that get better.

If your team gives each comment one theme, use --one: then only the most likely theme of a comment is found, or
none.

Examples:
  verbatim teach labelled.csv --taxonomy my-shop.yaml
  verbatim teach labelled.csv --taxonomy my-shop.yaml --out taught.yaml
  verbatim teach tickets.csv --one --taxonomy my-shop.yaml
  verbatim teach labelled.csv                  the taxonomy of the deployment; then: verbatim reanalyze`;

export const addTeach = (program: Command, shell: Shell): void => {
  const command = program
    .command('teach')
    .description('fit themes to comments that your team labelled')
    .argument('<file>', 'comments with a theme column, in any supported format')
    .option('--theme <column>', 'theme column; default: theme')
    .option('--sheet <name>', 'sheet of a workbook; default: the first with rows below its header')
    .option('--one', 'each comment has one theme or none: choose the most likely')
    .option('--out <file>', 'write the result here and leave the original unchanged')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withTaxonomyPlace(withMapOption(command)).action((file: string, options: TeachOptions) =>
    run(shell, file, options),
  );
};

const outcomeText = ({ kept, labelled, before, after }: TaughtScore): string => {
  if (kept) return 'learned';
  return labelled < minLabels
    ? `fewer than ${minLabels} labels`
    : after < before
      ? 'worse: not changed'
      : 'no gain: not changed';
};

const picture = ({ texts, scores }: Teaching, terminal: Terminal): string =>
  [
    `${plural(texts, 'labelled comment')}; F1 with seeds only, and with what was learned (cross-validated)`,
    grid(
      [
        { title: 'theme' },
        { title: 'labels', align: 'right' },
        { title: 'before', align: 'right' },
        { title: 'after', align: 'right' },
        { title: '' },
      ],
      scores.map((score) => [
        score.theme,
        count(score.labelled),
        score.before.toFixed(2),
        score.after.toFixed(2),
        outcomeText(score),
      ]),
      terminal,
    ),
  ].join('\n');

const withLessons = (opened: TaxonomyDocument, lessons: Lessons, choice: boolean): string => {
  const block = new YAMLMap<string, unknown>();
  for (const [theme, lesson] of Object.entries(lessons))
    block.set(theme, opened.document.createNode(lesson, { flow: true }));
  opened.document.set('lessons', block);
  if (choice) opened.document.set('choice', true);
  else opened.document.delete('choice');
  return textOfDocument(opened);
};

const run = async (shell: Shell, file: string, options: TeachOptions): Promise<void> => {
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const taxonomy = loadTaxonomy(before.text, place.name);
  const { one: choice = false } = options;
  const labelled = await readThemeLabels(shell, file, { ...options, taxonomy });
  const teaching = (choice ? teachChoice : teach)(taxonomy, labelled);
  if (!options.json) shell.terminal.print(picture(teaching, shell.terminal));
  const { lessons } = teaching;
  if (Object.keys(lessons).length === 0)
    throw new VerbatimError('no-gain', 'these labels improve no theme: nothing was changed', {
      file,
      expected: `more labels of a theme, at least ${minLabels} and some comments without it`,
    });
  const earlier = choice || taxonomy.choice ? {} : taxonomy.lessons;
  const after = withLessons(openTaxonomy(before.text, place.name), { ...earlier, ...lessons }, choice);
  const { version } = loadTaxonomy(after, place.name);
  if (options.out === undefined) await place.replace(before, after);
  else await writeFile(resolve(shell.directory, options.out), after);
  if (options.json) return printJson(shell, { version, ...teaching });
  shell.terminal.print(`\nWritten to ${options.out ?? place.name}: themes ${version}`);
};
