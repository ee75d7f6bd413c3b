import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import {
  address,
  apiAddress,
  ask,
  barriersIn,
  inaccessible,
  pageTest,
  visit,
  widths,
} from '../support/page-test.ts';

/**
 * A survey as a tool exports it, of made-up words and of a year that the example has nothing of: two dates that are none, two scores off their scale, an effort whose direction nothing says.
 */
const survey = (mark: string, rows = 60): string => {
  const lines = Array.from({ length: rows }, (_, index) => {
    const score = index === 13 ? '12' : index === 20 ? 'ten' : String(index % 11);
    const date = index === 4 ? '31/02/2019' : index === 8 ? 'soon' : `${(index % 12) + 13}/05/2019`;
    const words = index % 3 === 0 ? '' : `The parcel of order ${mark}${index} came late`;
    const effort = (index % 7) + 1;
    const name = ['Dora Lee', 'Sam Hill', 'Ann Cole'][index % 3];
    return [`R_${mark}${index}x`, date, 'checkout', score, words, effort, `R${index % 3}`, name].join(';');
  });
  const head = 'Response;Date;Touchpoint;Likely to recommend;Why that score;Effort;Reason code;Agent';
  return [head, ...lines].join('\n');
};

const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const choose = (page: Page, ...files: readonly ReturnType<typeof fileOf>[]) =>
  page.locator('input[type=file]').first().setInputFiles(files);

const megabyte = 1024 * 1024;

/** A file of 60 MB on disk: of few rows, so that it is looked through in seconds. */
const largeFile = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'verbatim-large-')), 'large.csv');
  const row = `2019-05-01,"${'late parcel, '.repeat(4000)}",7\n`;
  writeFileSync(path, `Date,Comment,NPS\n${row.repeat(Math.ceil((60 * megabyte) / row.length))}`);
  return path;
};

const heading = (page: Page, name: string | RegExp, level = 1) => page.getByRole('heading', { level, name });

/** Drops a file on the page, and waits for what it is taken for. */
const check = async (page: Page, name: string, text: string): Promise<void> => {
  await heading(page, 'Data').waitFor();
  await choose(page, fileOf(name, text));
  await heading(page, name).waitFor();
};

const answer = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: 'Yes, 7 means easy' }).check();
  await page.getByText('no open questions').waitFor();
};

const load = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Load/ }).click();
  await heading(page, 'What happened to each row', 2).waitFor({ timeout: 120_000 });
};

const batches = z.object({
  batches: z.array(z.object({ batchId: z.string(), objectKey: z.string(), status: z.string() })),
});
const batchesNamed = async (name: string) => {
  const { batches: all } = batches.parse(await ask('/batches?limit=100'));
  return all.filter(({ objectKey }) => objectKey.endsWith(name));
};

const minutes = 60_000;

