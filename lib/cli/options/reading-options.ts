import type { Command } from 'commander';

/** The options of commands that read a file themselves. */
export interface ReadingCommandOptions {
  readonly map: readonly string[];
  readonly sheet?: string;
  readonly timeZone?: string;
  readonly json?: boolean;
}

/** Collects the values of an option that may be repeated. */
export const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export const withMapOption = (command: Command): Command =>
  command.option(
    '--map <field=column>',
    "what a column is; repeatable, e.g. --map comment=Remarks --map 'submittedAt=Date:day-first'",
    collect,
    [],
  );

export const withReadingOptions = (command: Command): Command =>
  withMapOption(command)
    .option('--sheet <name>', 'sheet of a workbook; default: the first with rows below its header')
    .option(
      '--time-zone <zone>',
      "time zone of dates without one, e.g. Europe/London; default: the file's, or UTC",
    );
