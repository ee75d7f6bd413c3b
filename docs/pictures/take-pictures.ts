import { join } from 'node:path';
import { launchBrowser } from '../../test/page/support/find-browser.ts';
import { startProduct } from '../../test/page/support/start-product.ts';

/**
 * Takes the pictures of the README from the made-up example, by a start of its own.
 *
 *   node docs/pictures/take-pictures.ts
 */

const size = { width: 1280, height: 1000 };

const pictures = {
  'findings.png': { path: '/', until: '.finding' },
  'touchpoint.png': { path: '/touchpoints/checkout', until: 'main svg' },
} as const;

const browser = await launchBrowser();
const started = await startProduct({ example: true });
try {
  const page = await browser.newPage({ viewport: size, locale: 'en-GB', reducedMotion: 'reduce' });
  for (const [name, { path, until }] of Object.entries(pictures)) {
    await page.goto(`${started.page}${path}`, { waitUntil: 'networkidle' });
    await page.locator(until).first().waitFor();
    await page.screenshot({ path: join(import.meta.dirname, name) });
  }
} finally {
  await browser.close();
  await started.stop();
}
