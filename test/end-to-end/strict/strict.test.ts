import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type StrictCloud, startStrictCloud } from './strict-cloud.ts';
import * as ways from './ways.ts';

/** The main ways of the product where every call needs a grant, tables are limited, batches are done in part, and processes start cold. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let strict: StrictCloud;
beforeAll(async () => {
  strict = await startStrictCloud();
});
afterAll(() => strict.stop());

test.each([
  ['configuring', ways.configure],
  ['loading two exports of a survey', ways.load],
  ['uploading from the page', ways.uploadByPage],
  ['reading every view', ways.look],
  ['what people decide', ways.decide],
  ['the hourly run', ways.runHourly],
  ['a failing chunk', ways.failAndRedrive],
  ['an undo', ways.undo],
  ['erasing a person', ways.erase],
])('%s needs no grant that the template lacks', async (_what, go) => {
  await go(strict.cloud);
  expect(strict.denied).toEqual([]);
});

test('the notice that S3 sends when notifications are set up harms nothing', async () => {
  expect(strict.events.filter(({ kind }) => kind === 'problem')).toEqual([]);
});
