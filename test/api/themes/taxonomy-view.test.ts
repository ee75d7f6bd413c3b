import { describe, expect, test } from 'vitest';
import type {
  TaxonomyPreview,
  TaxonomyStepBody,
  TaxonomyView,
} from '../../../lib/api/contract/themes/taxonomy.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { memoryObjectStore } from '../../store/memory.ts';
import { apiWorld, responsesOn } from '../world.ts';

const file = `# our themes
id: shop
related: false
themes:
  - {id: delivery, name: Delivery, names: {de: Lieferung}, seeds: [courier, parcel]}
  - {id: price, name: Price, seeds: [expensive]}
`;

const saying = (texts: readonly string[], changes: Partial<Copy> = {}): Copy[] =>
  responsesOn('2026-05-04', texts.length, (index) => ({
    responseId: `${index}${changes.touchpoint ?? 'delivery'}`,
    answers: [scoredAnswer(texts[index] ?? '', { label: 'negative', score: -0.5 })],
    ...changes,
  }));

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

const edited = async () => {
  const objects = memoryObjectStore();
  await objects.write('config/taxonomy.yaml', file);
  const world = apiWorld({ objects });
  const read = () => world.get<TaxonomyView>('/taxonomy');
  const post = (path: string, step: TaxonomyStepBody, headers: Record<string, string> = {}) =>
    world.ask(path, { method: 'POST', headers, body: JSON.stringify(step) });
  const change = async (step: TaxonomyStepBody) =>
    post('/taxonomy', step, { 'if-match': `"${(await read()).etag}"` });
  const preview = async (step: TaxonomyStepBody, query = '') => {
    const { status, body } = await post(`/taxonomy/preview${query}`, step);
    expect(status).toBe(200);
    return body as unknown as TaxonomyPreview;
  };
  return { ...world, objects, read, post, change, preview };
};

const split: TaxonomyStepBody = {
  edit: { kind: 'split', from: 'delivery', name: 'Courier', seeds: ['courier'] },
};

describe('GET /taxonomy', () => {
  test('of a deployment without one is the general theme pack', async () => {
    const { configured, name, themes } = await apiWorld().get<TaxonomyView>('/taxonomy');
    expect([configured, name, themes.length > 20]).toEqual([false, 'Customer experience core', true]);
  });

  test('returns each theme with its names and seeds, and the file with its ETag', async () => {
    const { api, read } = await edited();
    const answer = await api.request('/taxonomy');
    const { etag, themes, edits, text } = await read();
    expect(answer.headers.get('etag')).toBe(`"${etag}"`);
    expect([text, edits]).toEqual([file, []]);
    expect(themes[0]).toEqual({
      id: 'delivery',
      name: 'Delivery',
      names: { de: 'Lieferung' },
      seeds: ['courier', 'parcel'],
      excludes: [],
    });
  });
});

