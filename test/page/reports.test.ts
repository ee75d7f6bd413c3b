import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { opened } from '../reports/slides/opened.ts';
import { address, ask, barriersIn, pageTest, visit, widths } from './support/page-test.ts';

const digestAnswer = z.object({
  digest: z.object({
    title: z.string(),
    facts: z.array(z.object({ section: z.string(), headline: z.string() })),
    findings: z.object({ scores: z.array(z.object({ what: z.object({ name: z.string() }) })) }),
  }),
});

const readMay = async () => digestAnswer.parse(await ask('/digests/_all/month/2025-05?lang=en')).digest;

const may = '/reports/_all/month/2025-05';
const title = { level: 1, name: 'The whole journey, May 2025' } as const;

const arrive = (page: Page): Promise<void> => page.getByRole('heading', title).waitFor();

describe('a digest', () => {
  pageTest('says what the API says: findings in their order, and all scores in one table', async () => {
    const { facts, findings } = await readMay();
    await visit(may, async (page) => {
      await arrive(page);
      const changed = facts.filter(({ section }) => section === 'changed').map(({ headline }) => headline);
      expect(await page.locator('.finding h3').allInnerTexts()).toEqual(changed);
      const scores = page.getByRole('table').filter({ hasText: 'Compared' }).locator('tbody th');
      expect(await scores.allInnerTexts()).toEqual(findings.scores.map(({ what }) => what.name));
    });
  });

  pageTest('is reached from the list, and leads to the period before and to one touchpoint', () =>
    visit('/reports', async (page) => {
      await page.getByRole('link', { name: 'Last month' }).click();
      await page.waitForURL(`${address()}/reports/_all/month/latest`);
      await page.getByRole('link', { name: 'Previous period' }).click();
      await page.waitForURL(/\/reports\/_all\/month\/2025-0\d$/);
      await page.getByRole('button', { name: /^Touchpoint: / }).click();
      await page.getByRole('option', { name: 'Checkout' }).click();
      await page.waitForURL(/\/reports\/checkout\/month\//);
      await page.getByRole('heading', { level: 1, name: /^Checkout, / }).waitFor();
    }),
  );

  pageTest('leads to exactly the responses that a finding counts', () =>
    visit(may, async (page) => {
      await arrive(page);
      await page
        .locator('.finding')
        .getByRole('link', { name: /^\d+ comments on “/ })
        .first()
        .click();
      await page.waitForURL(/\/comments\?period=2025-05&tp=[a-z-]+&(?:issue|theme)=/);
    }),
  );

  pageTest('is saved as a presentation that opens with the same words', async () => {
    const { title: name, facts } = await readMay();
    await visit(may, async (page) => {
      await arrive(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'PowerPoint' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('verbatim-journey-month-2025-05.pptx');
      const { slides } = opened(readFileSync(await download.path()));
      expect(slides[0]?.slice(0, 2)).toEqual([name, facts[0]?.headline]);
    });
  });

  pageTest('is printed without navigation and controls', () =>
    visit(may, async (page) => {
      await arrive(page);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('button', { name: 'PowerPoint' }).isVisible()).toBe(false);
      expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
      expect(await page.getByRole('heading', title).isVisible()).toBe(true);
    }),
  );

  pageTest('on a phone follows the list, and leads back to it', () =>
    visit(
      '/reports',
      async (page) => {
        await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
        await page.getByRole('link', { name: 'Last month' }).click();
        await page.getByRole('link', { name: 'All digests' }).click();
        await page.waitForURL(`${address()}/reports`);
      },
      { width: widths.phone },
    ),
  );

  pageTest('is in German', () =>
    visit(
      may,
      async (page) => {
        await page.getByRole('heading', { level: 1, name: 'Die ganze Customer Journey, Mai 2025' }).waitFor();
        await page.getByRole('heading', { level: 2, name: 'Was sich geändert hat' }).waitFor();
      },
      { locale: 'de-DE' },
    ),
  );

  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, has no barrier that axe finds and fits its window`, () =>
      visit(
        may,
        async (page) => {
          await arrive(page);
          await page.getByRole('heading', { level: 2, name: 'In their words' }).waitFor();
          expect(await barriersIn(page, `reports-${width}`)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        },
        { width },
      ),
    );

  pageTest('says why it could not be read, and keeps the list', () =>
    visit(
      may,
      async (page) => {
        await page.getByRole('alert').getByText('out of order · [internal]').waitFor();
        await page.getByRole('link', { name: 'Last week' }).waitFor();
      },
      {
        refusals: true,
        before: (page) =>
          page.route('**/api/digests/_all/**', (route) =>
            route.fulfill({ status: 500, json: { error: { code: 'internal', message: 'out of order' } } }),
          ),
      },
    ),
  );
});
