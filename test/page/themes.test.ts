import { describe, expect } from 'vitest';
import { z } from 'zod';
import {
  address,
  apiAddress,
  inaccessible,
  looks,
  open,
  pageTest,
  shoot,
  visit,
  widths,
} from './page-test.ts';

const title = { level: 1, name: /^What [\d,]+ comments are about, May 2025$/ } as const;

const themesAnswer = z.object({
  themes: z.array(z.object({ id: z.string(), facts: z.object({ mentions: z.number() }).optional() })),
});

const taxonomyAnswer = z.object({
  etag: z.string(),
  themes: z.array(z.object({ id: z.string(), name: z.string() })),
});

const readTaxonomy = async () => taxonomyAnswer.parse(await (await fetch(`${apiAddress()}/taxonomy`)).json());

const changeTaxonomy = async (step: unknown): Promise<void> => {
  const { etag } = await readTaxonomy();
  const headers = { 'if-match': `"${etag}"`, 'content-type': 'application/json' };
  const { status } = await fetch(`${apiAddress()}/taxonomy`, {
    method: 'POST',
    headers,
    body: JSON.stringify(step),
  });
  expect(status).toBe(200);
};

const nameOfStaff = async (): Promise<string | undefined> =>
  (await readTaxonomy()).themes.find(({ id }) => id === 'staff')?.name;

describe('themes', () => {
  for (const { width, theme } of looks)
    pageTest(`at ${width} px, ${theme}, have no barrier that axe finds`, () =>
      visit(
        '/themes',
        async (page) => {
          await page.getByRole('heading', title).waitFor();
          await page.getByRole('heading', { name: 'Without a theme' }).waitFor();
          await shoot(page, `themes-${width}-${theme}`);
          expect(await inaccessible(page)).toEqual([]);
          await page.goto(`${address()}/themes/delivery`);
          await page.getByRole('heading', { name: 'What customers say' }).waitFor();
          await shoot(page, `theme-${width}-${theme}`);
          expect(await inaccessible(page)).toEqual([]);
        },
        { width, theme },
      ),
    );

  pageTest('are those of the API, the most spoken of first, each a link to its page', async () => {
    const answer = await fetch(`${apiAddress()}/themes?period=2025-05`);
    const { themes } = themesAnswer.parse(await answer.json());
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
      await page.getByRole('heading', { name: 'By which words' }).waitFor();
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

  pageTest('are edited by keyboard after a look at what would change, and the edit is taken back', () =>
    visit('/themes/staff', async (page) => {
      await page.getByRole('heading', { name: 'Staff', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Rename…' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Rename Staff' });
      await sheet.getByLabel('Name').fill('People');
      await page.keyboard.press('Enter');
      await sheet.getByText('Only names change').waitFor();
      expect(await nameOfStaff()).toBe('Staff');
      await sheet.getByRole('button', { name: 'Do it' }).press('Enter');
      await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
      expect(await nameOfStaff()).toBe('People');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByRole('heading', { name: 'Staff', exact: true }).waitFor();
    }),
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
      expect((await readTaxonomy()).themes.some(({ id }) => id === 'returns')).toBe(true);
    }),
  );

  pageTest('tell the second of two editors, who looks again, on a phone', async () => {
    // The browser notes the refusal as an error, which is what is looked for here.
    const { page } = await open('/themes/staff', { width: widths.phone });
    try {
      await page.getByRole('button', { name: 'Edit Staff' }).click();
      await page.getByRole('button', { name: 'Rename…' }).click();
      const sheet = page.getByRole('dialog', { name: 'Rename Staff' });
      await sheet.getByLabel('Name').fill('People');
      await sheet.getByRole('button', { name: 'Show what would change' }).click();
      await sheet.getByText('Only names change').waitFor();
      await changeTaxonomy({ edit: { kind: 'rename', theme: 'staff', name: 'Crew' } });
      await sheet.getByRole('button', { name: 'Do it' }).click();
      await sheet.getByText('Somebody else has changed the themes meanwhile.').waitFor();
      expect(await nameOfStaff()).toBe('Crew');
      await sheet.getByRole('button', { name: 'Look again' }).click();
      await sheet.getByRole('button', { name: 'Do it' }).click();
      await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
      await changeTaxonomy({ undo: true });
      await changeTaxonomy({ undo: true });
      expect(await nameOfStaff()).toBe('Staff');
    } finally {
      await page.context().close();
    }
  });
});
