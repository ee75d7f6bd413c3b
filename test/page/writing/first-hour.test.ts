import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished } from 'vitest';
import { z } from 'zod';
import { pageTest, visit } from '../support/page-test.ts';
import { type StartedProduct, startProduct } from '../support/start-product.ts';
import { hostile, surveyExport } from './survey-export.ts';

/** The first hour of a newcomer: an empty start, the export of a survey tool, and what it says. */

const survey = surveyExport(1500);
const minutes = 60_000;

let own: StartedProduct | undefined;
beforeAll(async () => {
  if (inject('pageUnderTest') !== undefined) own = await startProduct({ example: false });
}, 3 * minutes);
afterAll(() => own?.stop(), minutes);

const box = { x: z.number(), y: z.number(), width: z.number(), height: z.number() };
const total = z.object({ total: z.object({ responses: z.number() }) });
const inPoints = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(Math.round(value))}`;

/** Drops the file from outside the browser, as a person drags it in. */
const drop = async (page: Page): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-drop-'));
  const file = join(directory, 'ferry.csv');
  writeFileSync(file, survey.text);
  const zone = page.locator('.drop').first();
  await zone.waitFor();
  const { x, y, width, height } = z.object(box).parse(await zone.boundingBox());
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  onTestFinished(() => rmSync(directory, { recursive: true }));
};

/** Views that show feedback, also at an address from somewhere else. */
const viewsOfFeedback = [
  '/',
  '/journey',
  '/touchpoints/checkout',
  '/comments',
  '/themes',
  '/themes/delivery',
  '/reports',
];

describe('from an empty start', () => {
  pageTest('each view of feedback says to load a file first', () =>
    visit(
      '/',
      async (page) => {
        for (const path of viewsOfFeedback) {
          await page.goto(`${own?.page}${path}`);
          await page.getByRole('heading', { level: 1, name: 'Nothing is loaded yet' }).waitFor();
          await page.getByRole('link', { name: 'Load a file' }).waitFor();
        }
        await page.goto(`${own?.page}/data`);
        await page.getByText('No files loaded yet.').waitFor();
        await page.goto(`${own?.page}/journey/edit`);
        await page.getByText('the touchpoints it names are then listed here').waitFor();
        await page.goto(`${own?.page}/alerts`);
        await page.getByText('No schedule checks alerts').waitFor();
      },
      { refusals: true, ...(own === undefined ? {} : { at: own.page }) },
    ),
  );

  pageTest(
    'the export of a survey tool is loaded, matches its NPS, says what to fix and what rises, and is undone',
    () =>
      visit(
        '/',
        async (page) => {
          const heading = (name: string | RegExp, level: number) =>
            page.getByRole('heading', { level, name });
          await page.getByRole('link', { name: 'Load a file' }).click();
          await drop(page);
          await heading('ferry.csv', 1).waitFor();
          await page.getByText('no open questions').waitFor();
          await page.getByText('✓ agrees with the groups in “Q1_NPS_GROUP”').waitFor();
          expect(await page.locator('.match-figure').innerText()).toBe(inPoints(survey.nps));

          await page.getByRole('button', { name: 'Load 1,500 rows' }).click();
          await page.getByText('✓ adds up').waitFor({ timeout: 2 * minutes });
          await page.getByText('1,500 accepted + 0 rejected = 1,500').waitFor();
          const loaded = page.url();

          await page.getByRole('link', { name: 'See the results' }).click();
          await heading('Two things changed in May', 1).waitFor({ timeout: minutes });
          const link = page
            .locator('.finding')
            .first()
            .getByRole('link', { name: /^\d+ comments on/ });
          const counted = Number.parseInt(await link.innerText(), 10);
          await link.click();
          await heading(new RegExp(`^${counted} of \\d+ responses$`), 1).waitFor();
          const { searchParams } = new URL(page.url());
          const asked = `touchpoint=${searchParams.get('tp')}&theme=${searchParams.get('theme')}`;
          const answer = await fetch(`${own?.api}/comments?from=2026-05&to=2026-05&${asked}`);
          expect(total.parse(await answer.json()).total.responses).toBe(counted);

          await page.goto(`${own?.page}/comments?period=2026-05&q=onerror`);
          await page.getByText(hostile).first().waitFor();
          expect(await page.evaluate('globalThis.struck')).toBeUndefined();
          expect(await page.locator('main img, main script').count()).toBe(0);

          await page.getByRole('link', { name: 'Findings' }).first().click();
          await page.getByRole('button', { name: 'Period: May 2026' }).click();
          await page.getByRole('option', { name: 'All feedback, April 2026 to May 2026' }).click();
          await heading('What customers complain about from April to May', 1).waitFor({ timeout: minutes });
          expect(await page.locator('.score-figure b').first().innerText()).toBe(inPoints(survey.nps));

          await page.goto(`${own?.page}/themes`);
          await heading('New and rising', 3).waitFor();
          await page.getByText('rising', { exact: true }).nth(2).waitFor();
          await page.getByRole('button', { name: 'Order: Most comments' }).click();
          await page.getByRole('option', { name: 'Most negative' }).click();
          const worst = await page.locator('.theme-row-name').allInnerTexts();
          expect(worst.length).toBeGreaterThanOrEqual(3);

          await page.goto(loaded);
          await page.getByRole('button', { name: 'Undo…' }).click();
          await page.getByText('This removes 1,500 responses').waitFor();
          await page.getByRole('button', { name: 'Undo this file' }).click();
          await page.getByText('This file was undone: none of it is counted.').waitFor({ timeout: minutes });
        },
        own === undefined ? {} : { at: own.page },
      ),
    5 * minutes,
  );
});
