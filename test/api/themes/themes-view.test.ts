import { describe, expect, test } from 'vitest';
import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import type { ThemeDetails, ThemesAnswer } from '../../../lib/api/contract/themes/themes.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { memoryObjectStore } from '../../store/memory.ts';
import { apiWorld, responsesOn } from '../world.ts';

const themes = new Map([
  ['delivery', { name: 'Delivery', names: { de: 'Lieferung' } }],
  ['courier', { name: 'Courier', parent: 'delivery' }],
]);

const text = 'The courier was late';

/** So many people of a day who name the courier, or nothing. */
const said = (
  day: string,
  count: number,
  label: SentimentLabel | undefined,
  changes: Partial<Copy> = {},
): Copy[] =>
  responsesOn(day, count, (index) => ({
    responseId: `${index}${changes.touchpoint ?? ''}${day}${label}`,
    answers: [
      scoredAnswer(
        `${text} ${index}`,
        label && {
          label,
          themes: [{ id: 'courier', confidence: 1, sentiment: { label, score: 0 }, spans: [[4, 11]] }],
        },
      ),
    ],
    ...changes,
  }));

const world = () => apiWorld({ themes });
const asked = '?period=2026-05';

describe('GET /themes', () => {
  test('returns frequency, sentiment and change of each theme over all touchpoints', async () => {
    const { store, get } = world();
    await store(
      said('2026-04-04', 60, undefined),
      said('2026-04-05', 10, 'negative'),
      said('2026-05-04', 40, undefined),
      said('2026-05-05', 30, 'negative'),
      said('2026-05-06', 10, 'positive', { touchpoint: 'checkout' }),
    );
    const { comments, before, after, themes: found } = await get<ThemesAnswer>(`/themes${asked}`);
    expect([comments, before, after]).toEqual([
      80,
      { from: '2026-04-01', to: '2026-04-30' },
      { from: '2026-05-01', to: '2026-05-31' },
    ]);
    expect(found[0]).toEqual({ id: 'delivery', ...themes.get('delivery') });
    expect(found[1]).toMatchObject({
      id: 'courier',
      parent: 'delivery',
      facts: {
        mentions: 40,
        negative: 30,
        neutral: 0,
        positive: 10,
        share: { value: 0.5, n: 80 },
        net: { value: -50 },
      },
      share: { enough: true, certain: true },
    });
  });

  test('returns those of a touchpoint', async () => {
    const { store, get } = world();
    await store(
      said('2026-05-05', 30, 'negative'),
      said('2026-05-06', 10, 'positive', { touchpoint: 'checkout' }),
    );
    const { themes: found } = await get<ThemesAnswer>(`/themes${asked}&touchpoint=checkout`);
    expect(found[1]?.facts).toMatchObject({ mentions: 10, net: { value: 100 } });
  });

  test('keeps a theme that the taxonomy has no more, as long as comments have it', async () => {
    const { store, get } = apiWorld();
    await store(said('2026-05-05', 12, 'negative'));
    const { themes: found } = await get<ThemesAnswer>(`/themes${asked}`);
    expect(found).toMatchObject([{ id: 'courier', removed: true, facts: { mentions: 12 } }]);
  });

  test('says that comments were read by another taxonomy than the configured one', async () => {
    const objects = memoryObjectStore();
    await objects.write('config/taxonomy.yaml', 'id: shop\nthemes: [{ id: courier, seeds: [courier] }]');
    const { store, get } = apiWorld({ themes, objects });
    await store(said('2026-05-05', 12, 'negative'));
    expect(await get(`/themes${asked}`)).toMatchObject({ outdated: true });
  });

  test('suppresses a theme of four people, and says that something is left out', async () => {
    const { store, get } = world();
    await store(said('2026-05-04', 40, undefined), said('2026-05-05', 4, 'negative'));
    const { partial, themes: found } = await get<ThemesAnswer>(`/themes${asked}`);
    expect([partial, found[1]]).toEqual([
      true,
      { id: 'courier', ...themes.get('courier'), suppressed: true },
    ]);
  });

  test.each(['?touchpoint=nowhere', '?stage=nowhere'])('of %s finds nothing', async (query) => {
    expect((await world().ask(`/themes${query}`)).status).toBe(404);
  });
});

describe('GET /themes/{theme}', () => {
  test('returns the touchpoints, the matched words and quotes', async () => {
    const { store, get } = world();
    await store(
      said('2026-05-05', 30, 'negative'),
      said('2026-05-06', 12, 'positive', { touchpoint: 'checkout' }),
      said('2026-05-07', 12, undefined, { touchpoint: 'returns' }),
    );
    const details = await get<ThemeDetails>(`/themes/courier${asked}`);
    expect(details.places.map(({ touchpoint, facts }) => [touchpoint, facts?.mentions])).toEqual([
      ['checkout', 12],
      ['delivery', 30],
      ['returns', undefined],
    ]);
    expect(details.phrases).toEqual([{ wording: 'courier', comments: 42 }]);
    expect(details.examined).toEqual({ responses: 54, of: 54 });
    expect(details.quotes[0]).toMatchObject({
      spans: [[4, 11]],
      text: expect.stringMatching(/^The courier/),
    });
  });

  test('shows no words of nine people', async () => {
    const { store, get } = world();
    await store(said('2026-05-05', 9, 'negative'), said('2026-05-05', 20, undefined));
    expect(await get(`/themes/courier${asked}`)).toMatchObject({ suppressed: true, phrases: [], quotes: [] });
  });
});
