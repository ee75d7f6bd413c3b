import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { failing } from './support/failing-route.ts';
import { address, ask, barriersIn, inaccessible, pageTest, visit, widths } from './support/page-test.ts';

const answer = z.object({
  compared: z.number(),
  findings: z.array(
    z.object({
      certainty: z.enum(['significant', 'likely']),
      effect: z.number(),
      text: z.object({ headline: z.string() }),
      evidence: z.object({ comments: z.number() }),
    }),
  ),
});

const total = z.object({ total: z.object({ responses: z.number() }) });

const title = { level: 1, name: 'Five things changed in May' } as const;
const journey = { level: 2, name: 'The journey: May 2025' } as const;

describe('Monday', () => {
  pageTest('begins with at most five findings, the largest significant one first', async () => {
    const { findings } = answer.parse(await ask('/findings'));
    await visit('/', async (page) => {
      await page.getByRole('heading', title).waitFor();
      const headlines = await page.locator('.finding h3').allInnerTexts();
      expect(headlines).toEqual(findings.map(({ text }) => text.headline));
      expect(headlines.length).toBeLessThanOrEqual(5);
      const effects = findings.map(({ effect }) => Math.abs(effect));
      expect(findings.map(({ certainty }) => certainty)).toEqual(findings.map(() => 'significant'));
      expect(effects).toEqual(effects.toSorted((one, other) => other - one));
    });
  });

  pageTest('a finding leads to exactly the responses that it counts', () =>
    visit('/', async (page) => {
      const link = page
        .locator('.finding')
        .getByRole('link', { name: /^\d+ comments on “/ })
        .first();
      const counted = Number.parseInt(await link.innerText(), 10);
      await link.click();
      await page.waitForURL(/\/comments\?period=2025-05&tp=/);
      const opened = new URL(page.url()).searchParams;
      const theme = opened.get('issue') === null ? 'theme' : 'issue';
      const asked = `touchpoint=${opened.get('tp')}&${theme}=${opened.get(theme)}`;
      const query = `/comments?from=2025-05&to=2025-05&${asked}`;
      expect(total.parse(await ask(query)).total.responses).toBe(counted);
      await page.goBack();
      await page.getByRole('heading', title).waitFor();
    }),
  );

  pageTest(
    'never reorders the list under the pointer: what came in meanwhile waits until the reader asks',
    async () => {
      let isLoading = true;
      const progress = { chunksDone: 0, chunksTotal: 2 };
      const before = async (page: Page): Promise<void> => {
        await page.route(/\/api\/batches\?limit=100$/, (route) =>
          route.fulfill({
            json: { batches: [{ batchId: 'new', status: isLoading ? 'analyzing' : 'complete', progress }] },
          }),
        );
        await page.route(/\/api\/findings/, async (route) => {
          const response = await route.fetch();
          const { findings, ...others } = z
            .looseObject({ findings: z.array(z.unknown()) })
            .parse(await response.json());
          await route.fulfill({
            json: { ...others, findings: isLoading ? findings : findings.toReversed() },
          });
        });
      };
      await visit(
        '/',
        async (page) => {
          const headlines = () => page.locator('.finding h3').allInnerTexts();
          await page.getByRole('heading', title).waitFor();
          const shown = await headlines();
          await page.locator('.finding h3').first().hover();
          isLoading = false;
          await page.getByRole('button', { name: 'Show the new list' }).waitFor();
          expect(await headlines()).toEqual(shown);
          await page.getByRole('button', { name: 'Show the new list' }).click();
          expect(await headlines()).toEqual(shown.toReversed());
        },
        { before },
      );
    },
  );

  pageTest(
    'shows as a table every score and theme that was compared, as many as it says, and back',
    async () => {
      await visit('/', async (page) => {
        const all = page.getByRole('button', { name: /^All \d+ scores and themes$/ });
        const counted = Number(/\d+/.exec(await all.innerText())?.[0]);
        await all.click();
        await page.waitForURL(`${address()}/?as=table`);
        const verdicts = await page.locator('.compared tbody tr td:last-child').allInnerTexts();
        expect(verdicts.filter((verdict) => verdict !== 'too few responses').length).toBe(counted);
        expect(await inaccessible(page)).toEqual([]);
        await page.getByRole('button', { name: 'As findings' }).click();
        await page.locator('.finding').first().waitFor();
      });
    },
  );

  pageTest('is read by keyboard: the figures of a finding, and the way to its responses', () =>
    visit('/', async (page) => {
      await page.getByRole('heading', journey).waitFor();
      const chart = page.getByRole('application', { name: /^Checkout: easy for 18%/ });
      // A key that comes before the chart is drawn is lost; the last point stays where there is no next one.
      await chart.locator('svg').first().waitFor();
      await expect
        .poll(
          async () => {
            await chart.focus();
            await page.keyboard.press('ArrowRight');
            return chart.getByText('May 2025: 18%, 13 to 24%, n 199.').first().isVisible();
          },
          { timeout: 60_000, interval: 200 },
        )
        .toBe(true);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.innerText')).toMatch(/^\d+ /);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/comments\?period=2025-05&tp=checkout/);
    }),
  );
});

describe('the first view', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, has no barrier that axe finds and fits its window`, () =>
      visit(
        '/',
        async (page) => {
          await page.getByRole('heading', title).waitFor();
          await page.getByRole('heading', journey).waitFor();
          expect(await barriersIn(page, `findings-${width}`)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        },
        { width },
      ),
    );

  pageTest('is in German', () =>
    visit(
      '/',
      async (page) => {
        await page
          .getByRole('heading', { level: 1, name: 'Im Mai haben sich fünf Dinge geändert' })
          .waitFor();
        await page.getByRole('heading', { level: 2, name: 'Anhaltende Probleme' }).waitFor();
      },
      { locale: 'de-DE', width: widths.phone },
    ),
  );

  pageTest('of a month without responses says so and links to the latest', () =>
    visit('/?period=2024-01', async (page) => {
      await page.getByRole('heading', { level: 1, name: 'No responses in January 2024' }).waitFor();
      await page.getByRole('link', { name: 'To the latest month' }).click();
      await page.getByRole('heading', title).waitFor();
    }),
  );

  pageTest('says why findings could not be read, keeps the journey, and reads them again on request', () => {
    const findings = failing('findings');
    return visit(
      '/',
      async (page) => {
        await findings.saysWhy(page);
        await page.getByRole('heading', journey).waitFor();
        await findings.readAgain(page);
        await page.getByRole('heading', title).waitFor();
      },
      findings.options,
    );
  });
});
