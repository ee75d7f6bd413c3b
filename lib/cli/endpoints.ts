import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import type { Shell } from './shell.ts';

/** The part that is read of `.verbatim/endpoints.json`, written by `verbatim start` while it runs. */
const endpointsFile = z.object({
  endpoints: z.object({ api: z.string(), s3: z.string() }),
  names: z.object({ bucket: z.string() }),
});
export type RunningCloud = z.infer<typeof endpointsFile>;

/** Where `verbatim start` keeps its data unless told otherwise. */
export const defaultDirectory = '.verbatim';

/** The local cloud that runs in the directory. Throws `unreachable` where none does. */
export const runningCloud = async (shell: Shell, directory: string): Promise<RunningCloud> => {
  const path = join(shell.directory, directory, 'endpoints.json');
  try {
    return endpointsFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new VerbatimError('unreachable', 'no local Verbatim is running here', {
      file: path,
      expected: '`verbatim start` in another terminal, or --api URL',
      cause,
    });
  }
};
