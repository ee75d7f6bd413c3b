import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { builtPage, ownCopy, startPage } from '../../lib/local/cloud/page.ts';
import { closeServer, listenOnLoopback } from '../../lib/local/emulators/loopback.ts';
import { guardedApi } from './support/guarded-api.ts';
import { startIssuer } from './support/issuer.ts';
import { inaccessible, pageTest, shoot, visit } from './support/page-test.ts';

/** A port that nobody listens on: the issuer must know the page's address before the page is there. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  const url = await listenOnLoopback(server, { port: 0, flag: '' });
  await closeServer(server);
  return Number(new URL(url).port);
};

const start = async () => {
  const port = await freePort();
  const at = `http://127.0.0.1:${port}`;
  const issuer = await startIssuer(at, {
    ana: ['admin'],
    kim: ['analyst'],
    lee: ['viewer'],
    pat: ['viewer', 'touchpoint:delivery'],

    sam: [],
  });
  const guard = await guardedApi();
  guard.trust(issuer.url);
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-sign-in-'));
  const page = await startPage({
    directory: ownCopy(await builtPage(), join(directory, 'page')),
    api: guard.listener,
    connect: [issuer.url],
    wish: { port, flag: '' },
    signIn: { authority: issuer.url, clientId: 'page' },
  });
  const stop = async (): Promise<void> => {
    await page.stop();
    await issuer.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { at, issuer: issuer.url, guard, stop };
};

let running: Awaited<ReturnType<typeof start>> | undefined;
beforeAll(async () => {
  if (inject('pageUnderTest') !== undefined) running = await start();
}, 60_000);
afterAll(async () => {
  await running?.stop();
});

const world = () => {
  if (running === undefined) throw new Error('nothing was started');
  return running;
};

/** Opens a path as somebody who signs in on the way. */
const visitAs = (name: string, path: string, act: (page: Page) => Promise<void>): Promise<void> =>
  visit(
    path,
    async (page) => {
      await page.getByLabel('Name').fill(name);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${world().at}${path}`);
      await act(page);
    },
    { at: world().at, refusals: true },
  );

const openMenu = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Preferences in this browser/ }).click();
};

describe('signing in', () => {
  pageTest('leads back to the address that was asked for, and says who is signed in', () =>
    visitAs('ana', '/journey?period=2026-06', async (page) => {
      await page.getByRole('heading', { name: 'The journey: June 2026' }).waitFor();
      await openMenu(page);
      await page.getByText('Signed in as ana@example.org').waitFor();
      await page.getByText('May read, load files, correct and configure').waitFor();
      await shoot(page, 'signed-in');
      expect(await inaccessible(page)).toEqual([]);
    }),
  );

  pageTest('leaves no token where a script of later could find it', () =>
    visitAs('ana', '/journey?period=2026-06', async (page) => {
      await page.getByRole('heading', { name: 'The journey: June 2026' }).waitFor();
      const kept = await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
      );
      expect(kept).not.toMatch(/eyJ|token/);
      expect(page.url()).not.toContain('code=');
    }),
  );

  pageTest('is renewed unseen while the issuer allows it, and what was typed stays', () =>
    visitAs('ana', '/journey/edit', async (page) => {
      const stage = page.getByRole('button', { name: 'Add a stage' });
      await stage.click();
      await page.getByLabel('Name of the new stage').fill('Ask');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      world().guard.refuseAll();
      await page.getByRole('button', { name: 'Show what changes' }).click();
      await page.getByRole('heading', { name: 'One change:' }).waitFor();
      expect(page.url()).toBe(`${world().at}/journey/edit`);
    }),
  );

  pageTest('is asked for again where it can’t be renewed; the address and the draft are there after it', () =>
    visitAs('ana', '/journey/edit', async (page) => {
      await page.getByRole('button', { name: 'Add a stage' }).click();
      await page.getByLabel('Name of the new stage').fill('Ask');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('region', { name: 'Ask' }).waitFor();
      world().guard.refuseAll();
      // The refresh token is refused, once.
      await page.route(
        `${world().issuer}/token`,
        (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
        {
          times: 1,
        },
      );
      const back = page.waitForURL(/signed-in/);
      await page.getByRole('button', { name: 'Show what changes' }).click();
      await back;
      await page.waitForURL(`${world().at}/journey/edit`);
      await page.getByRole('region', { name: 'Ask' }).waitFor();
      await page.getByRole('button', { name: 'Show what changes' }).click();
      await page.getByRole('heading', { name: 'One change:' }).waitFor();
    }),
  );

  pageTest('says who grants what a role does not include, and does not offer it', () =>
    visitAs('lee', '/journey/edit', async (page) => {
      await page
        .getByText('Ask your Verbatim administrator. You are signed in as lee@example.org.')
        .waitFor();
      await page.getByRole('link', { name: 'Back to the journey' }).click();
      await page.getByRole('heading', { name: /^The journey:/ }).waitFor();
      expect(await page.getByRole('link', { name: 'Edit order, owners and targets' }).count()).toBe(0);
    }),
  );

  pageTest('with access to one touchpoint shows that touchpoint, and says what else is not included', () =>
    visitAs('pat', '/?period=2026-06', async (page) => {
      await page.getByRole('button', { name: 'Touchpoint: Delivery' }).waitFor();
      await page.getByText('40 responses at one touchpoint').waitFor();
      expect(await page.getByRole('link', { name: 'Journey' }).count()).toBe(0);
      expect(await page.getByText('You do not have access').count()).toBe(0);
      await page.goto(`${world().at}/journey`);
      await page.getByRole('heading', { name: 'Your access is limited to delivery' }).waitFor();
    }),
  );

  pageTest('without a role shows nothing, and says whose part it is to give one', () =>
    visitAs('sam', '/journey?period=2026-06', async (page) => {
      await page.getByText('You are signed in as sam@example.org.').first().waitFor();
      await openMenu(page);
      await page.getByText('No role yet: an administrator of Verbatim grants one').waitFor();
    }),
  );

  pageTest('ends by signing out: the issuer asks for the name again', () =>
    visitAs('ana', '/journey?period=2026-06', async (page) => {
      await openMenu(page);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(`${world().issuer}/**`);
      expect(page.url()).not.toContain('eyJ');
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await page.getByLabel('Name').waitFor();
    }),
  );

  pageTest('that is refused says so and can be tried again', () =>
    visit(
      '/signed-in?error=access_denied&state=unknown',
      async (page) => {
        await page.getByRole('heading', { name: 'Signing in failed' }).waitFor();
        await page.getByRole('button', { name: 'Sign in again' }).click();
        await page.getByLabel('Name').waitFor();
      },
      { at: world().at, refusals: true },
    ),
  );
});
