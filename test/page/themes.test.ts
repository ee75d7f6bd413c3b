import { describe, expect } from 'vitest';
import { z } from 'zod';
import {
  address,
  ask,
  barriersIn,
  inaccessible,
  pageTest,
  shoot,
  visit,
  widths,
} from './support/page-test.ts';

const title = { level: 1, name: /^What [\d,]+ comments are about, May 2025$/ } as const;

const themesAnswer = z.object({
  themes: z.array(z.object({ id: z.string(), facts: z.object({ mentions: z.number() }).optional() })),
});

const taxonomyAnswer = z.object({ themes: z.array(z.object({ id: z.string() })) });

describe('themes', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, have no barrier that axe finds`, () =>
      visit(
        '/themes',
        async (page) => {
          await page.getByRole('heading', title).waitFor();
          await page.getByRole('heading', { name: 'Without a theme' }).waitFor();
          expect(await barriersIn(page, `themes-${width}`)).toEqual([]);
          await page.goto(`${address()}/themes/delivery`);
          await page.getByRole('heading', { name: 'What customers say' }).waitFor();
          expect(await barriersIn(page, `theme-${width}`)).toEqual([]);
        },
        { width },
      ),
    );

  pageTest('are those of the API, the most frequent first, each with a link to its page', async () => {
    const { themes } = themesAnswer.parse(await ask('/themes?period=2025-05'));
    const [most] = themes.toSorted(
      (left, right) => (right.facts?.mentions ?? 0) - (left.facts?.mentions ?? 0),
    );
    await visit('/themes', async (page) => {
      await page.getByRole('heading', title).waitFor();
      expect(await page.locator('.theme-row').count()).toBe(themes.length);
      await page.locator('.theme-row').first().focus();
      await page.locator('.theme-row').first().locator('.theme-sentence').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${address()}/themes/${most?.id}`);
      await page.getByRole('heading', { name: 'Matched words' }).waitFor();
    });
  });

  pageTest('in German have German names', () =>
    visit(
      '/themes/delivery',
      async (page) => {
        await page.getByRole('heading', { level: 2, name: 'Lieferung' }).waitFor();
      },
      { locale: 'de-DE' },
    ),
  );

  pageTest('show how many comments an edit would move, and change nothing before it is done', () =>
    visit('/themes/returns', async (page) => {
      await page.getByRole('button', { name: 'Merge…' }).click();
      const sheet = page.getByRole('dialog', { name: 'Merge Returns and refunds into another theme' });
      await sheet.getByRole('button', { name: /^Into/ }).click();
      await page.getByRole('option', { name: 'Delivery' }).click();
      await sheet.getByRole('button', { name: 'Show what would change' }).click();
      await sheet.getByText(/^\d+ comments change, of [\d,]+ in May 2025\./).waitFor();
      await sheet.getByText(/from Returns and refunds to Delivery/).waitFor();
      expect(await inaccessible(page)).toEqual([]);
      await shoot(page, 'themes-merge');
      await sheet.getByRole('button', { name: 'Cancel' }).click();
      const { themes } = taxonomyAnswer.parse(await ask('/taxonomy'));
      expect(themes.some(({ id }) => id === 'returns')).toBe(true);
    }),
  );
});
