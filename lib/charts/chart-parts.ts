/** Parts of charts: self-contained SVG with its own fonts, colours and sizes, and only numbers and names. */

export const ink = { title: '#1a202c', text: '#4a5568', pale: '#718096', rule: '#e2e8f0', mark: '#2b6cb0' };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML does not allow control characters, not even escaped. */
const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export const escaped = (text: string): string =>
  text.replaceAll(notInXml, '\ufffd').replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? '');

/** A position in pixels. @example at(12.345) // '12.3' */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

type Place = readonly [x: number, y: number];

/** Text at its baseline. */
export const text = (content: string, [x, y]: Place, more: string): string =>
  `<text x="${at(x)}" y="${at(y)}" ${more}>${escaped(content)}</text>`;

export const line = ([x1, y1]: Place, [x2, y2]: Place, more: string): string =>
  `<line x1="${at(x1)}" x2="${at(x2)}" y1="${at(y1)}" y2="${at(y2)}" ${more}/>`;

/** The page of a chart: white, with its title and unit. */
export const chartPage = (
  size: { readonly width: number; readonly height: number; readonly left: number },
  { title, unit }: { readonly title: string; readonly unit: string },
  parts: readonly string[],
): string => {
  const { width, height, left } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}" font-family="DejaVu Sans, Verdana, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(title, [left, 24], `font-size="16" font-weight="bold" fill="${ink.title}"`),
    text(unit, [left, 42], `fill="${ink.text}"`),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
};

/** Round numbers that cover the values: 1, 2 or 5 times a power of ten apart, about five of them. */
export const ticksOf = (lowest: number, highest: number): number[] => {
  const range = highest - lowest || Math.abs(highest) || 1;
  const rough = range / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? power * 10;
  const first = Math.floor(lowest / step);
  const last = Math.max(Math.ceil(highest / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
};
