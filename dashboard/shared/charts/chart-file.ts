import font from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { csvOf } from '../../../lib/api/export/csv-export.ts';
import { type FileWords, standalone } from '../../../lib/charts/files/standalone.ts';
import type { Picture } from '../../../lib/charts/picture.ts';
import type { FlatRow } from '../../../lib/insights/journey/figure-rows.ts';
import type { ChartTable } from './chart.tsx';

/** Loaded with the first download: React's writer of SVG is larger than a view. */

export type ChartForm = 'png' | 'svg' | 'csv';

/** What a file is made of. */
export interface ChartSource extends FileWords {
  readonly picture: Picture;
  readonly table: ChartTable;
  /** What the table is of, in every row: the names of the two columns, and the second one's text. */
  readonly about: { readonly chart: string; readonly scope: string; readonly of: string };
}

/** Sharp in print and on dense screens. */
const pixelsPerUnit = 2;

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A picture that is drawn as an image has no fonts but its own. */
const withFont = async (svg: string): Promise<string> => {
  const bytes = new Uint8Array(await (await fetch(font)).arrayBuffer());
  const face = `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${base64(bytes)})}`;
  return svg.replace('<title>', `<style>${face}</style><title>`);
};

const imageOf = async (svg: string): Promise<HTMLImageElement> => {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
};

const pngOf = async (svg: string): Promise<Blob> => {
  const image = await imageOf(await withFont(svg));
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * pixelsPerUnit;
  canvas.height = image.naturalHeight * pixelsPerUnit;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error('the picture is too large for a PNG')) : resolve(blob),
    );
  });
};

/** Only what has a sign, and no group of thousands: everything else is written as it is shown. */
const signed = /^([+−])(\d+)(?:[.,](\d{1,2}))?$/;

/** A number with a sign is a number: as a text, a spreadsheet would run it as a formula or not know its minus. */
const cellOf = (text: string): string | number => {
  const [, sign, whole, decimals = '0'] = signed.exec(text) ?? [];
  return sign === undefined ? text : Number(`${sign === '−' ? '-' : ''}${whole}.${decimals}`);
};

type TableSource = Pick<ChartSource, 'table' | 'title' | 'about'>;

const rowsOf = ({ table, title, about }: TableSource): FlatRow[] =>
  table.rows.map((row) => ({
    ...Object.fromEntries(table.columns.map((column, index) => [column, cellOf(row[index] ?? '')])),
    [about.chart]: title,
    [about.scope]: about.of,
  }));

/** The table behind a picture as CSV. @example chartCsv({ table, title: 'NPS', about }) */
export const chartCsv = (source: TableSource): string => csvOf(rowsOf(source));

/** A picture of the page as a file, with its title, its lines, and what is suppressed. */
export const chartFile = async (form: ChartForm, source: ChartSource): Promise<Blob> => {
  if (form === 'csv') return new Blob([chartCsv(source)], { type: 'text/csv' });
  const svg = standalone(source.picture, source);
  return form === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : pngOf(svg);
};
