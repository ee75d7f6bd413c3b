import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { type Random, seededRandom } from '../examples/random.ts';
import { launchBrowser } from '../test/page/support/find-browser.ts';
import { startProduct } from '../test/page/support/start-product.ts';
import { commentOf } from './feedback-file.ts';

/**
 * The page over `npm start` with 50 touchpoints × 12 months: how long until the first figures of a view are there, and how a list of
 * 12,000 responses scrolls. Nothing is cached by the browser; the functions are warm but for the first time.
 *
 *   node bench/page.ts
 */

const touchpointCount = 50;
const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
const responsesInCell = 20;
/** The first is told apart: the functions start with it. */
const times = 10;
const scrolled = { responses: 10_000, pixelsPerFrame: 500 } as const;

const rowOf = (touchpoint: number, month: string, random: Random): string => {
  const day = `${month}-${String(1 + random.integer(28)).padStart(2, '0')}`;
  return `R_${touchpoint}x${month}x${random.integer(1e9).toString(36)},${day},touchpoint-${touchpoint},${random.integer(11)},"${commentOf(random)}"`;
};

const feedback = (): string => {
  const random = seededRandom(1);
  const rows = months.flatMap((month) =>
    Array.from({ length: touchpointCount * responsesInCell }, (_, index) =>
      rowOf(index % touchpointCount, month, random),
    ),
  );
  return `Response ID,Date,Touchpoint,NPS,Comment\n${rows.join('\n')}\n`;
};

const staged = z.object({ uploadId: z.string(), url: z.string(), object: z.string() });
const batches = z.object({ batches: z.array(z.object({ status: z.string() })) });

const load = async (api: string, csv: string): Promise<void> => {
  const post = async (path: string, body: unknown) =>
    (await fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const { uploadId, url, object } = staged.parse(
    await post('/uploads', { name: 'page.csv', bytes: Buffer.byteLength(csv) }),
  );
  await fetch(url, { method: 'PUT', body: csv });
  await post(`/uploads/${uploadId}/confirm`, {});
  for (;;) {
    const { batches: found } = batches.parse(
      await (await fetch(`${api}/batches?object=${encodeURIComponent(object)}`)).json(),
    );
    if (found.some(({ status }) => status === 'complete')) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

const opened = async (browser: Browser, url: string): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(url, { waitUntil: 'commit' });
  return page;
};

/** Milliseconds from the navigation until the first figure of the view is there. */
const untilFirstFigure = async (browser: Browser, url: string, figure: string): Promise<number> => {
  const page = await opened(browser, url);
  await page.locator(figure).first().waitFor();
  const now = await page.evaluate('performance.now()');
  await page.context().close();
  return z.number().parse(now);
};

/** Scrolls a little each frame until so many responses were passed; the time of each frame, in milliseconds. */
const scrollFrames = `new Promise((resolve) => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: 'longtask' });
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy(0, ${scrolled.pixelsPerFrame});
    const row = document.querySelector('[role=feed] article:last-of-type');
    if (Number(row?.getAttribute('aria-posinset') ?? 0) >= ${scrolled.responses}) resolve(frames);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

const heapMegabytes = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 ** 2;
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((left, right) => left - right)[Math.floor(share * (values.length - 1))] ?? Number.NaN;

const printScrolling = async (browser: Browser, url: string): Promise<void> => {
  const page = await opened(browser, url);
  await page.locator('[role=feed] article').first().waitFor();
  const before = await heapMegabytes(page);
  const frames = z
    .array(z.number())
    .parse(await page.evaluate(scrollFrames))
    .slice(1);
  const after = await heapMegabytes(page);
  const longest = z.number().parse(await page.evaluate('globalThis.longest'));
  const [middle, late] = [0.5, 0.95].map((share) => quantile(frames, share).toFixed(1));
  const onTime = frames.filter((frame) => frame <= 1000 / 58).length / frames.length;
  console.log(
    `Scrolling ${scrolled.responses} responses: ${frames.length} frames, median ${middle} ms, 95th percentile ${late} ms, ${(100 * onTime).toFixed(0)} % within 1/58 s; heap ${before.toFixed(1)} → ${after.toFixed(1)} MB; longest task ${Math.round(longest)} ms`,
  );
  await page.context().close();
};

const views = {
  'findings and journey': { path: '/', figure: 'main h1' },
  'journey, 50 touchpoints × 12 months': { path: '/journey?from=2025-01&to=2025-12', figure: 'main svg' },
  'themes, 50 touchpoints × 12 months': { path: '/themes?from=2025-01&to=2025-12', figure: '.theme-row' },
  'one touchpoint': { path: '/touchpoints/touchpoint-0?period=2025-12', figure: 'main svg' },
  'comments, all time': { path: '/comments?from=2025-01&to=2025-12', figure: '[role=feed] article' },
} as const;

/** Prints times and frames. */
export const run = async (): Promise<void> => {
  const browser = await launchBrowser();
  const started = await startProduct({ example: false });
  try {
    await load(started.api, feedback());
    for (const [name, { path, figure }] of Object.entries(views)) {
      const all: number[] = [];
      for (let time = 0; time < times; time += 1)
        all.push(await untilFirstFigure(browser, `${started.page}${path}`, figure));
      const [first = Number.NaN, ...others] = all;
      console.log(
        `${name}: first figures after ${Math.round(median(others))} ms (median of ${others.length}; the first time ${Math.round(first)} ms)`,
      );
    }
    await printScrolling(browser, `${started.page}${views['comments, all time'].path}`);
  } finally {
    await browser.close();
    await started.stop();
  }
};

if (import.meta.main) await run();
