import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { address, inaccessible, pageTest, shoot, visit } from '../support/page-test.ts';

const first = (page: Page) => page.getByRole('article').first();

describe('the comments', () => {
  pageTest(
    'are corrected and followed up, shown so in the list, filtered by it, and the correction is undone',
    () =>
      visit('/comments?tp=returns&q=refund', async (page) => {
        await first(page).getByRole('button').click();
        await page
          .getByRole('button', { name: /^Correct sentiment/ })
          .first()
          .click();
        await page.getByRole('option', { name: 'neutral', exact: true }).click();
        await first(page).getByText('Corrected: neutral').waitFor();
        await page.getByText(/^Corrected by /).waitFor();
        await page.getByRole('button', { name: /^Status/ }).click();
        await page.getByRole('option', { name: 'in progress' }).click();
        await first(page).getByText('in progress').waitFor();
        expect(await inaccessible(page)).toEqual([]);
        await shoot(page, 'comments-corrected');
        await page.goto(`${address()}/comments?tp=returns&corrected=true&followup=in-progress`);
        await first(page).getByText('Corrected: neutral').waitFor();
        expect(await page.getByRole('article').count()).toBe(1);
        await first(page).getByRole('button').click();
        await page
          .getByRole('button', { name: /^Correct sentiment/ })
          .first()
          .click();
        await page.getByRole('option', { name: /^as scored/ }).click();
        await first(page).getByText('Corrected: neutral').waitFor({ state: 'detached' });
        await page.getByRole('button', { name: /^Status/ }).click();
        await page.getByRole('option', { name: 'not followed up' }).click();
        await first(page).getByText('in progress').waitFor({ state: 'detached' });
      }),
  );

  pageTest('are corrected by keys alone: e goes to what to correct, u undoes it', () =>
    visit('/comments?tp=returns&q=refund&label=negative', async (page) => {
      await first(page).getByRole('button').waitFor();
      for (const key of ['j', 'e']) await page.keyboard.press(key);
      const choice = page.getByRole('button', { name: /^Correct sentiment/ }).first();
      await choice.and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('option').and(page.locator(':focus')).waitFor();
      await page.keyboard.press('End');
      await page.getByRole('option', { name: 'positive', exact: true }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await first(page).getByText('Corrected: positive').waitFor();
      await page.getByText('Undo', { exact: true }).waitFor();
      await page.keyboard.press('u');
      await first(page).getByText('Corrected: positive').waitFor({ state: 'detached' });
    }),
  );
});
