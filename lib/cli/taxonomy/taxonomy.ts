import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { addCheck } from './check.ts';
import { addDiscover } from './discover.ts';
import { addEdits } from './edit.ts';
import { addImport } from './import.ts';

export const addTaxonomy = (program: Command, shell: Shell): void => {
  const taxonomy = program
    .command('taxonomy')
    .description('discover, check and edit themes')
    .helpCommand(false);
  addDiscover(taxonomy, shell);
  addCheck(taxonomy, shell);
  addEdits(taxonomy, shell);
  addImport(taxonomy, shell);
};
