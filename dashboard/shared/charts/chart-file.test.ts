import { describe, expect, test } from 'vitest';
import { trendLine } from '../../../lib/charts/trend-line.ts';
import { chartCsv, chartFile } from './chart-file.ts';
import { fileNameOf } from './save-chart.tsx';

const about = { chart: 'chart', scope: 'scope', of: 'Checkout, May 2025' };
const csvOf = (...rows: (readonly string[])[]): string =>
  chartCsv({ title: 'NPS', about, table: { columns: ['Name', 'Value'], rows } });

describe('the table of a chart as CSV', () => {
  test('says in every row what it is of', () => {
    expect(csvOf(['April', '41%'], ['May', 'suppressed'])).toBe(
      '\uFEFFName,Value,chart,scope\r\nApril,41%,NPS,"Checkout, May 2025"\r\nMay,suppressed,NPS,"Checkout, May 2025"\r\n',
    );
  });

  test.each([
    ['+20', '20'],
    ['−23', '-23'],
    ['+4,2', '4.2'],
    ['0', '0'],
    ['−32 to −15', '−32 to −15'],
    ['=1+1', "'=1+1"],
    ['+49 170 1234', "'+49 170 1234"],
    ['@cmd', "'@cmd"],
  ])('writes %s as %s: signed numbers are numbers, and nothing is a formula', (shown, written) => {
    expect(csvOf(['May', shown]).split('\r\n')[1]).toBe(`May,${written},NPS,"Checkout, May 2025"`);
  });
});

test('a chart as SVG has its title, its lines and the sentence of each point, and no style', async () => {
  const drawn = { gap: 'suppressed', text: 'suppressed', sentence: 'May: suppressed, not zero' } as const;
  const data = { points: [{ label: 'May', n: '', drawn }], domain: [0, 1] as const, write: String };
  const file = await chartFile('svg', {
    picture: trendLine(data, 400),
    table: { columns: [], rows: [] },
    about,
    title: 'NPS <by week>',
    lines: ['Checkout, n 46'],
  });
  const svg = await file.text();
  expect(file.type).toBe('image/svg+xml');
  for (const text of ['NPS &lt;by week&gt;', 'Checkout, n 46', '<title>May: suppressed, not zero</title>'])
    expect(svg).toContain(text);
  expect(svg).not.toMatch(/<style|style=|var\(|<script/);
});

test.each([
  ['NPS, by week: Café', 'verbatim-nps-by-week-café.png'],
  ['../../etc', 'verbatim-etc.png'],
])('a file of %s is called %s', (title, name) => {
  expect(fileNameOf(title, 'png')).toBe(name);
});
