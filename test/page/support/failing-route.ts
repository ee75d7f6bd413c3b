import type { Page } from 'playwright-core';
import type { OpenOptions } from './page-test.ts';

/** How a route fails: it refuses, it breaks, or nothing answers. */
type Failure = 'refuses' | 'breaks' | 'is gone';

const said = {
  refuses: 'it took too long · [scan-too-slow]',
  breaks: 'something broke · [internal]',
  'is gone': 'Verbatim is not responding. Is it still running?',
} as const;

const errors = {
  refuses: { status: 422, json: { error: { code: 'scan-too-slow', message: 'it took too long' } } },
  breaks: { status: 500, json: { error: { code: 'internal', message: 'something broke' } } },
} as const;

/**
 * A route of the API that fails until it is asked for again.
 *
 * @example
 * const drivers = failing('drivers');
 * await visit(path, async (page) => { await drivers.saysWhy(page); await drivers.readAgain(page); }, drivers.options);
 */
export const failing = (route: string, failure: Failure = 'refuses') => {
  let isFailing = true;
  const options: OpenOptions = {
    refusals: true,
    before: (page) =>
      page.route(`**/api/${route}*`, (request) => {
        if (!isFailing) return request.continue();
        return failure === 'is gone' ? request.abort('timedout') : request.fulfill(errors[failure]);
      }),
  };
  return {
    options,
    /** Holds that the page says why. */
    saysWhy: (page: Page): Promise<void> =>
      page.getByRole('alert').getByText(said[failure]).first().waitFor(),
    /** Lets it answer from now on, and asks for it again. */
    readAgain: async (page: Page): Promise<void> => {
      isFailing = false;
      await page.getByRole('button', { name: 'Try again' }).first().click();
    },
  };
};
