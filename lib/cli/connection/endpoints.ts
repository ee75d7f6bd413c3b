import { resolve } from 'node:path';
import { Option } from 'commander';
import { VerbatimError } from '../../errors.ts';
import { type EndpointsFile, readEndpoints } from '../../local/cloud/holder.ts';
import type { Shell } from '../shell.ts';

/** Where `verbatim start` keeps its data unless told otherwise. */
export const defaultDirectory = '.verbatim';

/** The option of every command that looks for the local cloud. */
export const directoryOption = (): Option =>
  new Option('--directory <path>', 'where the local cloud keeps its data').default(defaultDirectory);

/** The local cloud that runs over the directory. Throws `unreachable` where none does. */
export const runningCloud = (shell: Shell, directory: string): EndpointsFile => {
  const running = readEndpoints(resolve(shell.directory, directory));
  if (running !== undefined) return running;
  throw new VerbatimError('unreachable', 'no local Verbatim is running here', {
    file: directory,
    expected: '`verbatim start` in another terminal, or --api URL',
  });
};
