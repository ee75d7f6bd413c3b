import type { Command } from 'commander';
import { type ApiCommandOptions, withApiOptions } from './api-options.ts';
import { type ReadingCommandOptions, withReadingOptions } from './reading-options.ts';

/** What `upload` and `preview` are given about a file and a deployment. */
export interface FileCommandOptions extends ApiCommandOptions, ReadingCommandOptions {
  readonly touchpoint?: string;
  readonly bucket?: string;
}

/** The options of `upload`; `preview` has the same, so that its line becomes that of the upload. */
export const withFileOptions = (command: Command): Command =>
  withApiOptions(withReadingOptions(command))
    .option('--touchpoint <id>', "touchpoint of files that don't name one")
    .option('--bucket <name>', 'a bucket in AWS instead of the local cloud; with --api');

/** The same with the time zone as one of the overrides, since it is one of what a person says about a file. */
export const withZoneSaid = <Options extends FileCommandOptions>(options: Options): Options =>
  options.timeZone === undefined
    ? options
    : { ...options, map: [...options.map, `timeZone=${options.timeZone}`] };
