import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { builtPage } from '../../../lib/local/cloud/page.ts';
import { synthesizedTemplate } from '../../../lib/local/cloud/synthesize.ts';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { findBrowser } from './find-browser.ts';
import { type StartedProduct, startProduct } from './start-product.ts';

/** The browser for the page under test, and where its addresses can be read. Undefined: no browser, and its tests are skipped. */
export interface PageUnderTest {
  readonly browser: string;
  /** Answers with `PageAddresses` as soon as the page is up. */
  readonly addressesUrl: string;
}

/** Where the page under test and its API answer. */
export type PageAddresses = Pick<StartedProduct, 'page' | 'api'>;

declare module 'vitest' {
  interface ProvidedContext {
    pageUnderTest: PageUnderTest | undefined;
  }
}

const browserOrNone = async (): Promise<string | undefined> => {
  const browser = await findBrowser();
  if (browser !== undefined) return browser;
  if (process.env['CI']) throw new Error('the tests of the page need Chromium; .ci/run installs it');
  console.warn(
    '\nSKIPPED: all tests of the page. No Chromium was found; install one, or name it in VERBATIM_CHROMIUM.\n',
  );
  return undefined;
};

/** Each project loads this file anew: what is started once is kept outside of it. */
interface Shared {
  readonly built: Promise<unknown>;
  readonly starting: Promise<StartedProduct>;
  projects: number;
}

declare global {
  var verbatimPage: Shared | undefined;
}

/** Serves the addresses of a product: a request waits until it is up. */
const serveAddresses = async (starting: Promise<PageAddresses>) => {
  // A failed start is reported to each test that asks.
  starting.catch(() => {});
  const server = createServer((_request, response) => {
    starting.then(
      ({ page, api }) => response.end(JSON.stringify({ page, api })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return { url: await listenOnLoopback(server, { port: 0, flag: '' }), stop: () => closeServer(server) };
};

const startOnce = (): Shared => {
  const built = Promise.all([synthesizedTemplate(), builtPage()]);
  return { built, starting: built.then(() => startProduct({ example: true })), projects: 0 };
};

/**
 * Runs the product as its users do, with the example, once for all projects that look at the page; the last one to end stops it.
 * Other tests wait only for the bundles, which each file that needs them would build otherwise.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const browser = await browserOrNone();
  if (browser === undefined) return async () => {};
  globalThis.verbatimPage ??= startOnce();
  const shared = globalThis.verbatimPage;
  shared.projects += 1;
  const { url, stop } = await serveAddresses(shared.starting);
  await shared.built;
  project.provide('pageUnderTest', { browser, addressesUrl: url });
  return async () => {
    await stop();
    shared.projects -= 1;
    if (shared.projects > 0) return;
    globalThis.verbatimPage = undefined;
    await (await shared.starting).stop();
  };
};