describe('a file', () => {
  pageTest(
    'is dropped, checked, answered for, loaded and accounted for to the row; its rejects are corrected; it is undone',
    () =>
      visit('/data', async (page) => {
        await check(page, 'flow.csv', survey('f'));
        await page.getByText('In “Effort”, does 7 mean easy?').waitFor();
        const loading = page.getByRole('button', { name: 'Load 60 rows' });
        expect(await loading.getAttribute('aria-disabled')).toBe('true');
        await page
          .getByText(
            '2 cells are not on the scale (“12”, “ten”): their rows are rejected, and can be corrected later',
          )
          .waitFor();
        await page.getByText('looks like a comment, but is not read as one').waitFor();
        await page.getByText('promoters 9, passives 10, detractors 39').waitFor();
        expect(await inaccessible(page)).toEqual([]);
        await answer(page);
        await load(page);
        await page.getByText('✓ adds up').waitFor();
        await page.getByText('56 accepted + 4 rejected = 60').waitFor();
        expect(await inaccessible(page)).toEqual([]);
        const loaded = page.url();

        await page.getByRole('textbox', { name: 'Row 21, Likely to recommend' }).fill('10');
        await page.getByRole('button', { name: 'Load 1 corrected row' }).click();
        await heading(page, 'flow-corrected.csv').waitFor({ timeout: 2 * minutes });
        await page.getByText('1 accepted + 0 rejected = 1').waitFor({ timeout: 2 * minutes });

        await page.goto(loaded);
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Download as CSV' }).click();
        const [head = '', first = ''] = readFileSync(await (await saved).path(), 'utf8').split('\n');
        expect(head).toContain('verbatim:reason,verbatim:expected,verbatim:got,Response,Date');
        expect(first).toContain('R_f4x,31/02/2019,checkout');

        await page.getByRole('button', { name: 'Undo…' }).click();
        await page.getByText('This removes 56 responses and 36 comments at 1 touchpoint.').waitFor();
        await page.getByRole('button', { name: 'Undo this file' }).click();
        await page.getByText('This file was undone: none of it is counted.').waitFor({ timeout: minutes });
        expect((await batchesNamed('flow.csv')).map(({ status }) => status)).toEqual(['undone']);
      }),
    5 * minutes,
  );

  pageTest(
    'that was loaded is read again with a correction, and the first reading is replaced',
    () =>
      visit('/data', async (page) => {
        await check(page, 'again.csv', survey('a', 20));
        await answer(page);
        await load(page);
        const first = page.url();
        await page.getByRole('button', { name: /^Read as, Reason code/ }).click();
        await page.getByRole('option', { name: 'Ignored' }).click();
        await page.getByRole('button', { name: 'Load again with 1 change' }).click();
        await page.waitForURL((url) => url.href !== first, { timeout: 2 * minutes });
        await heading(page, 'What happened to each row', 2).waitFor({ timeout: 2 * minutes });
        await page.goto(first);
        await page
          .getByText('The same file was loaded again with other settings')
          .waitFor({ timeout: minutes });
      }),
    5 * minutes,
  );

  pageTest('that was changed by choosing from a list keeps the choice over a reload', () =>
    visit('/data', async (page) => {
      await check(page, 'kept.csv', survey('k', 20));
      await page.getByRole('button', { name: /^Read as, Reason code/ }).click();
      await page.getByRole('option', { name: 'Comment, reason for the score' }).click();
      await page.getByText('set by you').waitFor();
      await page.reload();
      await page
        .getByRole('button', { name: 'Read as, Reason code: Comment, reason for the score' })
        .waitFor();
      await page.getByRole('link', { name: 'Data' }).last().click();
      const waiting = page.getByRole('listitem').filter({ hasText: 'kept.csv' });
      await waiting.getByRole('button', { name: 'Discard' }).click();
      await waiting.waitFor({ state: 'detached' });
    }),
  );

  pageTest('of several waits in the list, and one that is no table says so', () =>
    visit(
      '/data',
      async (page) => {
        await heading(page, 'Data').waitFor();
        await choose(page, fileOf('one.csv', survey('o', 5)), fileOf('two.csv', '%PDF-1.7 and more'));
        const waiting = page.getByRole('listitem').filter({ hasText: 'two.csv' });
        await waiting.getByRole('link', { name: 'Check and load' }).click();
        await page.getByText('file-binary').waitFor();
      },
      { refusals: true },
    ),
  );

  pageTest('that does not arrive can be sent again', async () => {
    let refused = 0;
    await visit(
      '/data',
      async (page) => {
        await heading(page, 'Data').waitFor();
        await choose(page, fileOf('retry.csv', survey('r', 5)));
        await page.getByText('Not uploaded: the connection failed').waitFor();
        expect(await inaccessible(page)).toEqual([]);
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('link', { name: 'Check and load' }).waitFor();
        expect(refused).toBe(1);
      },
      {
        refusals: true,
        before: async (page) => {
          await page.route('**/staging/**', async (route) => {
            if (route.request().method() !== 'PUT' || refused > 0) return route.continue();
            refused += 1;
            return route.abort('connectionreset');
          });
        },
      },
    );
  });

  pageTest('can be put into the bucket by the page alone, not by another page on this machine', async () => {
    await visit('/data', async (page) => {
      await heading(page, 'Data').waitFor();
      const staged = await fetch(`${apiAddress()}/uploads`, {
        method: 'POST',
        body: JSON.stringify({ name: 'other.csv', bytes: 3 }),
      });
      const { url } = z.object({ url: z.string() }).parse(await staged.json());
      const preflight = (origin: string) =>
        fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });
      expect((await preflight(address())).status).toBe(200);
      expect((await preflight('http://127.0.0.1:1')).status).toBe(403);
    });
  });
});

describe('a file of 60 MB', () => {
  pageTest(
    'is sent by parts, and goes on where it stopped after the page was closed',
    () =>
      visit(
        '/data',
        async (page) => {
          const path = largeFile();
          try {
            const put: string[] = [];
            page.on('request', (request) => {
              if (request.method() === 'PUT') put.push(/part-\d/.exec(request.url())?.[0] ?? 'whole');
            });
            await page.route(/part-2/, (route) => route.abort());
            await heading(page, 'Data').waitFor();
            await page.locator('input[type=file]').first().setInputFiles(path);
            await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: minutes });
            expect(put).toEqual(['part-1', 'part-2']);
            await page.unroute(/part-2/);
            await page.reload();
            await heading(page, 'Data').waitFor();
            await page.locator('input[type=file]').first().setInputFiles(path);
            await heading(page, 'large.csv').waitFor({ timeout: minutes });
            expect(put).toEqual(['part-1', 'part-2', 'part-2', 'part-3']);
          } finally {
            rmSync(dirname(path), { recursive: true });
          }
        },
        { refusals: true },
      ),
    3 * minutes,
  );
});

describe('the files', () => {
  for (const width of Object.values(widths))
    pageTest(`at ${width} px, light and dark, have no barrier that axe finds`, () =>
      visit(
        '/data',
        async (page) => {
          await page.getByRole('link', { name: 'synthetic-members-survey.xlsx' }).waitFor();
          expect(await barriersIn(page, `data-${width}`)).toEqual([]);
          await page.getByRole('link', { name: 'synthetic-journey-survey-qualtrics.csv' }).click();
          await page.getByText(/adds up$/).waitFor();
          expect(await barriersIn(page, `batch-${width}`)).toEqual([]);
        },
        { width },
      ),
    );

  pageTest('are loaded by keyboard alone, in German', () =>
    visit(
      '/data',
      async (page) => {
        await heading(page, 'Daten').waitFor();
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Dateien wählen' }).press('Enter');
        await (await chooser).setFiles(fileOf('tasten.csv', survey('t', 5)));
        await heading(page, 'tasten.csv').waitFor();
        await page.getByRole('radio').first().focus();
        await page.keyboard.press('Space');
        await page.getByText('keine offenen Fragen').waitFor();
        await page.getByText('nennt Mitarbeiter').waitFor();
        expect(await inaccessible(page)).toEqual([]);
      },
      { locale: 'de-DE', width: widths.desk },
    ),
  );

  pageTest('that are unknown say so', () =>
    visit('/data/batches/nothing', (page) => page.getByText('File not found.').waitFor(), { refusals: true }),
  );
});
