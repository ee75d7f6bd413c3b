import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { addCheck } from '../taxonomy/check.ts';
import { addDiscover } from '../taxonomy/discover.ts';
import { addEdits } from '../taxonomy/edit.ts';
import { addImport } from '../taxonomy/import.ts';

export const addTaxonomy = (program: Command, shell: Shell): void => {
  const taxonomy = program
    .command('taxonomy')
    .description('discover, check and edit what comments can be about')
    .helpCommand(false);
  addDiscover(taxonomy, shell);
  addCheck(taxonomy, shell);
  addEdits(taxonomy, shell);
  addImport(taxonomy, shell);
};
