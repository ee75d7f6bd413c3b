import { describe, expect } from 'vitest';
import { inaccessible, looks, pageTest, shoot, visit } from './support/page-test.ts';

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
});
