import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { english } from '../../../lib/insights/findings/text/en.ts';
import { digestOf } from '../../../lib/reports/digest/digest.ts';
import type { DigestMaterial } from '../../../lib/reports/digest/digest-material.ts';
import { digestSlides } from '../../../lib/reports/slides/digest-slides.ts';
import { counted, findingsOf, ofTouchpoint, ofWhole, span, week } from '../material.ts';
import { opened } from './opened.ts';

const slidesOf = async (material: DigestMaterial, language = english) =>
  opened(await digestSlides(digestOf(material, { findings: findingsOf(material, language) })));

const calm = counted({ people: 60, nps: 10, label: 'positive' }, { people: 40, nps: 3, label: 'negative' });
const upset = counted({ people: 25, nps: 10, label: 'positive' }, { people: 75, nps: 3, label: 'negative' });
const slow = { people: 20, label: 'negative' as const, themes: ['speed'] };
const store = counted(slow, { people: 80, label: 'positive' });

const material: DigestMaterial = {
  ...ofWhole([
    { id: 'delivery', name: 'Delivery', now: upset, before: calm },
    { id: 'store', name: 'Store', now: store, before: store },
  ]),
  past: [
    { period: span.previous, tally: calm.tally },
    { period: week, tally: upset.tally },
  ],
  quotes: [
    {
      touchpoint: 'delivery',
      responseId: 'r',
      answer: 0,
      span: [0, 24],
      text: 'It <b>never</b> came &\n\u0001 nobody called',
      excerpt: false,
      question: 'Why?',
      label: 'negative',
      themes: [],
    },
  ],
};

describe('the slides of a digest', () => {
  test('open with what changed, then have one finding each, what still hurts, the scores, their course, themes and quotes', async () => {
    const { slides } = await slidesOf(material);
    expect(slides.map(([title]) => title)).toEqual([
      'The whole journey, the week of 25 May 2026',
      'Delivery: NPS fell from +20 to −50',
      'Ongoing problems',
      'Scores',
      'NPS over time, with its interval',
      'What comments mention',
      'In their words',
    ]);
    expect(slides[0]?.[1]).toBe('One thing changed in the week of 25 May');
  });

  test('a finding has its difference with interval, and both figures with interval and n', async () => {
    const { slides, notes } = await slidesOf(material);
    expect(slides[1]).toEqual([
      'Delivery: NPS fell from +20 to −50',
      expect.stringMatching(/^−70 points \(95% CI −\d+ to −\d+\)$/),
      'Sentiment of comments fell from +20 to −50.',
      'NPS',
      '95% interval',
      'n',
      'the week of 18 May 2026',
      '+20',
      '+1 to +38',
      '100',
      'the week of 25 May 2026',
      '−50',
      '−65 to −32',
      '100',
    ]);
    expect(notes[1]).toContain('GET /comments?touchpoint=delivery&from=2026-05-25&to=2026-05-31');
  });

  test('charts hold their numbers, and a workbook in which they are edited', async () => {
    const { charts, workbooks } = await slidesOf(material);
    expect(charts[0]).toEqual(['NPS', 'the week of 18 May 2026', 'the week of 25 May 2026', '20', '-50']);
    expect(workbooks.length).toBe(charts.length);
    const sheet = unzipSync(workbooks[0] ?? new Uint8Array())['xl/worksheets/sheet1.xml'];
    expect(strFromU8(sheet ?? new Uint8Array())).toContain('<v>-50</v>');
  });

  test('the parts of a theme add up to the share of answers that mention it', async () => {
    const { charts } = await slidesOf(material);
    const chart = charts.at(-1) ?? [];
    expect(chart.filter((text) => /^[\d.]+$/.test(text)).map(Number)).toEqual([0.1, 0, 0]);
    expect(chart[1]).toBe('speed: 10% (7 to 15%, n 20)');
  });

  test('a period without a figure is a gap, not a zero', async () => {
    const gap = { ...span.previous, period: '2026-05-11' };
    const past = [{ period: gap, tally: calm.tally }, { period: span.previous }, ...material.past.slice(1)];
    const { charts } = await slidesOf({ ...material, past });
    const curve = charts.find(([, first]) => first === '11 May');
    expect(curve?.slice(0, 7)).toEqual(['NPS', '11 May', '18 May', '25 May', '20', '', '-50']);
  });

  test('words of customers are plain text, also markup', async () => {
    const { slides } = await slidesOf(material);
    expect(slides.at(-1)?.[1]).toBe('“It <b>never</b> came & \ufffd nobody called”');
  });

  test('of a period without news are one: the three lines', async () => {
    const { slides } = await slidesOf(ofTouchpoint(calm, calm));
    expect(slides).toEqual([
      [
        'Delivery, the week of 25 May 2026',
        'No significant change in the week of 25 May',
        '100 responses at one touchpoint; 100 answers scored. 2 figures compared with the week of 18 May.',
        'NPS +20 (+1 to +38, n 100), Net sentiment +20 (+1 to +38, n 100).',
      ],
    ]);
  });

  test('of a suppressed scope is one that says so', async () => {
    const { slides, charts } = await slidesOf(ofTouchpoint(undefined, calm));
    expect([slides.length, charts.length, slides[0]?.[1]]).toEqual([
      1,
      0,
      'Suppressed: fewer respondents than the minimum group size. This is not zero.',
    ]);
  });

  test('are in German', async () => {
    const { slides } = await slidesOf(material, german);
    expect(slides.map(([title]) => title)).toEqual([
      'Die ganze Customer Journey, die Woche vom 25. Mai 2026',
      'Delivery: NPS fiel von +20 auf −50',
      'Anhaltende Probleme',
      'Werte',
      'NPS im Lauf der Zeit, mit Intervall',
      'Wovon Kommentare handeln',
      'In ihren Worten',
    ]);
  });
});
