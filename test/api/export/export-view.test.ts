import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { plantedCopies } from '../../insights/planted-copies.ts';
import { seededChance } from '../../metrics/chance.ts';
import { apiWorld, responsesOn } from '../world.ts';

const filled = async () => {
  const world = apiWorld({
    metrics: { dimensions: ['channel'] },
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
    expect(nps).toMatchObject({ value: '0', n: '40', enough: 'true', suppressed: 'false' });
    expect(new Set(rows.map(({ period }) => period))).toEqual(new Set(['2026-05-04', '2026-05-11']));
  });

  test('suppresses what the view suppresses, and turns no name into a formula', async () => {
    const rows = await rowsOf('view=touchpoints&format=csv');
    expect(rows.filter(({ touchpoint }) => touchpoint === 'returns')).toMatchObject([
      { series: 'volume', value: '', n: '', suppressed: 'true' },
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

  test('writes feedback, one line per answer', async () => {
    const rows = await rowsOf('view=feedback&touchpoint=delivery&limit=200');
    expect([rows.length, rows[0]?.['text'], rows[0]?.['sentiment']]).toEqual([80, 'Quick', 'positive']);
    expect([rows[0]?.['language'], rows[0]?.['signals']]).toEqual(['en', '']);
  });

  test('draws a trend as SVG', async () => {
    const api = await filled();
    const answer = await api.request(
      '/export?view=trends&metric=nps:transactional&touchpoint=delivery&format=svg',
    );
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(await answer.text()).toContain('NPS (nps:transactional) of delivery by the week');
  });

  test('draws the journey by stage, suppressed figures included', async () => {
    const svg = await (await (await filled()).request('/export?view=journey&format=svg')).text();
    expect(svg).toMatch(/>order<.*>=Delivery<.*>n 80<.*>returns<.*>suppressed</);
    expect(svg).toMatch(
      /<title>=Delivery, NPS \(nps:transactional\): \+50 \(95% interval [^)]*, n 80\)<\/title>/,
    );
    expect(svg).toContain(
      'Hatched: 2 of 4 figures suppressed, below the minimum group size. This is not zero.',
    );
  });

  test.each(['journey', 'touchpoints', 'summaries&touchpoint=delivery'])(
    'draws NPS first in %s',
    async (view) => {
      const world = apiWorld();
      const ratings = { 'ces:1-7:easy': 6, 'csat:1-5': 4, 'nps:transactional': 9, 'rating:1-5': 4 };
      await world.store(responsesOn('2026-05-10', 40, { ratings }));
      const svg = await (await world.api.request(`/export?view=${view}&format=svg`)).text();
      const places = ['NPS (nps:', 'Satisfied (csat:', 'Found it easy (ces:', 'Stars (rating:'].map((name) =>
        svg.indexOf(`>${name}`),
      );
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(places[0]).toBeGreaterThan(0);
    },
  );

  test.each([
    ['view=touchpoints', 'All feedback so far'],
    ['view=summaries&touchpoint=delivery&grain=week', 'delivery by the week'],
    ['view=summaries&stage=order&by=channel', 'order by channel'],
    ['view=drivers', 'What NPS (nps:transactional) is associated with'],
  ])('draws %s', async (query, title) => {
    const svg = await (await (await filled()).request(`/export?${query}&format=svg`)).text();
    expect(svg).toContain(title);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('draws every scale', async () => {
    const world = apiWorld();
    const ratings = { 'ces:1-7:easy': 5, 'csat:1-5': 4, 'nps:transactional': 9, 'rating:1-5': 3 };
    await world.store(responsesOn('2026-05-04', 40, () => ({ ratings })));
    const svg = await (await world.api.request('/export?view=touchpoints&format=svg')).text();
    for (const series of Object.keys(ratings)) expect(svg).toContain(`(${series})</text>`);
  });

  test('draws a rule between periods where another version scored sentiment', async () => {
    const world = apiWorld();
    const analyzedBy = (sentiment: string) => ({ versions: { sentiment, theme: 't1' } });
    await world.store(
      responsesOn('2026-04-06', 40, analyzedBy('s1')),
      responsesOn('2026-05-04', 40, analyzedBy('s2')),
    );
    const path = '/export?view=summaries&touchpoint=delivery&grain=month&format=svg';
    const svg = await (await world.api.request(path)).text();
    expect(svg).toContain('Dotted: scored by another version from there; not compared.');
    expect(svg.match(/stroke-dasharray="1 3"/g)?.length).toBe(1);
  });

  test('makes every chart a PNG of twice its size', async () => {
    const answer = await (await filled()).request('/export?view=journey&format=png');
    expect(answer.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await answer.arrayBuffer());
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 2176]);
  });

  test('refuses a PNG with more than fits into memory, and draws it as SVG', async () => {
    const world = apiWorld();
    const touchpoints = Array.from({ length: 330 }, (_, index) => `place-${index}`);
    await world.store(...touchpoints.map((touchpoint) => responsesOn('2026-05-04', 5, { touchpoint })));
    const [png, svg] = await Promise.all(
      ['png', 'svg'].map((format) => world.api.request(`/export?view=touchpoints&format=${format}`)),
    );
    expect([png?.status, svg?.status]).toEqual([400, 200]);
    expect(await png?.json()).toMatchObject({
      error: { code: 'usage', expected: 'fewer rows, a shorter period, or format=svg' },
    });
  });

  test('writes drivers as CSV, including that they are suppressed', async () => {
    const world = apiWorld();
    await world.store(plantedCopies(seededChance(1), { n: 400, harm: 0.3 }));
    const answer = await world.api.request('/export?view=drivers');
    const rows = parse(await answer.text(), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'everyone ',
      'theme delivery',
      'theme colour',
      'theme parking',
      'touchpoint store',
      'touchpoint web',
    ]);
    expect(rows[0]).toMatchObject({ score: 'nps:transactional', unit: 'points', n: '400' });
    const few = apiWorld();
    await few.store(responsesOn('2026-05-04', 4));
    const suppressed = await few.api.request('/export?view=drivers&metric=sentiment');
    expect(await suppressed.text()).toContain('sentiment,true');
  });

  test('says, as chart and as CSV, that days below the minimum group size are not included in drivers', async () => {
    const world = apiWorld();
    await world.store(
      plantedCopies(seededChance(1), { n: 400, harm: 0.3 }),
      responsesOn('2025-02-03', 3, { touchpoint: 'store' }),
    );
    const svg = await (await world.api.request('/export?view=drivers&from=2025-01&format=svg')).text();
    expect(svg).toContain('association, not cause; partly suppressed');
    const text = await (await world.api.request('/export?view=drivers&from=2025-01')).text();
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(new Set(rows.map(({ partial }) => partial))).toEqual(new Set(['true']));
  });

  test('writes JSON as the view returns it', async () => {
    const api = await filled();
    const [one, other] = [
      await api.request('/export?view=journey&format=json'),
      await api.request('/journey'),
    ];
    expect(await one.json()).toEqual(await other.json());
  });

  test.each([
    ['view=everything', 'usage'],
    ['view=scorecard&format=svg', 'usage'],
    ['view=scorecard&format=png', 'usage'],
    ['view=journey&format=xlsx', 'usage'],
    ['view=summaries', 'usage'],
    ['view=summaries&touchpoint=nowhere', 'not-found'],
    ['view=trends&metric=happiness', 'usage'],
  ])('refuses %s', async (query, code) => {
    const answer = await (await filled()).request(`/export?${query}`);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });
});
