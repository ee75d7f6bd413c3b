import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { pngOf } from '../../lib/cli/png.ts';
import { apiWorld, responsesOn } from './world.ts';

const filled = async () => {
  const world = apiWorld({
    journey:
      'stages: [{ id: order, touchpoints: [{ id: delivery, name: "=Delivery", owner: "+49 team" }, { id: returns }] }]',
  });
  await world.store(
    responsesOn('2026-05-04', 40, (index) => ({
      ratings: { 'nps:transactional': index % 2 === 0 ? 10 : 0 },
    })),
    responsesOn('2026-05-11', 40),
    responsesOn('2026-05-05', 3, { touchpoint: 'returns' }),
  );
  return world.api;
};

const rowsOf = async (query: string) => {
  const answer = await (await filled()).request(`/export?${query}`);
  const text = await answer.text();
  return parse(text, { bom: true, columns: true }) as Record<string, string>[];
};

describe('GET /export', () => {
  test('writes every figure of a view as a line, an NPS of 0 as 0', async () => {
    const rows = await rowsOf('view=summaries&touchpoint=delivery&grain=week');
    const nps = rows.find(({ period, series }) => period === '2026-05-04' && series === 'nps:transactional');
    expect(nps).toMatchObject({ value: '0', n: '40', enough: 'true', withheld: 'false' });
    expect(new Set(rows.map(({ period }) => period))).toEqual(new Set(['2026-05-04', '2026-05-11']));
  });

  test('withholds what the view withholds, and makes names no formulas', async () => {
    const rows = await rowsOf('view=touchpoints&format=csv');
    expect(rows.filter(({ touchpoint }) => touchpoint === 'returns')).toMatchObject([
      { series: 'volume', value: '', n: '', withheld: 'true' },
    ]);
    expect(rows[0]).toMatchObject({ name: "'=Delivery", owner: "'+49 team" });
  });

  test.each(['journey', 'scorecard', 'changes&period=2026-05', 'trends&metric=volume'])(
    'writes view=%s as CSV with as many fields in each line',
    async (view) => {
      expect((await rowsOf(`view=${view}`)).length).toBeGreaterThanOrEqual(
        view.startsWith('changes') ? 0 : 1,
      );
    },
  );

  test('writes feedback, one line an answer', async () => {
    const rows = await rowsOf('view=feedback&touchpoint=delivery&limit=200');
    expect([rows.length, rows[0]?.['text'], rows[0]?.['sentiment']]).toEqual([80, 'Quick', 'positive']);
  });

  test('draws a trend as SVG, and the command line makes it a PNG', async () => {
    const api = await filled();
    const answer = await api.request(
      '/export?view=trends&metric=nps:transactional&touchpoint=delivery&format=svg',
    );
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    const svg = await answer.text();
    expect(svg).toContain('nps:transactional of delivery by the week');
    const png = await pngOf(svg);
    expect([...png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(Buffer.from(png).readUInt32BE(16)).toBe(1720);
  });

  test('is JSON as the view itself gives it', async () => {
    const api = await filled();
    const [one, other] = [
      await api.request('/export?view=journey&format=json'),
      await api.request('/journey'),
    ];
    expect(await one.json()).toEqual(await other.json());
  });

  test.each([
    ['view=everything', 'usage'],
    ['view=journey&format=svg', 'usage'],
    ['view=journey&format=xlsx', 'usage'],
    ['view=summaries', 'usage'],
    ['view=summaries&touchpoint=nowhere', 'not-found'],
    ['view=trends', 'usage'],
  ])('refuses %s', async (query, code) => {
    const answer = await (await filled()).request(`/export?${query}`);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });
});
