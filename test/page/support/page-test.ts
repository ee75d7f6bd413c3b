import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { launchBrowser } from './find-browser.ts';
import type { PageAddresses } from './start-once.ts';

export const widths = { phone: 390, desk: 1280 } as const;
export const themes = ['light', 'dark'] as const;

const heights = { [widths.phone]: 844, [widths.desk]: 900 } as const;

const under = inject('pageUnderTest');

/** A test of the page in a browser; skipped where there is none. */
export const pageTest = test.skipIf(under === undefined);

const addressesSchema = z.object({ page: z.string(), api: z.string() });

/** Waits until the page under test is up. */
const readAddresses = async (url: string): Promise<PageAddresses> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(await answer.text());
  return addressesSchema.parse(await answer.json());
};

let addresses: PageAddresses | undefined;

const present = (): PageAddresses => {
  if (addresses === undefined) throw new Error('there is no browser: use pageTest');
  return addresses;
};

/** Where the page under test answers. */
export const address = (): string => present().page;
/** Where its API answers the command line. */
export const apiAddress = (): string => present().api;
/** What its API answers at a path. */
export const ask = async (path: string): Promise<unknown> => (await fetch(`${apiAddress()}${path}`)).json();

let browser: Browser | undefined;
beforeAll(async () => {
  if (under === undefined) return;
  [browser, addresses] = await Promise.all([launchBrowser(under.browser), readAddresses(under.addressesUrl)]);
}, 400_000);
afterAll(async () => {
  await browser?.close();
});

const violations = z.array(z.string());

/** Runs before any script of the page and collects what the content security policy and Trusted Types refuse. */
const collectViolations = `
  globalThis.violationsSeen = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) =>
    globalThis.violationsSeen.push([violatedDirective, blockedURI, sourceFile + ':' + lineNumber, sample].join(' ')));
`;

/** What went wrong in an open page, whatever it shows. */
interface Faults {
  /** Errors and warnings of the console, and errors that nobody caught. */
  readonly console: string[];
  /** Requests to anything but this machine. */
  readonly elsewhere: string[];
  /** What the content security policy reported. */
  readonly policy: string[];
}

interface OpenPage {
  readonly page: Page;
  readonly faults: () => Promise<Faults>;
}

const isHere = (url: string): boolean =>
  /^(data|blob):/.test(url) || ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);

export interface OpenOptions {
  /** Where the page is; default: the page under test. */
  readonly at?: string;
  readonly width?: number;
  readonly theme?: (typeof themes)[number];
  readonly locale?: string;
  readonly context?: BrowserContextOptions;
  /** Requests are refused on purpose: the browser says so in its console. */
  readonly refusals?: boolean;
  /** Called before the page is opened: to slow or fail requests. */
  readonly before?: (page: Page) => Promise<unknown>;
}

const contextOf = async (options: BrowserContextOptions): Promise<BrowserContext> => {
  const context = await browser?.newContext({ reducedMotion: 'reduce', ...options });
  if (context === undefined) throw new Error('there is no browser: use pageTest');
  return context;
};

/** By locale. Visits share a context for its cache: loading the page's scripts again takes a third of a visit. */
const contexts = new Map<string, Promise<BrowserContext>>();

/** Requests that a test slows or fails must not be answered from the cache. */
const needsOwnContext = ({ before, context, at }: OpenOptions): boolean =>
  before !== undefined || context !== undefined || at !== undefined;

const contextFor = (options: OpenOptions): Promise<BrowserContext> => {
  const { locale = 'en-GB' } = options;
  if (needsOwnContext(options)) return contextOf({ locale, ...options.context });
  const context = contexts.get(locale) ?? contextOf({ locale });
  contexts.set(locale, context);
  return context;
};

/** Opens a path of the page without any stored preference. Wait for what you look for. */
const open = async (path: string, options: OpenOptions = {}): Promise<OpenPage> => {
  const { width = widths.desk, theme = 'light', before } = options;
  const context = await contextFor(options);
  const faults: Faults = { console: [], elsewhere: [], policy: [] };
  const page = await context.newPage();
  await page.setViewportSize({
    width,
    height: width === widths.phone ? heights[widths.phone] : heights[widths.desk],
  });
  await page.emulateMedia({ colorScheme: theme });
  await page.addInitScript({ content: collectViolations });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      faults.console.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on('pageerror', ({ message }) => faults.console.push(message));
  page.on('request', (request) => {
    if (!isHere(request.url())) faults.elsewhere.push(request.url());
  });
  await before?.(page);
  await page.goto(`${options.at ?? address()}${path}`);
  return {
    page,
    faults: async () => {
      const policy = violations.parse(await page.evaluate('globalThis.violationsSeen'));
      return { ...faults, policy };
    },
  };
};

const close = async (page: Page, options: OpenOptions = {}): Promise<void> => {
  if (needsOwnContext(options)) {
    await page.context().close();
    return;
  }
  await page.evaluate('localStorage.clear()');
  await page.close();
};

/** Opens a path, does something there, and holds that nothing went wrong meanwhile. */
export const visit = async (
  path: string,
  act: (page: Page) => Promise<void>,
  options?: OpenOptions,
): Promise<void> => {
  const { page, faults } = await open(path, options);
  try {
    await act(page);
    const seen = await faults();
    const said = seen.console.filter(
      (text) => options?.refusals !== true || !text.startsWith('Failed to load resource'),
    );
    expect({ ...seen, console: said }).toEqual({ console: [], elsewhere: [], policy: [] });
  } finally {
    // What a route still fetches is no longer waited for.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await close(page, options);
  }
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const axeResult = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
    }),
  ),
});

const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that the colours of a theme can change. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

/** What keeps a page from WCAG 2.2 AA, as far as axe can tell: a line for each place. Empty where nothing does. */
export const inaccessible = async (page: Page, rules = allRules): Promise<string[]> => {
  await page.evaluate(axeSource);
  const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`);
  return axeResult
    .parse(found)
    .violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
    );
};

const artefacts = join(import.meta.dirname, '..', 'artefacts');

/** All that holds what customers wrote: comments and quotes, cells of their files and what is typed over them. */
const customersWords = [
  'q',
  'blockquote',
  '.comment-text',
  '.tp-quote > p',
  '.samples',
  '.rejects .found',
  '.rejects .field',
].join();

/** Keeps a picture of the page in test/page/artefacts, which git ignores, with customers' words covered. */
export const shoot = async (page: Page, name: string): Promise<void> => {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({
    path: join(artefacts, `${name}.png`),
    fullPage: true,
    mask: [page.locator(customersWords)],
  });
};

/** Looks at the page in both themes: a picture of each, and what `inaccessible` finds in it. The second theme changes only colours. */
export const barriersIn = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await shoot(page, `${name}-${theme}`);
    const barriers = await inaccessible(page, theme === 'light' ? allRules : rulesOfColours);
    found.push(...barriers.map((barrier) => `${theme}: ${barrier}`));
  }
  return found;
};
