import { describe, expect, test } from 'vitest';
import { customers } from '../../pipeline/report-world.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { createReportApi } from '../report-api.ts';

const settings = {
  metrics: {
    dimensions: ['channel'],
    personas: [{ id: 'young', name: 'Young <families>', where: { channel: ['app'] } }],
  },
  actions: 'actions: [{ id: courier, date: 2026-05-11, touchpoint: delivery, text: A second courier }]',
};

const feedback = [
  ...customers(40, '2026-04-22', 'delivery', 10),
  ...customers(40, '2026-05-20', 'delivery', 0),
  ...customers(3, '2026-05-20', 'returns', 0),
];

const reportOf = async (query: string): Promise<{ status: number; type: string | null; text: string }> => {
  const { ask } = await createReportApi(settings, feedback);
  return ask(`/journey/report?${query}`);
};

describe('GET /journey/report', () => {
  test('is one page with findings, each touchpoint with its figures, personas and actions', async () => {
    const { status, type, text } = await reportOf('from=2026-05&to=2026-05');
    expect([status, type]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(text).toContain('<h1>The journey in May 2026</h1>');
    expect(text).toMatch(
      /<h2>What changed<\/h2><ol>.*Delivery: NPS and comments contradict.*NPS −100 \(n 40\), before \+100 \(n 40\)/s,
    );
    expect(text).toMatch(/<strong>Delivery<\/strong>.*<td class="number">40<\/td>.*NPS −100 \(/s);
    expect(text).toContain('<h2>Personas, May 2026</h2>');
    expect(text).toMatch(/2026-05-11, delivery: A second courier\.<\/strong> NPS/);
  });

  test.each([
    ['en', 'Speed and waiting (40 of 40)'],
    ['de', 'Tempo und Warten (40 von 40)'],
  ])('names the theme that most complain about where no issue is found, in %s', async (lang, complaint) => {
    const waiting = scoredAnswer('They let me wait', {
      label: 'negative',
      themes: [
        { id: 'speed', confidence: 1, sentiment: { label: 'negative', score: -0.5 }, spans: [[12, 16]] },
      ],
    });
    const slow = customers(40, '2026-05-20', 'delivery', 0).map((copy) => ({ ...copy, answers: [waiting] }));
    const { ask } = await createReportApi(settings, slow);
    const { text } = await ask(`/journey/report?from=2026-05&to=2026-05&lang=${lang}`);
    expect(text).toContain(`<td>${complaint}</td>`);
  });

  test('escapes what a team wrote, and loads nothing', async () => {
    const { text } = await reportOf('from=2026-05&to=2026-05');
    expect(text).toContain('Young &lt;families&gt;');
    expect(text).not.toMatch(/<script|<img|<link|https?:/);
  });

  test('shows no figure of fewer people than the minimum group size', async () => {
    const { text } = await reportOf('from=2026-05&to=2026-05');
    const [, returns = ''] = text.split('<strong>returns</strong>');
    expect(returns.slice(0, returns.indexOf('</tr>'))).not.toMatch(/NPS [−+\d]/);
  });

  test('is in German', async () => {
    const { text } = await reportOf('from=2026-05&to=2026-05&lang=de');
    expect(text).toContain('<html lang="de">');
    expect(text).toContain('<h2>Maßnahmen</h2>');
  });

  test('has one place for what its period is not', async () => {
    const { status, text } = await reportOf('from=2026-13');
    expect([status, JSON.parse(text).error.code]).toEqual([400, 'usage']);
  });
});
