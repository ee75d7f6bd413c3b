import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { failing } from './support/failing-route.ts';
import { address, ask, barriersIn, pageTest, visit, widths } from './support/page-test.ts';

const findings = z.object({
  compared: z.number(),
  scores: z.array(
    z.object({
      what: z.object({ name: z.string() }),
      figure: z.object({ value: z.number(), n: z.number() }),
    }),
  ),
});
const total = z.object({ total: z.object({ comments: z.number() }) });

const path = '/touchpoints/checkout?period=2025-05';
const title = { level: 1, name: 'Checkout: easy for 18%, after 41% in April' } as const;
const sections = [
  'By week',
  'What changed since April',
  'Different scores, or a different mix?',
  'What they say',
  'What moves “Found it easy” here',
  'Side by side',
  'Comments',
];

const parts = [
  '.tp-trend .chart svg',
  '.tp-themes tbody tr',
  '.tp-half .chart svg >> nth=2',
  '.tp-sides .chart svg >> nth=1',
  '.tp-quotes mark',
];

/** Goes to every section, and unfolds it where it is folded. */
const goToAll = async (page: Page): Promise<void> => {
  for (const name of sections) {
    const heading = page.getByRole('heading', { level: 2, name, exact: true });
    await heading.scrollIntoViewIfNeeded();
    const folded = page.locator('details:not([open])').filter({ has: heading });
    if ((await folded.count()) > 0) await folded.locator('summary').press('Enter');
  }
};

/** Parts are loaded when they come near, and move those below them: goes to all until these are there. */
const load = (page: Page, wanted: readonly string[]): Promise<void> =>
  expect
    .poll(
      async () => {
        await goToAll(page);
        const counts = await Promise.all(wanted.map((part) => page.locator(part).count()));
        return wanted.filter((_, index) => counts[index] === 0);
      },
      { timeout: 60_000, interval: 200 },
    )
    .toEqual([]);

const loadAll = async (page: Page): Promise<void> => {
  await page.getByRole('heading', title).waitFor();
  await load(page, parts);
};

