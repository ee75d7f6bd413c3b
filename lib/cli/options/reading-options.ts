import type { Command } from 'commander';

/** The options of every command that reads a file itself. */
export interface ReadingCommandOptions {
  readonly map: readonly string[];
  readonly sheet?: string;
  readonly timeZone?: string;
  readonly json?: boolean;
}

/** Gathers the values of an option that may be repeated. */
export const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export const withMapOption = (command: Command): Command =>
  command.option(
    '--map <field=column>',
    "say what a column is; repeat it for several, e.g. --map comment=Remarks --map 'submittedAt=Date:day-first'",
    collect,
    [],
  );

export const withReadingOptions = (command: Command): Command =>
  withMapOption(command)
    .option('--sheet <name>', 'the sheet of a workbook; default: the first with data')
    .option(
      '--time-zone <zone>',
      'zone of dates that name none, e.g. Europe/London; default: the one the file names, or UTC',
    );
