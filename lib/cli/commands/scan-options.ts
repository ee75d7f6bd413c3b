import type { Command } from 'commander';
import type { Query } from '../api-client.ts';
import { type ApiCommandOptions, withApiOptions } from './api-options.ts';

/** What commands that read the stored responses of a period are asked. */
export interface ScanOptions extends ApiCommandOptions {
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly where?: string;
}

export const withScanOptions = (command: Command): Command =>
  withApiOptions(
    command
      .option('--touchpoint <id>', 'only this one; default: all')
      .option('--from <day>', 'first day or month, e.g. 2025-03-01')
      .option('--to <day>', 'last day or month')
      .option('--where <conditions>', 'dimension:value, at most two, e.g. channel:web,plan:gold')
      .option('--json', 'print JSON'),
  );

export const scopeQuery = ({ touchpoint, from, to, where }: ScanOptions): Query => ({
  touchpoint,
  from,
  to,
  where,
});
