import { describe, expect } from 'vitest';
import { z } from 'zod';
import { address, apiAddress, inaccessible, looks, pageTest, shoot, visit } from './page-test.ts';

const stored = z.object({ tag: z.string().optional(), text: z.string() });

const putRules = async (text: string): Promise<void> => {
  const url = `${apiAddress()}/config/alerts`;
  const { tag } = stored.parse(await (await fetch(url)).json());
  const headers: Record<string, string> = tag === undefined ? { 'if-none-match': '*' } : { 'if-match': tag };
  expect((await fetch(url, { method: 'PUT', body: JSON.stringify({ text }), headers })).status).toBe(200);
};

describe('alerts', () => {
  for (const { width, theme } of looks)
    pageTest(`at ${width} px, ${theme}, have no barrier that axe finds`, () =>
      visit(
        '/alerts',
        async (page) => {
          await page.getByText('Add a rule').click();
          await page.getByRole('button', { name: 'A score below its target' }).click();
          await page.getByRole('listitem', { name: 'below-target' }).waitFor();
          await shoot(page, `alerts-${width}-${theme}`);
          expect(await inaccessible(page)).toEqual([]);
        },
        { width, theme },
      ),
    );

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
      await putRules('');
    }
  });
});
