import type { Command } from 'commander';
import { editTaxonomy, type TaxonomyEdit } from '../../analysis/taxonomy/taxonomy-edits.ts';
import { undoEdit } from '../../analysis/taxonomy/taxonomy-history.ts';
import { VerbatimError } from '../../errors.ts';
import { collect } from '../options/reading-options.ts';
import type { Shell } from '../shell.ts';
import { type TaxonomyPlaceOptions, taxonomyPlace, withTaxonomyPlace } from './taxonomy-place.ts';

interface NewThemeOptions extends TaxonomyPlaceOptions {
  readonly seed: readonly string[];
  readonly id?: string;
  readonly parent?: string;
}

interface MoveOptions extends TaxonomyPlaceOptions {
  readonly under?: string;
  readonly top?: boolean;
}

const nextSteps =
  '`verbatim taxonomy undo` takes it back; stored feedback keeps its themes until `verbatim reanalyze`.';

const apply = async (shell: Shell, options: TaxonomyPlaceOptions, edit: TaxonomyEdit): Promise<void> => {
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const made = editTaxonomy(before, place.name, edit, shell.now().toISOString());
  await place.replace(before, made.text);
  shell.terminal.print(`${place.name}: ${made.edit}`);
  shell.terminal.note(nextSteps);
};

const takeBack = async (shell: Shell, options: TaxonomyPlaceOptions): Promise<void> => {
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const made = undoEdit(before, place.name);
  await place.replace(before, made.text);
  shell.terminal.print(`${place.name}: took back "${made.edit}"`);
};

const withNewTheme = (command: Command): Command =>
  command
    .requiredOption(
      '--seed <phrase>',
      'a word or phrase that means the theme; repeat it for several',
      collect,
      [],
    )
    .option('--id <id>', 'the id of the new theme, for ever; default: made from the name');

const addAdopt = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('adopt')
    .description('make a theme of what customers say')
    .argument('<name>', 'its name')
    .option('--parent <theme>', 'the theme above it');
  withTaxonomyPlace(withNewTheme(command)).action((name: string, options: NewThemeOptions) => {
    const { seed: seeds, id, parent } = options;
    return apply(shell, options, { kind: 'adopt', name, seeds, id, parent });
  });
};

const addMerge = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('merge')
    .description('give all of one theme to another')
    .argument('<from>', 'id of the theme that goes')
    .argument('<into>', 'id of the theme that stays');
  withTaxonomyPlace(command).action((from: string, into: string, options: TaxonomyPlaceOptions) =>
    apply(shell, options, { kind: 'merge', from, into }),
  );
};

const addSplit = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('split')
    .description('make a theme of some seeds of another')
    .argument('<from>', 'id of the theme that has the seeds')
    .argument('<name>', 'name of the new theme');
  withTaxonomyPlace(withNewTheme(command)).action((from: string, name: string, options: NewThemeOptions) => {
    const { seed: seeds, id } = options;
    return apply(shell, options, { kind: 'split', from, name, seeds, id });
  });
};

const addMove = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('move')
    .description('put a theme below another, or to the top')
    .argument('<theme>', 'its id')
    .option('--under <parent>', 'id of the theme above')
    .option('--top', 'no theme above');
  withTaxonomyPlace(command).action((theme: string, options: MoveOptions) => {
    const { under, top = false } = options;
    if ((under === undefined) !== top)
      throw new VerbatimError('usage', 'a theme moves to one place', { expected: '--under PARENT or --top' });
    return apply(shell, options, { kind: 'move', theme, parent: under });
  });
};

const addRename = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('rename')
    .description('give a theme another name; its id stays')
    .argument('<theme>', 'its id')
    .argument('<name>', 'its new name');
  withTaxonomyPlace(command).action((theme: string, name: string, options: TaxonomyPlaceOptions) =>
    apply(shell, options, { kind: 'rename', theme, name }),
  );
};

const addUndo = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy.command('undo').description('take the latest edit back');
  withTaxonomyPlace(command).action((options: TaxonomyPlaceOptions) => takeBack(shell, options));
};

/** Adds the commands that edit a taxonomy. */
export const addEdits = (taxonomy: Command, shell: Shell): void => {
  for (const add of [addAdopt, addMerge, addSplit, addMove, addRename, addUndo]) add(taxonomy, shell);
};
