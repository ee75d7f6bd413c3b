import { renderToStaticMarkup } from 'react-dom/server';
import { palettes, type Theme } from '../palette.ts';
import { el, type Picture } from '../picture.ts';

const colourNamed = (name: string, theme: Theme): string => {
  const value = new Map<string, string>(Object.entries(palettes[theme])).get(name);
  if (value === undefined) throw new Error(`no colour is called ${name}`);
  return value;
};

/**
 * A chart as a file of its own: SVG with its colours and background, and a title for screen readers.
 *
 * @example standalone(divergingBar(counts, 300), { title: 'How checkout is felt', font: 'DejaVu Sans' })
 */
export const standalone = (
  { svg, width, height }: Picture,
  {
    title,
    font = 'sans-serif',
    theme = 'light',
  }: { readonly title: string; readonly font?: string; readonly theme?: Theme },
): string => {
  const whole = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      fontFamily: font,
      role: 'img',
    },
    el('title', {}, title),
    el('rect', { width, height, fill: 'var(--bg)' }),
    svg,
  );
  return renderToStaticMarkup(whole)
    .replaceAll(/var\(--([a-z0-9-]+)\)/g, (_, name: string) => colourNamed(name, theme))
    .replaceAll('currentColor', colourNamed('ink', theme));
};
