import { expect } from 'vitest';
import { inaccessible, looks, pageTest, shoot, visit } from './page-test.ts';

for (const { width, theme } of looks) {
  pageTest(`the journey at ${width} px, ${theme}, has no barrier that axe finds`, () =>
    visit(
      '/journey',
      async (page) => {
        await page.getByRole('heading', { name: 'The journey in May 2025' }).waitFor();
        await shoot(page, `journey-${width}-${theme}`);
        expect(await inaccessible(page)).toEqual([]);
      },
      { width, theme },
    ),
  );
}
