import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { pageTest, visit } from './support/page-test.ts';

/** A poor mobile connection: 1.6 Mbit/s, 400 ms until the first byte. */
const poor = { offline: false, latency: 400, downloadThroughput: 200_000, uploadThroughput: 200_000 };

const onPoorNetwork = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', poor);
};

const title = (page: Page) => page.getByRole('heading', { level: 1 });

const minute = 60_000;

describe('over a poor mobile connection', () => {
  for (const [path, name] of [
    ['/', 'changed in May'],
    ['/touchpoints/checkout?period=2025-05', 'Checkout'],
  ] as const)
    pageTest(
      `${path} says that it is loading, and then shows its figures`,
      () =>
        visit(
          path,
          async (page) => {
            await page
              .getByRole('status')
              .filter({ hasText: 'Loading' })
              .first()
              .waitFor({ timeout: minute });
            await title(page).filter({ hasText: name }).waitFor({ timeout: minute });
          },
          { before: onPoorNetwork },
        ),
      2 * minute,
    );

  pageTest(
    'the figures of a period stay, dimmed, until those of the next one are there',
    () =>
      visit('/?period=2025-05', async (page) => {
        await title(page).filter({ hasText: 'May' }).waitFor();
        await page.waitForLoadState('networkidle');
        await onPoorNetwork(page);
        await page.keyboard.press('[');
        await page.waitForURL(/period=2025-04/);
        await page.locator('.updating').first().waitFor();
        await title(page).filter({ hasText: 'May' }).waitFor();
        await title(page).filter({ hasText: 'April' }).waitFor({ timeout: minute });
        await page.locator('.updating').first().waitFor({ state: 'detached' });
      }),
    2 * minute,
  );

  pageTest(
    'the last of several periods that were asked for is shown',
    () =>
      visit('/?period=2025-05', async (page) => {
        await title(page).filter({ hasText: 'May' }).waitFor();
        await page.waitForLoadState('networkidle');
        await onPoorNetwork(page);
        for (const key of ['[', '[', ']']) {
          const before = page.url();
          await page.keyboard.press(key);
          await page.waitForURL((url) => url.href !== before);
        }
        await title(page).filter({ hasText: 'April' }).waitFor({ timeout: minute });
        await page.waitForLoadState('networkidle');
        expect(await title(page).innerText()).toContain('April');
      }),
    2 * minute,
  );
});
