import type { Command } from 'commander';
import { directoryOption } from '../connection/endpoints.ts';

/** Adds the options with which every command that asks the API finds it. */
export const withApiOptions = (command: Command): Command =>
  command
    .option('--api <url>', 'the API to ask; requests to other machines are signed with your AWS credentials')
    .addOption(directoryOption());

export interface ApiCommandOptions {
  readonly api?: string;
  readonly directory: string;
  readonly json?: boolean;
}
