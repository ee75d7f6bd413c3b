import { describe, expect } from 'vitest';
import { z } from 'zod';
import { apiAddress, ask, pageTest, visit, widths } from '../support/page-test.ts';

const taxonomyAnswer = z.object({
  etag: z.string(),
  themes: z.array(z.object({ id: z.string(), name: z.string() })),
});

const readTaxonomy = async () => taxonomyAnswer.parse(await ask('/taxonomy'));

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
  pageTest('are edited by keyboard after a preview of what would change, and the edit is undone', () =>
    visit('/themes/staff', async (page) => {
      await page.getByRole('heading', { name: 'Staff', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Rename…' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Rename Staff' });
      await sheet.getByLabel('Name').fill('People');
      await page.keyboard.press('Enter');
      await sheet.getByText('Only names change').waitFor();
      expect(await nameOfStaff()).toBe('Staff');
      await sheet.getByRole('button', { name: 'Apply' }).press('Enter');
      await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
      expect(await nameOfStaff()).toBe('People');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByRole('heading', { name: 'Staff', exact: true }).waitFor();
    }),
  );

  pageTest('warn the second of two editors, who checks again, on a phone', () =>
    visit(
      '/themes/staff',
      async (page) => {
        await page.getByRole('button', { name: 'Edit Staff' }).click();
        await page.getByRole('button', { name: 'Rename…' }).click();
        const sheet = page.getByRole('dialog', { name: 'Rename Staff' });
        await sheet.getByLabel('Name').fill('People');
        await sheet.getByRole('button', { name: 'Show what would change' }).click();
        await sheet.getByText('Only names change').waitFor();
        await changeTaxonomy({ edit: { kind: 'rename', theme: 'staff', name: 'Crew' } });
        await sheet.getByRole('button', { name: 'Apply' }).click();
        await sheet.getByText('The themes were changed by someone else in the meantime.').waitFor();
        expect(await nameOfStaff()).toBe('Crew');
        await sheet.getByRole('button', { name: 'Check again' }).click();
        await sheet.getByRole('button', { name: 'Apply' }).click();
        await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
        await changeTaxonomy({ undo: true });
        await changeTaxonomy({ undo: true });
        expect(await nameOfStaff()).toBe('Staff');
      },
      { width: widths.phone, refusals: true },
    ),
  );
});
