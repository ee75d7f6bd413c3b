import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { address, apiAddress, inaccessible, looks, pageTest, shoot, visit } from './page-test.ts';

const stored = z.object({ tag: z.string().optional(), text: z.string() });

const readFile = async (file: string) =>
  stored.parse(await (await fetch(`${apiAddress()}/config/${file}`)).json());

/** Somebody else, or the same person elsewhere. */
const putFile = async (file: string, text: string): Promise<number> => {
  const { tag } = await readFile(file);
  const { status } = await fetch(`${apiAddress()}/config/${file}`, {
    method: 'PUT',
    body: JSON.stringify({ text }),
    headers: tag === undefined ? { 'if-none-match': '*' } : { 'if-match': tag },
  });
  return status;
};

const touchpoint = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

describe('the editor of the journey', () => {
  for (const { width, theme } of looks)
    pageTest(`at ${width} px, ${theme}, has no barrier that axe finds`, () =>
      visit(
        '/journey/edit',
        async (page) => {
          await touchpoint(page, 'Checkout').getByLabel('Owner').fill('Tills');
          await page.getByRole('button', { name: 'Show what changes' }).click();
          await page.getByRole('heading', { name: 'One change:' }).waitFor();
          await shoot(page, `journey-edit-${width}-${theme}`);
          expect(await inaccessible(page)).toEqual([]);
        },
        { width, theme },
      ),
    );

  pageTest('stores order, owner and target, keeps comments, and says who was faster', async () => {
    const { text: before } = await readFile('journey');
    try {
      await visit(
        '/journey',
        async (page) => {
          await page.getByRole('link', { name: 'Edit order, owners and targets' }).click();
          const checkout = touchpoint(page, 'Checkout');
          await checkout.getByLabel('Owner').fill('Tills');
          await checkout.getByLabel('Found it easy, 1-7').fill('65');
          const later = checkout.getByRole('button', { name: 'Move Checkout earlier' });
          await later.focus();
          await page.keyboard.press('Enter');
          expect(await page.evaluate('document.activeElement.textContent')).toContain(
            'Move Checkout earlier',
          );
          await page.reload();
          expect(await checkout.getByLabel('Owner').inputValue()).toBe('Tills');

          expect(await putFile('journey', before.replace('Logistics', 'Parcels'))).toBe(200);
          await page.getByRole('button', { name: 'Show what changes' }).click();
          await page.getByText('local saved another version').waitFor();
          await page.getByRole('button', { name: 'Keep mine' }).click();
          const changes = page.locator('.change-list li');
          await changes.first().waitFor();
          expect(await changes.allInnerTexts()).toEqual([
            'Buy in this order: Store visit, Checkout → Checkout, Store visit',
            'Buy › Checkout › Owner Payments → Tills',
            'Buy › Checkout › Targets › Found it easy, 1-7 0.6 → 0.65',
            'Receive › Delivery › Owner Parcels → Logistics',
          ]);
          await page.getByRole('button', { name: 'Save 4 changes' }).click();
          await page.getByText('Saved', { exact: true }).waitFor();
        },
        { refusals: true },
      );
      const { text: after } = await readFile('journey');
      expect(after).toContain('# Owners are roles, never persons.');
      expect(after.indexOf('id: checkout')).toBeLessThan(after.indexOf('id: store-visit'));
      expect(after).toContain('owner: Tills');
    } finally {
      await putFile('journey', before);
    }
  });

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
        await page.getByText('Nothing changed yet.').waitFor();
        expect(await easy.inputValue()).toBe('60');
        expect(page.url()).toBe(`${address()}/journey/edit`);
      },
      { refusals: true },
    ),
  );
});

describe('the settings', () => {
  for (const { width, theme } of looks)
    pageTest(`at ${width} px, ${theme}, have no barrier that axe finds`, () =>
      visit(
        '/settings/',
        async (page) => {
          await page.getByRole('button', { name: 'Add a digest' }).click();
          await page.getByRole('listitem', { name: 'digest' }).waitFor();
          await page.getByText('UTC', { exact: true }).waitFor();
          await shoot(page, `settings-${width}-${theme}`);
          expect(await inaccessible(page)).toEqual([]);
        },
        { width, theme },
      ),
    );

  pageTest('store a schedule that is added', async () => {
    try {
      await visit('/', async (page) => {
        await page.getByRole('button', { name: /Preferences in this browser/ }).click();
        await page.getByRole('link', { name: 'Settings for everybody' }).click();
        await page.getByRole('button', { name: 'Add a digest' }).click();
        await page.getByRole('listitem', { name: 'digest' }).getByLabel('Every').selectOption('month');
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByText('digest added').waitFor();
        await page.getByRole('button', { name: 'Save this change' }).click();
        await page.getByText('Saved', { exact: true }).waitFor();
      });
      expect((await readFile('calendar')).text).toContain('every: month');
    } finally {
      await putFile('calendar', '');
    }
  });
});
