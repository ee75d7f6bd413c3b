import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { failing } from './support/failing-route.ts';
import { address, ask, barriersIn, inaccessible, pageTest, visit, widths } from './support/page-test.ts';

const counts = z.object({
  total: z.object({ responses: z.number(), comments: z.number() }),
  examined: z.object({ responses: z.number() }),
});

const countOf = async (query: string) => {
  const answer = await ask(`/comments?from=2025-05&to=2025-05&limit=1&${query}`);
  const { total, examined } = counts.parse(answer);
  return { ...total, title: `${total.responses} of ${examined.responses} responses` };
};

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const first = (page: Page) => page.getByRole('article').first();
const focused = (page: Page) => page.evaluate('document.activeElement.getAttribute("aria-posinset")');

const checkout = '/comments?tp=checkout&q=payment';

describe('the comments', () => {
  for (const width of Object.values(widths))
    pageTest(
      `at ${width} px, light and dark, have no barrier that axe finds, the open response included`,
      () =>
        visit(
          checkout,
          async (page) => {
            await first(page).getByRole('button').waitFor();
            expect(await barriersIn(page, `comments-${width}`)).toEqual([]);
            await first(page).getByRole('button').click();
            await page.getByRole('heading', { name: 'The response' }).waitFor();
            expect(await barriersIn(page, `comments-open-${width}`)).toEqual([]);
          },
          { width },
        ),
    );

  pageTest('say how many of those that were examined match, as the API counts them', async () => {
    const [searched, felt] = await Promise.all([
      countOf('touchpoint=checkout&q=payment'),
      countOf('touchpoint=checkout&q=payment&label=negative'),
    ]);
    await visit(checkout, async (page) => {
      await heading(page, searched.title);
      expect(await first(page).getAttribute('aria-setsize')).toBe(String(searched.responses));
      await page.getByRole('button', { name: 'Sentiment: Any' }).click();
      await page.getByRole('option', { name: 'negative' }).click();
      await page.waitForURL(/label=negative/);
      await heading(page, felt.title);
    });
  });

  pageTest('are walked through by keys; Enter opens one, and Escape gives the focus back', () =>
    visit(checkout, async (page) => {
      await first(page).getByRole('button').waitFor();
      for (const key of ['j', 'j', 'PageDown', 'k']) await page.keyboard.press(key);
      expect(await focused(page)).toBe('2');
      await page.keyboard.press('Enter');
      await page.waitForURL(/open=/);
      const detail = page.getByRole('complementary', { name: 'The response' });
      await detail.getByText('Response ID').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      await detail.waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('2');
    }),
  );

  pageTest('light up the words of a theme that has the focus', () =>
    visit(checkout, async (page) => {
      await first(page).getByRole('button').click();
      const places = page.getByRole('list', { name: 'Themes, Signals' }).first();
      const place = places.getByRole('button').first();
      await place.focus();
      const said = await place.locator('q').innerText();
      const lit = await page.locator('mark.lit').allInnerTexts();
      expect(lit.join(' … ')).toBe(said);
    }),
  );

  pageTest('go on without end, and only those near the screen are kept on the page', () =>
    visit('/comments?period=2025-05', async (page) => {
      await first(page).getByRole('button').waitFor();
      const last = page.getByRole('article').last();
      await expect
        .poll(
          async () => {
            await page.mouse.wheel(0, 4000);
            return Number(await last.getAttribute('aria-posinset'));
          },
          { timeout: 25_000 },
        )
        .toBeGreaterThan(250);
      expect(await page.getByRole('article').count()).toBeLessThan(40);
    }),
  );

  pageTest('are exported as they are counted: a line for each comment', async () => {
    const { comments } = await countOf('touchpoint=checkout&q=payment');
    await visit(checkout, async (page) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as CSV' }).click();
      const rows = z
        .array(z.object({ touchpoint: z.string(), text: z.string() }))
        .parse(parse(readFileSync(await (await download).path()), { bom: true, columns: true }));
      expect(rows.length).toBe(comments);
      expect(rows.every(({ touchpoint, text }) => touchpoint === 'checkout' && /payment/i.test(text))).toBe(
        true,
      );
    });
  });

  pageTest('of fewer people than may be quoted are suppressed, and a filter can be removed', () =>
    visit('/comments?tp=checkout&q=zzz', async (page) => {
      await heading(page, 'Comments are suppressed');
      await page.getByText('This does not mean that there are none').waitFor();
      await page.getByRole('button', { name: 'Remove filter: Search: zzz' }).click();
      await page.waitForURL(`${address()}/comments?tp=checkout`);
      await heading(page, /responses$/);
    }),
  );

  pageTest('on a phone have their filters and the open response over the whole screen', () =>
    visit(
      '/comments?tp=checkout',
      async (page) => {
        await page.getByRole('button', { name: 'Filters', exact: true }).click();
        const sheet = page.getByRole('dialog', { name: 'Filters' });
        await sheet.getByRole('button', { name: 'Sentiment: Any' }).click();
        await page.getByRole('option', { name: 'positive' }).click();
        await page.waitForURL(/label=positive/);
        expect(await inaccessible(page)).toEqual([]);
        await sheet.getByRole('button', { name: 'Close' }).click();
        await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(widths.phone);
      },
      { width: widths.phone },
    ),
  );

  pageTest('are in German', () =>
    visit(checkout, (page) => heading(page, /^\d+ von \d+ Antwortbögen$/), { locale: 'de-DE' }),
  );
});

const withText = (text: string) => async (page: Page) => {
  await page.route('**/api/comments*', async (route) => {
    const body = await (await route.fetch()).text();
    await route.fulfill({ body: body.replaceAll(/"text":"[^"\\]*"/g, `"text":${JSON.stringify(text)}`) });
  });
};

describe('comments that are not what they should be', () => {
  pageTest('stay text where they look like markup', () =>
    visit(
      checkout,
      async (page) => {
        await first(page).getByText('<img src=x onerror=').waitFor();
        expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
      },
      { before: withText('<img src=x onerror="globalThis.struck=1"><script>struck=1</script>') },
    ),
  );

  pageTest('are listed also where they can’t be counted, and are counted on request', () => {
    const counts = failing('comments*totals=yes');
    return visit(
      checkout,
      async (page) => {
        await page.getByRole('alert').getByText('They could not be counted.').waitFor();
        await first(page).waitFor();
        await counts.readAgain(page);
        await heading(page, /responses$/);
      },
      counts.options,
    );
  });

  pageTest('say why they can’t be read, and are read again on request', () => {
    const comments = failing('comments');
    return visit(
      checkout,
      async (page) => {
        await comments.saysWhy(page);
        await comments.readAgain(page);
        await heading(page, /responses$/);
      },
      comments.options,
    );
  });
});
