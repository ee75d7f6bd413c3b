import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { readEndpoints } from '../../lib/local/cloud/holder.ts';
import { findBrowser } from './find-browser.ts';

/** Where the page under test answers, and what it is looked at with. Undefined: no browser, and its tests are skipped. */
export interface PageUnderTest {
  readonly address: string;
  readonly api: string;
  readonly browser: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    pageUnderTest: PageUnderTest | undefined;
  }
}

const repository = join(import.meta.dirname, '../..');

/** The first line of JSON on stdout says that the example is loaded. */
const isUp = async (started: ChildProcess, complaints: Promise<string>): Promise<void> => {
  if (started.stdout === null) throw new Error('no output to read');
  const [first] = await Promise.race([
    once(createInterface(started.stdout), 'line'),
    once(started, 'exit').then(async () => {
      throw new Error(`npm start ended: ${await complaints}`);
    }),
  ]);
  if (first !== '{') throw new Error(`npm start said: ${first}`);
};

interface Start {
  readonly page: PageUnderTest;
  readonly stop: () => Promise<void>;
}

/** Runs the product as its users do, with the example. Undefined where there is no browser to look at it with. */
const start = async (): Promise<Start | undefined> => {
  const browser = await findBrowser();
  if (browser === undefined) {
    if (process.env['CI']) throw new Error('the tests of the page need Chromium; .ci/run installs it');
    console.warn(
      '\nSKIPPED: all tests of the page. No Chromium was found; install one, or name it in VERBATIM_CHROMIUM.\n',
    );
    return undefined;
  }
  const data = mkdtempSync(join(tmpdir(), 'verbatim-page-'));
  const started = spawn(
    process.execPath,
    [
      'bin/verbatim.ts',
      'start',
      '--port',
      '0',
      '--directory',
      join(data, 'data'),
      '--inbox',
      join(data, 'inbox'),
      '--json',
    ],
    { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await isUp(started, text(started.stderr));
  const running = readEndpoints(join(data, 'data'));
  if (running?.page === undefined) throw new Error('npm start serves no page');
  return {
    page: { address: running.page, api: running.endpoints.api, browser },
    stop: async () => {
      const ended = once(started, 'exit');
      started.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
};

/** Each project loads this file anew: what is started once is kept outside of it. */
interface Shared {
  start?: Promise<Start | undefined>;
  projects: number;
}

declare global {
  var verbatimPage: Shared | undefined;
}

/** One start for all projects that look at the page; the last one to end stops it. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  globalThis.verbatimPage ??= { projects: 0 };
  const shared = globalThis.verbatimPage;
  shared.projects += 1;
  shared.start ??= start();
  const started = await shared.start;
  project.provide('pageUnderTest', started?.page);
  return async () => {
    shared.projects -= 1;
    if (shared.projects > 0) return;
    delete shared.start;
    await started?.stop();
  };
};
