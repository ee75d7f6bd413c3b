import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { failing } from './support/failing-route.ts';
import { address, barriersIn, inaccessible, pageTest, visit, widths } from './support/page-test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const headingText = async (page: Page): Promise<string> => (await heading(page).innerText()).trim();

/** Waits until the first heading says this. */
const arrive = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();

const pathOf = (page: Page): string => page.url().slice(address().length);

/** Every view. At 1280 px all parts of a touchpoint are loaded at once where the window is tall. */
const paths = [
  ...['/', '/journey', '/journey/edit', '/touchpoints/checkout?period=2025-05', '/comments'],
  ...['/themes', '/themes/digital', '/reports', '/alerts', '/data', '/settings'],
];

/** Of script, gzipped, for any view. */
const maxKilobytes = 200;

/** How far what is shown moves on its own, as Chromium scores it: 0 is not at all, above 0.1 is poor. */
const layoutShift = `new Promise((resolve) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(shifts.reduce((sum, { value }) => sum + value, 0))));
})`;

/** The script of a view that is loaded meanwhile, in bytes, gzipped. */
const measureScript = (page: Page) => {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  return async (): Promise<number> => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

describe(`a view needs at most ${maxKilobytes} KB of script, gzipped, and nothing moves while it loads`, () => {
  for (const path of paths)
    pageTest(path, async () => {
      let scriptBytes = async (): Promise<number> => 0;
      await visit(
        path,
        async (page) => {
          await heading(page).waitFor();
          await page.waitForLoadState('networkidle');
          expect(await page.evaluate(layoutShift)).toBeLessThan(0.02);
          const bytes = await scriptBytes();
          expect(bytes).toBeGreaterThan(50_000);
          expect(bytes).toBeLessThanOrEqual(maxKilobytes * 1000);
        },
        {
          before: async (page) => {
            scriptBytes = measureScript(page);
          },
        },
      );
    });
});

describe('nothing moves while a view loads on a phone', () => {
  for (const path of paths)
    pageTest(path, () =>
      visit(
        path,
        async (page) => {
          await heading(page).waitFor();
          await page.waitForLoadState('networkidle');
          expect(await page.evaluate(layoutShift)).toBeLessThan(0.02);
        },
        { width: widths.phone },
      ),
    );
});

describe('the navigation', () => {
  pageTest('leads to every view, with the period kept, and back', () =>
    visit('/?period=2025-04', async (page) => {
      const nav = page.getByRole('navigation', { name: 'Views' }).first();
      for (const [name, path] of [
        ['Journey', '/journey'],
        ['Comments', '/comments'],
        ['Themes', '/themes'],
        ['Reports', '/reports'],
        ['Alerts', '/alerts'],
        ['Data', '/data'],
        ['Findings', '/'],
      ] as const) {
        await nav.getByRole('link', { name }).click();
        await page.waitForURL(`${address()}${path}?period=2025-04`);
      }
      await page.goBack();
      await page.waitForURL(`${address()}/data?period=2025-04`);
    }),
  );

  pageTest('has five tabs on a phone, and the other views in a menu', () =>
    visit(
      '/journey',
      async (page) => {
        await arrive(page, 'The journey: May 2025');
        const tabs = page.getByRole('navigation', { name: 'Views' });
        expect(await tabs.getByRole('link').allInnerTexts()).toEqual([
          'Findings',
          'Journey',
          'Comments',
          'Themes',
          'Data',
        ]);
        await page.getByRole('button', { name: /Preferences in this browser/ }).click();
        await page.getByRole('dialog').getByRole('link', { name: 'Alerts' }).click();
        await page.waitForURL(`${address()}/alerts`);
      },
      { width: widths.phone },
    ),
  );

  pageTest('is skipped by the first link of the page', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('view');
    }),
  );
});

