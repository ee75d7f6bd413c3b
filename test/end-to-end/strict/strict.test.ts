import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { synthesizedTemplate } from '../../../lib/local/cloud/synthesize.ts';
import { readPolicies } from '../../../lib/local/strict/policies.ts';
import { putInto } from '../of-cloud.ts';
import { keptGrants } from './kept-grants.ts';
import { grantsOf, isNeeded, templateWithout } from './needed-grants.ts';
import { type StrictCloud, startStrictCloud } from './strict-cloud.ts';
import * as ways from './ways.ts';

/** The main ways of the product where every call needs a grant, tables are limited, batches are done in part, and processes start cold. */

// A step that waits for a message that nobody takes must not hold up everything after it.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

describe('the main workflows', () => {
  let strict: StrictCloud;
  beforeAll(async () => {
    strict = await startStrictCloud();
  });
  afterAll(() => strict.stop());

  test.each([
    ['configuring', ways.configure],
    ['loading two exports of a survey', ways.load],
    ['uploading from the page', ways.uploadByPage],
    ['responses of an application', ways.sendResponses],
    ['reading every view', ways.look],
    ['what people decide', ways.decide],
    ['the hourly run', ways.runHourly],
    ['the nightly run', ways.runNightly],
    ['a chunk that fails five times', ways.failAndRedrive],
    ['an undo', ways.undo],
    ['erasing a person', ways.erase],
    ['removing what is old', ways.removeByAge],
  ])('%s needs no grant that the template lacks', async (_what, go) => {
    await go(strict.cloud);
    expect(strict.denied).toEqual([]);
  });

  test('are not disturbed by the test event of S3, and no part of the cloud fails', () => {
    expect(strict.events.filter(({ kind }) => kind === 'problem')).toEqual([]);
  });

  test('need every grant, or it is kept for a reason', async () => {
    const policies = readPolicies((await synthesizedTemplate()).template);
    const calls = [...strict.calls.values()];
    const unneeded: string[] = [];
    for (const grant of grantsOf(policies))
      if (!(await isNeeded(grant, policies, calls)))
        unneeded.push(`${grant.role} ${grant.action} ${grant.resource}`);
    expect(unneeded.filter((name) => !keptGrants.some(([kept]) => kept.test(name)))).toEqual([]);
    expect(keptGrants.filter(([kept]) => !unneeded.some((name) => kept.test(name)))).toEqual([]);
  });
});

describe('without a grant', () => {
  test.each([
    ['ingest', 's3:PutObject', '/chunks/*'],
    ['analyze', 'dynamodb:BatchWriteItem', 'FeedbackTable'],
  ])(
    '%s may not %s on %s: the call is denied, and the file is not complete',
    async (role, action, resource) => {
      const synthesized = await synthesizedTemplate();
      const template = templateWithout(synthesized.template, { role, action, resource });
      const strict = await startStrictCloud({ ...synthesized, template });
      try {
        await putInto(strict.cloud, 'uploads/delivery/may.csv', ways.exportedRows(4));
        await expect.poll(() => strict.denied.length, { timeout: 60_000 }).toBeGreaterThan(0);
        expect(strict.denied[0]).toContain(`${role} ${action} `);
        const log = (): string => readFileSync(join(strict.directory, `logs/${role}.log`), 'utf8');
        await expect.poll(log, { timeout: 60_000 }).toMatch(/"name":"AccessDenied(Exception)?"/);
        expect((await ways.batchOf(strict.cloud, 'uploads/delivery/may.csv'))?.status).not.toBe('complete');
      } finally {
        await strict.stop();
      }
    },
  );
});
