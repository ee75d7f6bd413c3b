import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { readEndpoints } from '../../../lib/local/cloud/holder.ts';

const repository = join(import.meta.dirname, '../../..');

/** The first line of JSON on stdout says that it runs, and that the example is loaded. */
const untilUp = async (started: ChildProcess, complaints: Promise<string>): Promise<void> => {
  if (started.stdout === null) throw new Error('no output to read');
  const [first] = await Promise.race([
    once(createInterface(started.stdout), 'line'),
    once(started, 'exit').then(async () => {
      throw new Error(`npm start ended: ${await complaints}`);
    }),
  ]);
  if (first !== '{') throw new Error(`npm start said: ${first}`);
};

export interface StartedProduct {
  /** Where the page answers. */
  readonly page: string;
  /** Where the API answers the command line. */
  readonly api: string;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

/** Runs the product as its users do, over data of its own and on ports that are free. */
export const startProduct = async ({ example }: { readonly example: boolean }): Promise<StartedProduct> => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-page-'));
  const [data, inbox] = [join(directory, 'data'), join(directory, 'inbox')];
  const started = spawn(
    process.execPath,
    [
      ...['bin/verbatim.ts', 'start', '--json', '--port', '0'],
      ...['--directory', data, '--inbox', inbox],
      ...(example ? [] : ['--no-example']),
    ],
    { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await untilUp(started, text(started.stderr));
  const running = readEndpoints(data);
  if (running?.page === undefined) throw new Error('npm start serves no page');
  return {
    page: running.page,
    api: running.endpoints.api,
    stop: async () => {
      const ended = once(started, 'exit');
      started.kill('SIGINT');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
