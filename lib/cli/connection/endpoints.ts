import { resolve } from 'node:path';
import { Option } from 'commander';
import { VerbatimError } from '../../errors.ts';
import { type EndpointsFile, readEndpoints } from '../../local/cloud/holder.ts';
import type { Shell } from '../shell.ts';

/** Where `verbatim start` keeps its data by default. */
export const defaultDirectory = '.verbatim';

/** The option of every command that looks for the local cloud. */
export const directoryOption = (): Option =>
  new Option('--directory <path>', 'data directory of the local cloud').default(defaultDirectory);

/** The local cloud that uses the directory. Throws `unreachable` if none runs. */
export const runningCloud = (shell: Shell, directory: string): EndpointsFile => {
  const running = readEndpoints(resolve(shell.directory, directory));
  if (running !== undefined) return running;
  throw new VerbatimError('unreachable', 'no local Verbatim is running', {
    file: directory,
    expected: '`verbatim start` in another terminal, or --api URL',
  });
};