describe('keys', () => {
  pageTest('lead to views, to the search, through periods and to their own list', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      await page.keyboard.press('[');
      await arrive(page, 'The journey: April 2025');
      expect(pathOf(page)).toBe('/journey?period=2025-04');
      await page.keyboard.press(']');
      await arrive(page, 'The journey: May 2025');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Help' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('/');
      await page.keyboard.type('g c late parcel');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${address()}/comments?period=2025-05&q=g+c+late+parcel`);
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('g');
      await page.keyboard.press('j');
      await page.waitForURL(`${address()}/journey?period=2025-05`);
    }),
  );

  pageTest('do nothing where the reader has turned them off', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      await page.getByRole('button', { name: /Preferences in this browser/ }).click();
      await page.getByText('Single-key shortcuts').click();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('[');
      await page.keyboard.press('?');
      expect([pathOf(page), await page.getByRole('dialog').count()]).toEqual(['/journey', 0]);
    }),
  );
});

describe('the scope bar', () => {
  pageTest('says the address in words and changes it, and back undoes the change', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      const bar = page.getByRole('region', { name: 'Filters of this view' });
      await bar.getByRole('button', { name: 'Period: May 2025' }).click();
      await page.getByRole('option', { name: 'March 2025', exact: true }).click();
      await arrive(page, 'The journey: March 2025');
      await bar.getByRole('button', { name: 'Touchpoint: All touchpoints' }).click();
      await page.getByRole('option', { name: 'Checkout' }).click();
      await page.waitForURL(`${address()}/journey?period=2025-03&tp=checkout`);
      await bar.getByRole('button', { name: 'Touchpoint: Checkout' }).waitFor();
      await page.goBack();
      await page.waitForURL(`${address()}/journey?period=2025-03`);
    }),
  );

  pageTest('narrows respondents by a column and a value that are chosen, or typed', () =>
    visit('/journey', async (page) => {
      await page.getByRole('button', { name: 'Who: All respondents' }).click();
      await page.getByRole('group', { name: 'Limit respondents by' }).getByText('channel').click();
      await page.getByRole('group', { name: 'channel is' }).getByText('email').click();
      await page.waitForURL(`${address()}/journey?where=channel:email`);
      await page.getByRole('button', { name: 'Remove channel:email' }).click();
      await page.waitForURL(`${address()}/journey`);
      await page.getByRole('button', { name: 'Who: All respondents' }).click();
      await page.getByText('Another column of your files').click();
      await page.getByRole('textbox', { name: /Column/ }).fill('channel');
      await page.getByRole('textbox', { name: /Value/ }).fill('web');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.waitForURL(`${address()}/journey?where=channel:web`);
      await page.getByRole('button', { name: 'Remove channel:web' }).click();
      await page.waitForURL(`${address()}/journey`);
    }),
  );

  pageTest('gives focus back to the button whose list was closed', () =>
    visit('/journey', async (page) => {
      const period = page.getByRole('button', { name: 'Period: May 2025' });
      await period.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: 'May 2025', exact: true }).waitFor();
      expect(await inaccessible(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('option').first().waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.innerText')).toContain('May 2025');
    }),
  );
});

describe('an address', () => {
  pageTest('that means nothing says which part, what was expected, and leads on', () =>
    visit('/journey?period=soon&tp=checkout', async (page) => {
      await arrive(page, 'This view could not be loaded.');
      expect(await page.getByRole('alert').innerText()).toContain(
        'The value of “period” in the address is not valid. Expected: a month (2025-05)',
      );
      await page.getByRole('link', { name: 'Show the view without it' }).click();
      await page.waitForURL(`${address()}/journey?tp=checkout`);
      await arrive(page, 'The journey: May 2025');
    }),
  );

  pageTest('of no page says so', () =>
    visit('/nowhere', async (page) => {
      expect(await headingText(page)).toBe('Page not found.');
    }),
  );
});

describe('the reader’s choices', () => {
  pageTest('of language and colours hold over a reload and are not in the address', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      await page.getByRole('button', { name: /Preferences in this browser/ }).click();
      await page.getByRole('button', { name: /Colours/ }).click();
      await page.getByRole('option', { name: 'Dark' }).click();
      await page.getByRole('button', { name: /Language/ }).click();
      await page.getByRole('option', { name: 'Deutsch' }).click();
      await arrive(page, 'Die Customer Journey: Mai 2025');
      await page.reload();
      await arrive(page, 'Die Customer Journey: Mai 2025');
      expect(pathOf(page)).toBe('/journey');
      expect(
        await page.evaluate(
          '[document.documentElement.lang, getComputedStyle(document.documentElement).backgroundColor]',
        ),
      ).toEqual(['de', 'rgb(20, 23, 27)']);
    }),
  );

  pageTest('start from what the browser asks for', () =>
    visit('/journey', (page) => arrive(page, 'Die Customer Journey: Mai 2025'), { locale: 'de-DE' }),
  );
});

describe('a part that fails', () => {
  pageTest('says why in its place, and is read again on request', () => {
    const journey = failing('journey');
    return visit(
      '/journey',
      async (page) => {
        await journey.saysWhy(page);
        expect(await page.getByRole('navigation', { name: 'Views' }).first().isVisible()).toBe(true);
        await journey.readAgain(page);
        await arrive(page, 'The journey: May 2025');
      },
      journey.options,
    );
  });
});

describe('the page', () => {
  pageTest('is never wider than its window', () =>
    visit('/journey', async (page) => {
      await arrive(page, 'The journey: May 2025');
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    }),
  );

  for (const width of Object.values(widths))
    pageTest(`has settings and help without barriers at ${width} px, light and dark`, () =>
      visit(
        '/journey',
        async (page) => {
          await arrive(page, 'The journey: May 2025');
          await page.getByRole('button', { name: /Preferences in this browser/ }).click();
          await page.getByRole('dialog').waitFor();
          expect(await barriersIn(page, `preferences-${width}`)).toEqual([]);
          await page.getByRole('dialog').getByRole('button', { name: 'Help' }).click();
          await page.getByRole('heading', { name: 'What the words mean' }).waitFor();
          expect(await barriersIn(page, `help-${width}`)).toEqual([]);
        },
        { width },
      ),
    );
});
