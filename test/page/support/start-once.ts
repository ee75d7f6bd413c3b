import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';
import { startProduct } from './start-product.ts';

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
  const started = await startProduct({ example: true });
  return { page: { address: started.page, api: started.api, browser }, stop: started.stop };
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
