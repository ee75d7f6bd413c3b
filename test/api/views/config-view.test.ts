import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../lib/api/caller.ts';
import type { ConfigFile } from '../../../lib/api/contract/settings.ts';
import { apiWorld } from '../world.ts';

const journeyText = `# Ours
stages:
  - id: buy
    name: Buy
    touchpoints:
      - id: checkout # the tills
        owner: Payments
      - id: store
`;

interface Change {
  readonly stored: ConfigFile;
  readonly changes: unknown;
  readonly checked: boolean;
}

const world = async (caller: Caller = { role: 'admin', name: 'ana@example.org' }) => {
  const { ask, get, effects } = apiWorld({ callerOf: () => caller });
  await effects.objects.write('config/journey.yaml', journeyText);
  const put = (body: unknown, headers: Record<string, string>, path = '/config/journey') =>
    ask<Change & { error: unknown }>(path, { method: 'PUT', body: JSON.stringify(body), headers });
  const read = () => get<ConfigFile>('/config/journey');
  return { ask, get, put, read, objects: effects.objects };
};

const next = (owner: string) => ({
  stages: [{ id: 'buy', name: 'Buy', touchpoints: [{ id: 'store' }, { id: 'checkout', owner }] }],
});

describe('a file under config/', () => {
  test('is read with its text, what it says and the tag of its state', async () => {
    const { read } = await world();
    expect(await read()).toMatchObject({
      file: 'journey',
      key: 'config/journey.yaml',
      text: journeyText,
      value: { stages: [{ id: 'buy', touchpoints: [{ id: 'checkout', aliases: [] }, { id: 'store' }] }] },
      tag: expect.stringMatching(/^"/),
    });
  });

  test('that is not there is empty and has no tag', async () => {
    const { get } = await world();
    expect(await get('/config/alerts')).toEqual({
      file: 'alerts',
      key: 'config/alerts.yaml',
      text: '',
      value: { rules: [] },
    });
  });

  test('that is broken is read with what is wrong and where', async () => {
    const { get, objects } = await world();
    await objects.write('config/metrics.yaml', 'minimumSample: [');
    expect(await get('/config/metrics')).toMatchObject({
      text: 'minimumSample: [',
      problem: { code: 'usage', message: expect.stringContaining('line 1'), file: 'config/metrics.yaml' },
    });
  });

  test('is changed by what it should say, with its comments, and says by whom', async () => {
    const { put, read, objects } = await world();
    const { tag = '' } = await read();
    const { status, body } = await put({ value: next('Digital') }, { 'if-match': tag });
    expect(status).toBe(200);
    expect(body.changes).toEqual([
      { path: 'stages.buy.touchpoints', before: 'checkout, store', after: 'store, checkout' },
      { path: 'stages.buy.touchpoints.checkout.owner', before: 'Payments', after: 'Digital' },
    ]);
    expect(await read()).toMatchObject({
      text: '# Ours\nstages:\n  - id: buy\n    name: Buy\n    touchpoints:\n      - id: store\n      - id: checkout # the tills\n        owner: Digital\n',
      written: { by: 'ana@example.org' },
    });
    expect((await objects.read('config/history/journey/2026-07-15T09:00:00.000Z.yaml'))?.toString()).toBe(
      journeyText,
    );
  });

  test('is only checked where that is asked for', async () => {
    const { put, read } = await world();
    const { tag = '' } = await read();
    const { body } = await put({ value: next('Digital') }, { 'if-match': tag }, '/config/journey?check=true');
    expect([body.checked, (await read()).text]).toEqual([true, journeyText]);
  });

  test('is not changed by someone who read an older version: the error names who was first', async () => {
    const { put, read } = await world();
    const { tag = '' } = await read();
    await put({ value: next('Digital') }, { 'if-match': tag });
    expect(await put({ value: next('Tills') }, { 'if-match': tag })).toMatchObject({
      status: 412,
      body: {
        error: {
          code: 'changed-meanwhile',
          file: 'config/journey.yaml',
          got: 'a change by ana@example.org at 2026-06-01T12:00:00.000Z',
        },
      },
    });
    expect((await read()).text).toContain('Digital');
  });

  test('is not changed by a request that does not say what it changes', async () => {
    const { put } = await world();
    expect(await put({ value: next('Digital') }, {})).toMatchObject({
      status: 400,
      body: { error: { code: 'usage', expected: expect.stringContaining('if-match') } },
    });
  });

  test('is made where there was none, once', async () => {
    const { put, get } = await world();
    const body = {
      text: '# Alarms\nrules: [{ id: nps, kind: below-target, series: nps:transactional, target: 30 }]\n',
    };
    const first = await put(body, { 'if-none-match': '*' }, '/config/alerts');
    const second = await put(body, { 'if-none-match': '*' }, '/config/alerts');
    expect([first.status, second.status]).toEqual([200, 412]);
    expect(await get('/config/alerts')).toMatchObject({ value: { rules: [{ id: 'nps', days: 28 }] } });
  });

  test('is never stored where the pipeline could not read it', async () => {
    const { put, read } = await world();
    const { tag = '' } = await read();
    const twice = { stages: [{ id: 'buy', touchpoints: [{ id: 'store' }, { id: 'store' }] }] };
    expect(await put({ value: twice }, { 'if-match': tag })).toMatchObject({
      status: 422,
      body: { error: { code: 'journey-invalid', got: 'store' } },
    });
    expect(await put({ text: 'stages: 5' }, { 'if-match': tag })).toMatchObject({ status: 422 });
    expect((await read()).text).toBe(journeyText);
  });

  test('that is invalid can be corrected as text only', async () => {
    const { ask, put, objects } = await world();
    await objects.write('config/journey.yaml', 'stages: 5');
    const { tag = '' } = (await ask<ConfigFile>('/config/journey')).body;
    expect((await put({ value: next('Digital') }, { 'if-match': tag })).status).toBe(409);
    expect((await put({ text: journeyText }, { 'if-match': tag })).status).toBe(200);
  });

  test('is read by analysts, and changed by administrators only', async () => {
    const { ask, put } = await world({ role: 'analyst', name: 'kim@example.org' });
    expect((await ask('/config/journey')).status).toBe(200);
    expect((await put({ value: next('Digital') }, { 'if-match': '""' })).status).toBe(403);
  });

  test('of another name does not exist', async () => {
    const { ask } = await world();
    expect(await ask('/config/secrets')).toMatchObject({ status: 400, body: { error: { code: 'usage' } } });
  });
});
