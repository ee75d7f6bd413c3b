import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { address, apiAddress, ask, pageTest, visit } from '../support/page-test.ts';

const stored = z.object({ tag: z.string().optional(), text: z.string() });

const readFile = async (file: string) => stored.parse(await ask(`/config/${file}`));

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
});

describe('the settings', () => {
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

describe('retention', () => {
  pageTest('is set in months, for each kind on its own', async () => {
    try {
      await visit('/settings/', async (page) => {
        await page.getByLabel('Digests (months)').fill('24');
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByRole('button', { name: 'Save this change' }).click();
        await page.getByText('Saved', { exact: true }).waitFor();
      });
      expect((await readFile('retention')).text).toContain('digestMonths: 24');
    } finally {
      await putFile('retention', '');
    }
  });
});

describe('languages', () => {
  pageTest('are scored by what is chosen for each, and what applies anyway is not written', async () => {
    try {
      await visit('/settings/', async (page) => {
        await page.getByLabel('Dutch').selectOption('Not scored: counted only');
        await page.getByLabel('German').selectOption('Amazon Comprehend');
        await page.getByLabel('German').selectOption('Built-in model');
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByText('Languages of comments › Dutch Not scored: counted only').waitFor();
        await page.getByRole('button', { name: 'Save this change' }).click();
        await page.getByText('Saved', { exact: true }).waitFor();
      });
      expect((await readFile('languages')).text).toBe('engines:\n  nl: none\n');
    } finally {
      await putFile('languages', '');
    }
  });
});

describe('alerts', () => {
  pageTest('are tried on the last day with feedback, lead to their evidence, and are stored', async () => {
    try {
      await visit('/alerts', async (page) => {
        await page.getByText('Add a rule').click();
        await page.getByRole('button', { name: 'A score below its target' }).click();
        const rule = page.getByRole('listitem', { name: 'below-target' });
        await rule.getByLabel('Target').fill('100');
        await page.getByRole('button', { name: 'Try the rules on the last day with feedback' }).click();
        await page.getByText(/alerts would have been raised/).waitFor();
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByText('below-target added').waitFor();
        await page.getByRole('button', { name: 'Save this change' }).click();
        await page.getByText('Saved', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Try the rules on the last day with feedback' }).click();
        await page.getByRole('link', { name: 'Show the evidence' }).first().click();
        await page.waitForURL(new RegExp(`^${address()}/touchpoints/`));
      });
    } finally {
      expect(await putFile('alerts', '')).toBe(200);
    }
  });
});
