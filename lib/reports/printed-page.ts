import { html, raw } from 'hono/html';
import { palettes, type Theme } from '../charts/palette.ts';

export type Markup = ReturnType<typeof html>;

const variables = (theme: Theme): string =>
  Object.entries(palettes[theme])
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');

/** On paper always light: a dark page would be printed as one. */
const style = raw(`
:root { color-scheme: light dark; ${variables('light')} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
body { font: 16px/1.5 Inter, system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--bg); max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.sub, figcaption, cite { color: var(--ink-2); font-size: .85rem; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; } figure { margin: 1.5rem 0; } figcaption { margin-bottom: .5rem; }
.key { display: inline-block; width: .7rem; height: .7rem; margin-left: .5rem; }
.negative { background: var(--worse-mark); } .neutral { background: var(--neutral-tint); } .positive { background: var(--better-mark); }
ol { padding-left: 1.4rem; } li { margin: .35rem 0; } code { font-size: .8rem; overflow-wrap: anywhere; }
blockquote { margin: .75rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); } cite { display: block; font-style: normal; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; padding-right: 1.5rem; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; print-color-adjust: exact; } figure, blockquote, li, tr { break-inside: avoid; } h2 { break-after: avoid; } }
`);

interface PrintedPage {
  /** The first heading, too. */
  readonly title: string;
  readonly lang: string;
  readonly body: Markup;
}

/**
 * A report as one self-contained page: no scripts, fonts or images, and a policy that lets a browser load none. It can be printed.
 *
 * @example printedPage({ title: 'May 2025', lang: 'en', body: html`<p>…</p>` })
 */
export const printedPage = ({ title, lang, body }: PrintedPage): string =>
  String(html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`);
