import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { address, barriersIn, pageTest, visit, widths } from './support/page-test.ts';

const touchpoint = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

describe('the editor of the journey', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, has no barrier that axe finds`, () =>
      visit(
        '/journey/edit',
        async (page) => {
          await touchpoint(page, 'Checkout').getByLabel('Owner').fill('Tills');
          await page.getByRole('button', { name: 'Show what changes' }).click();
          await page.getByRole('heading', { name: 'One change:' }).waitFor();
          expect(await barriersIn(page, `journey-edit-${width}`)).toEqual([]);
        },
        { width },
      ),
    );

  pageTest('stores nothing that the pipeline could not read, and says what is wrong', () =>
    visit(
      '/journey/edit',
      async (page) => {
        const easy = touchpoint(page, 'Checkout').getByLabel('Found it easy, 1-7');
        await easy.fill('99');
        await touchpoint(page, 'Checkout').getByRole('textbox', { name: 'Touchpoint' }).fill('Delivery');
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByText('two touchpoints share a name').waitFor();
        await page.getByRole('button', { name: 'Discard' }).click();
        await page.getByText('No unsaved changes.').waitFor();
        expect(await easy.inputValue()).toBe('60');
        expect(page.url()).toBe(`${address()}/journey/edit`);
      },
      { refusals: true },
    ),
  );
});

describe('the settings', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, have no barrier that axe finds`, () =>
      visit(
        '/settings/',
        async (page) => {
          await page.getByRole('button', { name: 'Add a digest' }).click();
          await page.getByRole('listitem', { name: 'digest' }).waitFor();
          await page.getByText('UTC', { exact: true }).waitFor();
          expect(await barriersIn(page, `settings-${width}`)).toEqual([]);
        },
        { width },
      ),
    );
});
