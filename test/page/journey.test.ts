import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { address, ask, barriersIn, inaccessible, pageTest, visit, widths } from './support/page-test.ts';

const mapAnswer = z.object({
  stages: z.array(z.object({ touchpoints: z.array(z.object({ name: z.string(), responses: z.number() })) })),
});

const counts = z.object({ total: z.object({ comments: z.number() }) });
const moments = z.object({
  momentsOfTruth: z.record(z.string(), z.array(z.object({ touchpoint: z.string() }))),
});

/** The touchpoint and the issue in the address, as the API asks for them. */
const queryOf = (page: Page): string => {
  const search = new URL(page.url()).searchParams;
  return new URLSearchParams({
    touchpoint: search.get('tp') ?? '',
    issue: search.get('issue') ?? '',
  }).toString();
};

const responsesByName = async (): Promise<(readonly [string, string])[]> => {
  const { stages } = mapAnswer.parse(await ask('/journey?from=2025-05&to=2025-05'));
  return stages.flatMap(({ touchpoints }) =>
    touchpoints.map(({ name, responses }) => [name, responses.toLocaleString('en-GB')] as const),
  );
};

const title = { level: 1, name: 'The journey: May 2025' } as const;

describe('the journey', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, has no barrier that axe finds`, () =>
      visit(
        '/journey',
        async (page) => {
          await page.getByRole('heading', title).waitFor();
          expect(await barriersIn(page, `journey-${width}`)).toEqual([]);
        },
        { width },
      ),
    );

  pageTest('has the touchpoints and counts of the API, in its order', async () => {
    const expected = await responsesByName();
    expect(expected.length).toBe(9);
    await visit('/journey', async (page) => {
      await page.getByRole('heading', title).waitFor();
      const heads = await page.locator('.map-stage li').allInnerTexts();
      expect(heads.map((text) => text.split('\n').filter((line) => line !== ''))).toEqual(expected);
    });
  });

  pageTest('a complaint leads to exactly the comments that it counts', () =>
    visit('/journey', async (page) => {
      await page.getByRole('heading', title).waitFor();
      const complaint = page
        .getByRole('list', { name: 'Top complaint' })
        .getByRole('listitem')
        .filter({ hasText: 'Checkout' })
        .getByRole('link');
      const counted = Number(/of (\d+) negative/.exec(await complaint.innerText())?.[1]);
      await complaint.click();
      await page.waitForURL(/\/comments\?tp=checkout&issue=i-/);
      const { total } = counts.parse(await ask(`/comments?from=2025-05&to=2025-05&limit=1&${queryOf(page)}`));
      expect(total.comments).toBe(counted);
    }),
  );

  pageTest('says what each touchpoint adds to the score of all, as the API has it', async () => {
    const { momentsOfTruth } = moments.parse(await ask('/journey?from=2025-05&to=2025-05'));
    const told = momentsOfTruth['nps:transactional'] ?? [];
    await visit('/journey', async (page) => {
      await page.getByRole('heading', title).waitFor();
      const cells = page.getByRole('list', { name: 'Contribution to overall NPS' }).getByRole('listitem');
      const shown = await cells.allInnerTexts();
      expect(shown.filter((text) => /Significant\.|Not significant\./.test(text)).length).toBe(told.length);
      expect(shown.find((text) => text.startsWith('Checkout'))).toContain('n 213');
    });
  });

  pageTest('is saved as a report to print, of the period that is shown', () =>
    visit('/journey?period=2025-05', async (page) => {
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Report of the whole journey, to print' }).click();
      const report = readFileSync(await (await saved).path(), 'utf8');
      expect(report).toContain('<h1>The journey in May 2025</h1>');
      expect(report).toContain('<strong>Checkout</strong>');
    }),
  );

  pageTest('is read by arrow keys, figure by figure, and Enter leads to the touchpoint', () =>
    visit('/journey', async (page) => {
      await page.getByRole('heading', title).waitFor();
      const chart = page.getByRole('application', { name: /^Found it easy/ });
      await chart.locator('svg').first().waitFor();
      await chart.focus();
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
      await chart
        .getByText(
          'Checkout, Found it easy: 18%, 13 to 24%, n 199. 41% before; significant change. Target 60%, missed.',
        )
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${address()}/touchpoints/checkout`);
    }),
  );

  pageTest('shows the figures of a picture as a table and back, by one key', () =>
    visit('/journey', async (page) => {
      await page.getByRole('heading', title).waitFor();
      await page.getByRole('application', { name: /^NPS/ }).focus();
      await page.keyboard.press('t');
      const table = page.getByRole('table', { name: /^NPS/ });
      await table.waitFor();
      expect(await table.getByRole('row').count()).toBe(10);
      expect(await inaccessible(page)).toEqual([]);
      await page.keyboard.press('t');
      await table.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('application');
    }),
  );

  for (const width of Object.values(widths))
    pageTest(`shows all figures in one table where the address says so, at ${width} px`, () =>
      visit(
        '/journey?as=table',
        async (page) => {
          await page.getByRole('heading', title).waitFor();
          expect(await page.getByRole('application').count()).toBe(0);
          const table = page.getByRole('table', { name: title.name });
          const columns = await table.getByRole('columnheader').allInnerTexts();
          expect(columns).toEqual([
            ...['Touchpoint', 'n, May 2025', 'Net sentiment', 'NPS', 'Satisfied', 'Found it easy', 'Stars'],
            ...['Top complaint', 'Top praise', 'Owner'],
          ]);
          const row = table.getByRole('row', { name: /^Checkout/ });
          const easy = await row.getByRole('cell').nth(4).innerText();
          expect(easy.split('\n')).toEqual(['18%', '13 to 24%, n 199', 'Target 60%, missed.', '▼ from 41%']);
          expect(await table.getByRole('rowheader').count()).toBe(9 + 5);
          expect(await inaccessible(page)).toEqual([]);
        },
        { width },
      ),
    );

  pageTest('on a phone shows the metric that is chosen, on one axis', () =>
    visit(
      '/journey',
      async (page) => {
        await page.getByRole('heading', title).waitFor();
        await page.getByRole('button', { name: 'Show: Net sentiment' }).click();
        await page.getByRole('option', { name: 'NPS' }).click();
        await page.waitForURL(`${address()}/journey?metric=nps`);
        const rows = await page.locator('.list-row').allInnerTexts();
        expect(rows.length).toBe(9);
        expect(rows[1]).toContain('not asked');
      },
      { width: widths.phone },
    ),
  );

  pageTest('of a stage that has nothing names the filter and lifts it', () =>
    visit('/journey?stage=nowhere', async (page) => {
      await page.getByText('Nothing matches stage nowhere.').waitFor();
      await page.getByRole('button', { name: 'Remove stage nowhere' }).click();
      await page.getByRole('heading', title).waitFor();
    }),
  );
});