describe('POST /taxonomy', () => {
  test('makes the edit, remembers it, and keeps the text of before', async () => {
    const { change, read, objects } = await edited();
    expect((await change(split)).status).toBe(200);
    const { themes, edits } = await read();
    expect(themes.map(({ id, seeds }) => [id, seeds])).toEqual([
      ['delivery', ['parcel']],
      ['courier', ['courier']],
      ['price', ['expensive']],
    ]);
    expect(edits).toMatchObject([{ edit: 'split courier from delivery' }]);
    expect((await objects.read(`config/taxonomy/history/${edits[0]?.at}.yaml`))?.toString()).toBe(file);
  });

  test('refuses the second of two who read the same text, and changes nothing', async () => {
    const { post, read } = await edited();
    const headers = { 'if-match': `"${(await read()).etag}"` };
    expect((await post('/taxonomy', split, headers)).status).toBe(200);
    const { text } = await read();
    expect(
      await post('/taxonomy', { edit: { kind: 'rename', theme: 'price', name: 'Cost' } }, headers),
    ).toMatchObject({
      status: 412,
      body: { error: { code: 'changed-meanwhile' } },
    });
    expect((await read()).text).toBe(text);
  });

  test('refuses an edit that does not say what it was made on', async () => {
    const { post } = await edited();
    expect(await post('/taxonomy', split)).toMatchObject({
      status: 400,
      body: { error: { code: 'usage', expected: 'the ETag of GET /taxonomy' } },
    });
  });

  test('takes edits back one by one, to the letter', async () => {
    const { change, read } = await edited();
    await change(split);
    await change({ edit: { kind: 'rename', theme: 'price', name: 'Cost' } });
    await change({ undo: true });
    expect((await read()).edits.map(({ edit }) => edit)).toEqual(['split courier from delivery']);
    await change({ undo: true });
    expect((await read()).text).toBe(file);
    expect(await change({ undo: true })).toMatchObject({ status: 404 });
  });

  test('replaces all themes with a file, which can be undone too', async () => {
    const { change, read } = await edited();
    await change(split);
    const { text: before } = await read();
    await change({ text: 'themes: [{ id: queue, seeds: [waiting] }]' });
    const { themes, edits } = await read();
    expect([themes.map(({ id }) => id), edits.map(({ edit }) => edit)]).toEqual([
      ['queue'],
      ['replace all themes'],
    ]);
    await change({ undo: true });
    expect((await read()).text).toBe(before);
  });

  test.each<[string, TaxonomyStepBody, number, string]>([
    ['a file that is no taxonomy', { text: 'themes: [{ id: queue, seed: [x] }]' }, 422, 'taxonomy-invalid'],
    ['an unknown theme', { edit: { kind: 'rename', theme: 'nobody', name: 'X' } }, 404, 'not-found'],
    ['an id that is taken', { edit: { kind: 'adopt', name: 'Price', seeds: ['cost'] } }, 409, 'conflict'],
  ])('refuses %s', async (_, step, status, code) => {
    const { change, read } = await edited();
    expect(await change(step)).toMatchObject({ status, body: { error: { code } } });
    expect((await read()).text).toBe(file);
  });
});

describe('POST /taxonomy/preview', () => {
  test('counts the comments that would move, by touchpoint, and changes nothing', async () => {
    const { store, preview, read } = await edited();
    await store(
      saying([...times(7, 'The courier was late'), ...times(5, 'My parcel never came'), ...times(8, 'Fine')]),
      saying([...times(2, 'A rude courier'), ...times(10, 'Too expensive')], { touchpoint: 'checkout' }),
    );
    const { effect, examined, edit, sameReading } = await preview(split);
    expect([edit, sameReading, examined]).toEqual([
      'split courier from delivery',
      undefined,
      { responses: 32, of: 32 },
    ]);
    expect(effect).toEqual({
      comments: 32,
      coveredBefore: 24,
      coveredAfter: 24,
      changed: 9,
      themes: [
        { theme: 'courier', before: 0, after: 9, gained: 9, lost: 0 },
        { theme: 'delivery', before: 14, after: 5, gained: 0, lost: 9 },
      ],
      moves: [{ from: 'delivery', to: 'courier', comments: 9 }],
      touchpoints: [
        { touchpoint: 'delivery', comments: 20, changed: 7 },
        { touchpoint: 'checkout', comments: 12, changed: 2 },
      ],
    });
    expect((await read()).text).toBe(file);
  });

  test('of one touchpoint and a time counts there', async () => {
    const { store, preview } = await edited();
    await store(
      saying(times(12, 'The courier was late')),
      saying(times(12, 'A rude courier'), { touchpoint: 'checkout' }),
    );
    const { effect } = await preview(split, '?touchpoint=checkout&from=2026-05&to=2026-05');
    expect(effect?.touchpoints).toEqual([{ touchpoint: 'checkout', comments: 12, changed: 12 }]);
  });

  test('of a new name says that comments are read as before', async () => {
    const { store, preview } = await edited();
    await store(saying(times(12, 'The courier was late')));
    const { sameReading, effect } = await preview({ edit: { kind: 'rename', theme: 'delivery', name: 'X' } });
    expect([sameReading, effect?.changed]).toEqual([true, 0]);
  });

  test('counts no comment that may not be read: of nine people, nothing', async () => {
    const { store, preview } = await edited();
    await store(saying(times(9, 'The courier was late')));
    const answer = await preview(split);
    expect([answer.suppressed, answer.effect]).toEqual([true, undefined]);
  });
});
