import { pageTest, visit } from '../support/page-test.ts';

pageTest('an added action is marked on the trend', () =>
  visit('/touchpoints/checkout?period=2025-05', async (page) => {
    await page.getByRole('button', { name: 'Add an action' }).click();
    await page.getByLabel('Day').fill('2025-04-15');
    await page.getByLabel('What was done').fill('Payment page redesigned');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.tp-trend-main svg').getByText('Payment page redesigned').waitFor();
  }),
);
