import type { Command } from 'commander';
import type { TaxonomyEdit } from '../../analysis/taxonomy/taxonomy-edits.ts';
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
  'Undo it with `verbatim taxonomy undo`. Stored feedback keeps its themes until `verbatim reanalyze`.';

const apply = async (shell: Shell, options: TaxonomyPlaceOptions, edit: TaxonomyEdit): Promise<void> => {
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const made = await place.step(before, { edit });
  await place.replace(before, made.text);
  shell.terminal.print(`${place.name}: ${made.edit}`);
  shell.terminal.note(nextSteps);
};

const takeBack = async (shell: Shell, options: TaxonomyPlaceOptions): Promise<void> => {
  const place = taxonomyPlace(shell, options);
  const before = await place.read();
  const made = await place.step(before, { undo: true });
  await place.replace(before, made.text);
  shell.terminal.print(`${place.name}: undid "${made.edit}"`);
};

const withNewTheme = (command: Command): Command =>
  command
    .requiredOption('--seed <phrase>', 'a word or phrase that means the theme; repeatable', collect, [])
    .option('--id <id>', 'permanent id of the new theme; default: made from the name');

const addAdopt = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('adopt')
    .description('add a theme')
    .argument('<name>', 'its name')
    .option('--parent <theme>', 'parent theme');
  withTaxonomyPlace(withNewTheme(command)).action((name: string, options: NewThemeOptions) => {
    const { seed: seeds, id, parent } = options;
    return apply(shell, options, { kind: 'adopt', name, seeds, id, parent });
  });
};

const addMerge = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('merge')
    .description('merge one theme into another')
    .argument('<from>', 'id of the theme to remove')
    .argument('<into>', 'id of the theme to keep');
  withTaxonomyPlace(command).action((from: string, into: string, options: TaxonomyPlaceOptions) =>
    apply(shell, options, { kind: 'merge', from, into }),
  );
};

const addSplit = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('split')
    .description('move some seeds of a theme to a new theme')
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
    .description('move a theme under another, or to the top')
    .argument('<theme>', 'theme id')
    .option('--under <parent>', 'id of the parent theme')
    .option('--top', 'to the top level');
  withTaxonomyPlace(command).action((theme: string, options: MoveOptions) => {
    const { under, top = false } = options;
    if ((under === undefined) !== top)
      throw new VerbatimError('usage', 'give either --under or --top', {
        expected: '--under PARENT or --top',
      });
    return apply(shell, options, { kind: 'move', theme, parent: under });
  });
};

const addRename = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('rename')
    .description('rename a theme; its id stays')
    .argument('<theme>', 'theme id')
    .argument('<name>', 'new name');
  withTaxonomyPlace(command).action((theme: string, name: string, options: TaxonomyPlaceOptions) =>
    apply(shell, options, { kind: 'rename', theme, name }),
  );
};

const addUndo = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy.command('undo').description('undo the latest edit');
  withTaxonomyPlace(command).action((options: TaxonomyPlaceOptions) => takeBack(shell, options));
};

/** Adds the commands that edit a taxonomy. */
export const addEdits = (taxonomy: Command, shell: Shell): void => {
  for (const add of [addAdopt, addMerge, addSplit, addMove, addRename, addUndo]) add(taxonomy, shell);
};
