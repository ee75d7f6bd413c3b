import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { pageTest, visit } from './support/page-test.ts';

const journey = '/journey?period=2025-05';
const title = 'The journey: May 2025';

/** Presses the button by keyboard and reads the file. */
const saved = async (page: Page, form: string): Promise<{ name: string; bytes: Buffer }> => {
  const button = page.getByRole('button', { name: `${form}, ${title}` });
  await button.focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

describe('a chart is saved by keyboard', () => {
  pageTest('as PNG of twice its size', () =>
    visit(journey, async (page) => {
      const { name, bytes } = await saved(page, 'PNG');
      expect(name).toBe('verbatim-the-journey-may-2025.png');
      expect([bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16)]).toEqual(['PNG', 2 * (960 + 48)]);
    }),
  );

  pageTest('as SVG with what the page shows, its n and the sentences of its points, and no style', () =>
    visit(journey, async (page) => {
      const svg = (await saved(page, 'SVG')).bytes.toString();
      for (const name of await page.locator('.map-stage a').allInnerTexts())
        expect(svg).toContain(`<title>${name}, Net sentiment: `);
      expect(svg).toMatch(/>n 2,048\.<\/text>/);
      expect(svg).not.toMatch(/<style|style=|var\(/);
    }),
  );

  pageTest('as CSV with every figure of every touchpoint', () =>
    visit(journey, async (page) => {
      const { bytes } = await saved(page, 'CSV');
      const rows: Record<string, string>[] = parse(bytes, { bom: true, columns: true });
      expect(rows.length).toBe(5 * 9);
      expect(
        rows.find((row) => row['Touchpoint'] === 'Checkout' && row['Figure'] === 'Found it easy'),
      ).toMatchObject({
        Value: '18%',
        '95% interval': '13 to 24%',
        n: '199',
        chart: title,
      });
    }),
  );
});
