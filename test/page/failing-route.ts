import type { Page } from 'playwright-core';
import type { OpenOptions } from './page-test.ts';

/**
 * A route of the API that fails until it is asked for again.
 *
 * @example
 * const drivers = failing('drivers');
 * await visit(path, async (page) => { await drivers.saysWhy(page); await drivers.readAgain(page); }, drivers.options);
 */
export const failing = (route: string) => {
  let isFailing = true;
  const json = { error: { code: 'scan-too-slow', message: 'it took too long' } };
  const options: OpenOptions = {
    refusals: true,
    before: (page) =>
      page.route(`**/api/${route}*`, (request) =>
        isFailing ? request.fulfill({ status: 422, json }) : request.continue(),
      ),
  };
  return {
    options,
    /** Holds that the page says why. */
    saysWhy: (page: Page): Promise<void> =>
      page.getByRole('alert').getByText('it took too long · [scan-too-slow]').waitFor(),
    /** Lets it answer from now on, and asks for it again. */
    readAgain: async (page: Page): Promise<void> => {
      isFailing = false;
      await page.getByRole('button', { name: 'Try again' }).click();
    },
  };
};
