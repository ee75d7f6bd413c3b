import type { Command } from 'commander';
import { directoryOption } from '../connection/endpoints.ts';

/** Adds the options that say where the API is. */
export const withApiOptions = (command: Command): Command =>
  command
    .option('--api <url>', 'URL of the API; requests to other machines are signed with your AWS credentials')
    .addOption(directoryOption());

export interface ApiCommandOptions {
  readonly api?: string;
  readonly directory: string;
  readonly json?: boolean;
}
