import { execFile } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { securityHeaders } from '../../api/security-headers.ts';
import { VerbatimError } from '../../errors.ts';
import { closeServer, listenOnLoopback, localOnly, type PortWish } from '../emulators/loopback.ts';
import { cachedBuild } from './build-cache.ts';
import { firstComplaint } from './synthesize.ts';

const runBuild = async (repository: string, outputDirectory: string): Promise<void> => {
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const flags = ['--config', 'dashboard/vite.config.ts', '--outDir', outputDirectory, '--logLevel', 'error'];
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', 'dashboard', ...flags], {
      cwd: repository,
      // Set in any mode of this process: with another value the page would be built for development.
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } catch (cause) {
    throw new VerbatimError('internal', 'the page does not build; `npx vite build dashboard` says more', {
      got: firstComplaint(cause),
      cause,
    });
  }
};

/**
 * The directory of the built page. The result of the first call (about three seconds) is cached until one of its sources changes.
 *
 * @throws VerbatimError `internal` when the page does not build.
 */
export const builtPage = (repository: string = resolve(import.meta.dirname, '../../..')): Promise<string> =>
  cachedBuild(repository, {
    name: 'page',
    include: ['dashboard/**/*', 'lib/**/*.ts', 'package-lock.json'],
    exclude: ['dashboard/dist/**', 'dashboard/README.md', 'lib/local/**', 'lib/cli/**', 'lib/infra/**'],
    build: (output) => runBuild(repository, output),
  });

/** A copy that nobody else changes. */
export const ownCopy = (built: string, directory: string): string => {
  rmSync(directory, { recursive: true, force: true });
  cpSync(built, directory, { recursive: true });
  return directory;
};

interface PageOptions {
  readonly directory: string;
  /** Answers requests under `/api/`, with the prefix removed. */
  readonly api: RequestListener;
  /** Other origins that the page may connect to. */
  readonly connect: readonly string[];
  readonly wish: PortWish;
  /** The sign-in configuration that the page reads from `/sign-in.json`. Default: no sign-in. */
  readonly signIn?: Readonly<Record<string, string>>;
}

const prefix = '/api';

const cacheFor = (path: string): string =>
  path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/** Serves the page and, under the same origin, the API, on the loopback interface. Every path that is not a file is a view. */
export const startPage = async ({
  directory,
  api,
  connect,
  wish,
  signIn = {},
}: PageOptions): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  const headers = Object.entries(securityHeaders(connect));
  const files = sirv(directory, {
    single: true,
    etag: true,
    setHeaders: (response, path) => response.setHeader('cache-control', cacheFor(path)),
  });
  const server = createServer(
    localOnly((request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      const url = request.url ?? '/';
      if (url === '/sign-in.json')
        return response.setHeader('content-type', 'application/json').end(JSON.stringify(signIn));
      if (!url.startsWith(`${prefix}/`)) return files(request, response);
      request.url = url.slice(prefix.length);
      api(request, response);
    }),
  );
  const endpoint = await listenOnLoopback(server, wish);
  return { endpoint, stop: () => closeServer(server) };
};
