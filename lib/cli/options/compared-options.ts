import { type Command, Option } from 'commander';
import type { Against } from '../../insights/changes/compared-ranges.ts';
import type { ApiCommandOptions } from './api-options.ts';

/** The options of commands that compare two periods. */
export interface ComparedOptions extends ApiCommandOptions {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly against: Against;
  readonly touchpoint?: string;
}

export const withComparedOptions = (command: Command): Command =>
  command
    .option(
      '--period <period>',
      'a month or a day, e.g. 2025-04; default: the latest month with enough responses',
    )
    .option('--from <day>', 'first day or month, instead of --period')
    .option('--to <day>', 'last day or month')
    .addOption(
      new Option('--against <period>', 'compare with the previous period, or the same period a year earlier')
        .choices(['previous', 'season'])
        .default('previous'),
    )
    .option('--touchpoint <id>', 'one touchpoint only');
