import { describe, expect } from 'vitest';
import { failing } from './support/failing-route.ts';
import { pageTest, visit } from './support/page-test.ts';

/** Each view, and the route that its first part asks. */
const views = [
  ['/', 'findings'],
  ['/', 'journey'],
  ['/journey', 'journey'],
  ['/journey/edit', 'config/journey'],
  ['/touchpoints/checkout?period=2025-05', 'findings'],
  ['/touchpoints/checkout?period=2025-05', 'trends'],
  ['/comments?period=2025-05', 'comments'],
  ['/themes?period=2025-05', 'themes'],
  ['/themes/digital?period=2025-05', 'themes/digital'],
  ['/reports', 'digests/_all/month/latest'],
  ['/alerts', 'alerts'],
  ['/data', 'batches'],
  ['/settings', 'config/metrics'],
] as const;

pageTest('an address that names nothing says so, and offers no second try', () =>
  visit(
    '/touchpoints/chekout',
    async (page) => {
      const alert = page.getByRole('alert');
      await alert.getByText('Nothing with this name was found.').waitFor();
      await alert.getByText('expected checkout').waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    },
    { refusals: true },
  ),
);

for (const failure of ['breaks', 'is gone'] as const)
  describe(`where a route of the API ${failure}`, () => {
    for (const [path, route] of views)
      pageTest(
        `${path} says so in the place of ${route}, keeps the rest, and reads it again on request`,
        () => {
          const failed = failing(route, failure);
          return visit(
            path,
            async (page) => {
              await failed.saysWhy(page);
              expect(await page.getByRole('navigation', { name: 'Views' }).first().isVisible()).toBe(true);
              await failed.readAgain(page);
              await page.getByRole('alert').first().waitFor({ state: 'detached' });
              await page.getByRole('heading', { level: 1 }).first().waitFor();
            },
            failed.options,
          );
        },
      );
  });