describe('why a touchpoint is as it is', () => {
  pageTest('begins with its largest finding and the figures that the API has', async () => {
    const { scores } = findings.parse(await ask('/findings?touchpoint=checkout&period=2025-05'));
    await visit(path, async (page) => {
      await page.getByRole('heading', title).waitFor();
      const shown = await page.locator('.scores li').allInnerTexts();
      expect(shown.length).toBe(4);
      for (const { what, figure } of scores) {
        const text = shown.find((each) => each.startsWith(what.name));
        expect(text).toContain(`n ${figure.n}`);
      }
      expect(await page.locator('.score-figure b').allInnerTexts()).toEqual(['18%', '−20', '47%', '−27']);
    });
  });

  pageTest('the trend is read by keyboard, with what was expected, and leads to the comments of a week', () =>
    visit(path, async (page) => {
      const chart = page.getByRole('application', { name: /^Found it easy by week/ });
      await chart.locator('svg').first().waitFor();
      await chart.focus();
      for (let week = 0; week < 7; week += 1) await page.keyboard.press('ArrowRight');
      const sentence = 'Week of 14 April 2025: 14%, 7 to 28%, n 42. Expected: 71%, 52 to 89%. Unusual.';
      await chart.getByText(sentence).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${address()}/comments?from=2025-04-14&to=2025-04-20&tp=checkout`);
    }),
  );

  pageTest(
    'another score is chosen next to the trend, is in the address, and the back button returns to the first',
    () =>
      visit(path, async (page) => {
        await page.getByRole('button', { name: 'NPS', exact: true }).first().click();
        await page.waitForURL(/metric=nps:transactional/);
        await page.getByRole('application', { name: /^NPS by week/ }).waitFor();
        await page.goBack();
        await page.getByRole('application', { name: /^Found it easy by week/ }).waitFor();
      }),
  );

  pageTest('a theme leads to exactly the comments that it counts', () =>
    visit(path, async (page) => {
      await loadAll(page);
      const row = page.locator('.tp-topics tbody tr').filter({ hasText: 'Billing and payment' });
      const link = row.getByRole('link', { name: /^\d/ });
      await link.waitFor();
      const counted = Number.parseInt(await link.innerText(), 10);
      const query = '/comments?touchpoint=checkout&from=2025-05&to=2025-05&theme=billing';
      expect(total.parse(await ask(query)).total.comments).toBe(counted);
      await link.click();
      await page.waitForURL(`${address()}/comments?period=2025-05&tp=checkout&theme=billing`);
      await page.getByText(`${counted} comments`).first().waitFor();
    }),
  );

  pageTest('an issue leads to exactly the comments that it counts', () =>
    visit(path, async (page) => {
      await loadAll(page);
      const row = page.locator('.tp-topics').filter({ hasText: 'Issues' }).locator('tbody tr').first();
      const link = row.getByRole('link', { name: /^\d/ });
      await link.waitFor();
      const counted = Number.parseInt(await link.innerText(), 10);
      await link.click();
      await page.waitForURL(/\/comments\?period=2025-05&tp=checkout&issue=i-/);
      await page.getByText(`${counted} comments`).first().waitFor();
    }),
  );

  pageTest('a focused clause shows its sentiment and the words that decided it', () =>
    visit(`${path}&label=negative`, async (page) => {
      await loadAll(page);
      const clause = page.locator('.tp-clause').first();
      await clause.focus();
      const told = page.getByRole('tooltip');
      expect(await told.innerText()).toMatch(
        /^Clause: (negative|positive), [+−][01]\.\d\d\.\s*\S+ [+−]\d\.\d\d/,
      );
      await page.keyboard.press('Escape');
      expect(await told.count()).toBe(0);
    }),
  );

  pageTest('the table of the first view has all compared figures', async () => {
    const { compared } = findings.parse(await ask('/findings?touchpoint=checkout&period=2025-05'));
    await visit(path, async (page) => {
      await loadAll(page);
      await page.getByRole('link', { name: `All ${compared}` }).click();
      await page.waitForURL(`${address()}/?period=2025-05&tp=checkout&as=table`);
    });
  });

  pageTest('the scope bar names the touchpoint, and leads to another', () =>
    visit(path, async (page) => {
      await page.getByRole('button', { name: /Touchpoint: ?Checkout/i }).click();
      await page.getByRole('option', { name: 'Delivery' }).click();
      await page.waitForURL(`${address()}/touchpoints/delivery?period=2025-05`);
      await page.getByRole('heading', { level: 1, name: /^Delivery: / }).waitFor();
    }),
  );
});

pageTest('a viewer who adds an action sees which role may', () =>
  visit(
    path,
    async (page) => {
      await page.getByRole('button', { name: 'Add an action' }).click();
      await page.getByLabel('What was done').fill('Payment page redesigned');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('alert').getByText('Only analysts may add an action.').waitFor();
    },
    {
      refusals: true,
      before: (page) =>
        page.route('**/api/actions', (route) =>
          route.request().method() === 'POST'
            ? route.fulfill({
                status: 403,
                json: { error: { code: 'forbidden', message: 'your role does not allow this' } },
              })
            : route.continue(),
        ),
    },
  ),
);

describe('the touchpoint view', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, has no barrier that axe finds and fits its window`, () =>
      visit(
        path,
        async (page) => {
          await loadAll(page);
          expect(await barriersIn(page, `touchpoint-${width}`)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        },
        { width },
      ),
    );

  pageTest('on a phone folds its parts, and the trend begins at its latest end', () =>
    visit(
      path,
      async (page) => {
        await page.getByRole('heading', title).waitFor();
        await page.locator('.tp-trend .chart svg').waitFor();
        const left = await page.evaluate("document.querySelector('.tp-trend-scroll').scrollLeft");
        expect(left).toBeGreaterThan(100);
        // By key: parts above that are still loading may move it from under a pointer.
        const part = page.locator('summary').filter({ hasText: 'Side by side' });
        await part.press('Enter');
        await page.getByText('no significant difference by channel').waitFor();
        await part.press('Enter');
        await page.getByText('no significant difference by channel').waitFor({ state: 'hidden' });
      },
      { width: widths.phone },
    ),
  );

  pageTest('is in German', () =>
    visit(
      path,
      async (page) => {
        await page.getByRole('heading', { level: 1, name: /^Kasse|^Checkout: / }).waitFor();
        await page.getByRole('heading', { level: 2, name: 'Je Woche' }).waitFor();
        await page.getByRole('heading', { level: 2, name: 'Was sie sagen' }).waitFor();
      },
      { locale: 'de-DE' },
    ),
  );

  pageTest('a part that cannot be read says why in its own place, and is read again on request', () => {
    const drivers = failing('drivers');
    return visit(
      path,
      async (page) => {
        await load(page, ['[role=alert]', '.tp-sides .chart svg']);
        await drivers.saysWhy(page);
        await drivers.readAgain(page);
        await page.getByRole('application', { name: /^What moves/ }).waitFor();
      },
      drivers.options,
    );
  });

  pageTest('of an unknown touchpoint says that it was not found, and the filter shows its name', () =>
    visit(
      '/touchpoints/nowhere',
      async (page) => {
        await page.getByRole('alert').getByText('touchpoint not found').waitFor();
        await page.getByRole('button', { name: 'Touchpoint: nowhere' }).waitFor();
      },
      { refusals: true },
    ),
  );
});
