import type PptxGenJS from 'pptxgenjs';
import { palettes } from '../../charts/palette.ts';
import type { Unit, Verdict } from '../../insights/findings/finding.ts';

/** The parts of slides. Places and sizes are in inches, on a page of 13.33 by 7.5. */

export type Deck = PptxGenJS.default;
export type Slide = ReturnType<Deck['addSlide']>;

const isLibrary = (value: unknown): value is typeof PptxGenJS.default => typeof value === 'function';

/** A new presentation. The library, 0.4 MB of script, is loaded when the first one is made. */
export const newDeck = async (): Promise<Deck> => {
  // Its types describe a CommonJS module, one level deeper than what Node and the bundle load.
  const library: unknown = (await import('pptxgenjs')).default;
  if (!isLibrary(library)) throw new Error('pptxgenjs has another interface than expected');
  return new library();
};

/** A place on a slide. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const margin = 0.6;
export const full = { x: margin, w: 13.33 - 2 * margin } as const;
/** The two halves below a title. */
export const left: Place = { x: margin, y: 1.6, w: 5.3, h: 5 };
export const right: Place = { x: 6.3, y: 1.6, w: 6.4, h: 3.6 };

/** The page's colours, as presentations write them. @example colour('worse') // 'A8430A' */
export const colour = (name: keyof typeof palettes.light): string =>
  palettes.light[name].slice(1).toUpperCase();

export const verdictColour = (verdict: Verdict): string =>
  verdict === 'neither' ? colour('ink') : colour(verdict);

/** Installed with every office suite. */
export const font = 'Arial';

/** XML does not allow control characters, which customers' words and names may contain; a slide does not allow line breaks inside a sentence. */
const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const printable = (text: string): string => text.replaceAll(notInXml, '\ufffd').replaceAll(/\s+/g, ' ');

/** A new slide that begins with a sentence. */
export const slideWith = (deck: Deck, title: string, verdict: Verdict = 'neither'): Slide => {
  const slide = deck.addSlide();
  slide.addText(printable(title), {
    ...full,
    y: 0.45,
    h: 0.95,
    margin: 0,
    fontFace: font,
    fontSize: 26,
    bold: true,
    color: verdictColour(verdict),
    fit: 'shrink',
    valign: 'top',
  });
  return slide;
};

interface TextStyle {
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
}

/** Paragraphs at a place. */
export const paragraphs = (
  slide: Slide,
  texts: readonly (TextStyle & { readonly text: string })[],
  place: Place,
): void => {
  slide.addText(
    texts.map(({ text, size = 18, color = colour('ink-2'), bold = false }) => ({
      text: printable(text),
      options: { breakLine: true, fontSize: size, color, bold, paraSpaceAfter: 8 },
    })),
    { ...place, margin: 0, fontFace: font, valign: 'top', fit: 'shrink' },
  );
};

interface TableLook {
  readonly place: Omit<Place, 'h'>;
  /** The columns that are aligned to the right. */
  readonly numbers: readonly number[];
  /** Of the columns, as parts of the whole. */
  readonly widths: readonly number[];
}

/** A table with its heads. */
export const table = (
  slide: Slide,
  { heads, rows }: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] },
  { place, numbers, widths }: TableLook,
): void => {
  const none = { type: 'none' } as const;
  const border = { type: 'solid', color: colour('line'), pt: 1 } as const;
  const cell = (text: string, column: number, bold: boolean) => ({
    text: printable(text),
    options: {
      align: numbers.includes(column) ? ('right' as const) : ('left' as const),
      bold,
      color: bold ? colour('ink-3') : colour('ink'),
    },
  });
  slide.addTable(
    [
      heads.map((text, column) => cell(text, column, true)),
      ...rows.map((row) => row.map((text, column) => cell(text, column, false))),
    ],
    {
      ...place,
      colW: widths.map((part) => part * place.w),
      fontFace: font,
      fontSize: 14,
      rowH: 0.34,
      valign: 'middle',
      border: [none, none, border, none],
    },
  );
};

/** No frame, light axes, values next to their marks. */
const look = {
  catAxisLabelFontFace: font,
  catAxisLabelFontSize: 12,
  catAxisLabelColor: colour('ink-2'),
  catAxisLabelPos: 'low',
  valAxisLabelFontFace: font,
  valAxisLabelFontSize: 11,
  valAxisLabelColor: colour('ink-3'),
  valGridLine: { color: colour('line'), size: 1 },
  catGridLine: { style: 'none' },
  dataLabelFontFace: font,
  dataLabelFontSize: 13,
  dataLabelColor: colour('ink'),
  legendFontFace: font,
  legendFontSize: 12,
  legendColor: colour('ink-2'),
  legendPos: 'b',
  displayBlanksAs: 'gap',
} as const;

const formats: Readonly<Record<Unit, string>> = { points: '+0;−0;0', share: '0%', mean: '0.0' };

/** A chart of a presentation, with its numbers in it. */
export interface ChartOfFigures {
  readonly kind: 'bar' | 'line';
  readonly labels: readonly string[];
  /** Null is a gap. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly unit: Unit;
  /** The alternative text. */
  readonly says: string;
}

export const chart = (
  slide: Slide,
  { kind, labels, series, unit, says }: ChartOfFigures,
  options: Place & PptxGenJS.default.IChartOpts,
): void => {
  const named = series.map(({ name, values }) => ({
    name: printable(name),
    labels: labels.map(printable),
    values: [...values],
  }));
  slide.addChart(kind, named, {
    ...look,
    valAxisLabelFormatCode: formats[unit],
    dataLabelFormatCode: formats[unit],
    showLegend: series.length > 1,
    altText: printable(says),
    ...options,
  });
};
