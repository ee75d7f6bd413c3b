import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { palettes, type Theme } from '../palette.ts';
import { el, group, type Picture, type Point, words } from '../picture.ts';
import { wrapped } from '../wrapped.ts';

const colourNamed = (name: string, theme: Theme): string => {
  const value = new Map<string, string>(Object.entries(palettes[theme])).get(name);
  if (value === undefined) throw new Error(`no colour is called ${name}`);
  return value;
};

/** XML does not allow control characters, not even escaped; names and customers' words may have some. */
const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const markupOf = (element: ReactElement): string =>
  renderToStaticMarkup(element).replaceAll(notInXml, '\ufffd');

/** The sentence of each point, where a pointer rests on it. */
const sentences = ({ series }: Picture): ReactElement => group(series.flat().map(sentenceAt));

const sentenceAt = ({ x, y, sentence }: Point): ReactElement =>
  el('circle', { cx: x, cy: y, r: 9, fill: 'none', pointerEvents: 'all' }, el('title', {}, sentence));

/**
 * A chart inside a page that has the colours as variables: it needs no script, and keeps its shape in less room.
 *
 * @example embedded(trendLine(nps, 640), 'NPS over time')
 */
export const embedded = (picture: Picture, title: string): string => {
  const { svg, width, height } = picture;
  return markupOf(
    el(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': title },
      svg,
      sentences(picture),
    ),
  );
};

const margin = 24;
const titleSize = 17;
const lineSize = 12;

/** The title and the lines under it: each text with its baseline. */
const captionOf = (title: string, lines: readonly string[], width: number) => {
  const heads = wrapped(title, { width, fontSize: titleSize });
  const rest = lines.flatMap((text) => wrapped(text, { width, fontSize: lineSize }));
  const first = margin + titleSize;
  const second = first + (heads.length - 1) * 22 + 20;
  return {
    bottom: second + (rest.length - 1) * 17 + 20,
    texts: [
      ...heads.map((text, row) =>
        words(text, [margin, first + row * 22], { fontSize: titleSize, fontWeight: 600, fill: 'var(--ink)' }),
      ),
      ...rest.map((text, row) => words(text, [margin, second + row * 17], { fontSize: lineSize })),
    ],
  };
};

export interface FileWords {
  readonly title: string;
  /** Under the title: what and when it is of, n, and what is suppressed. */
  readonly lines?: readonly string[];
  readonly theme?: Theme;
}

/**
 * A chart as a file of its own: SVG with its title, its colours and a background, without styles or scripts.
 *
 * @example standalone(divergingBar(counts, 300), { title: 'Sentiment at checkout', lines: ['May 2026, n 206'] })
 */
export const standalone = (picture: Picture, { title, lines = [], theme = 'light' }: FileWords): string => {
  const { bottom, texts } = captionOf(title, lines, picture.width);
  const [width, height] = [picture.width + 2 * margin, bottom + picture.height + margin];
  const whole = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      fontFamily: 'Inter, DejaVu Sans, Verdana, sans-serif',
      role: 'img',
    },
    el('title', {}, title),
    el('desc', {}, lines.join(' ')),
    el('rect', { width, height, fill: 'var(--bg)' }),
    ...texts,
    group([picture.svg, sentences(picture)], { transform: `translate(${margin} ${bottom})` }),
  );
  return (
    markupOf(whole)
      // Only whole attributes: in a text, quotes are escaped.
      .replaceAll(/"var\(--([a-z0-9-]+)\)"/g, (_, name: string) => `"${colourNamed(name, theme)}"`)
      .replaceAll('"currentColor"', `"${colourNamed('ink', theme)}"`)
  );
};
