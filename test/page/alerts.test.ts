import { describe, expect } from 'vitest';
import { barriersIn, pageTest, visit, widths } from './support/page-test.ts';

describe('alerts', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, have no barrier that axe finds`, () =>
      visit(
        '/alerts',
        async (page) => {
          await page.getByText('Add a rule').click();
          await page.getByRole('button', { name: 'A score below its target' }).click();
          await page.getByRole('listitem', { name: 'below-target' }).waitFor();
          expect(await barriersIn(page, `alerts-${width}`)).toEqual([]);
        },
        { width },
      ),
    );
});
