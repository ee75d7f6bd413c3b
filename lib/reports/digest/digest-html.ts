import { html, raw } from 'hono/html';
import { levelWithin, type Unit } from '../wording.ts';
import type { Digest, TouchpointLine } from './digest.ts';
import { curveChart, themeChart } from './digest-charts.ts';
import { digestTitle, partialText, suppressedText } from './digest-markdown.ts';
import type { DigestQuote } from './digest-material.ts';

type Markup = ReturnType<typeof html>;

const style = raw(`
:root { color-scheme: light; --ink: #1d2433; --quiet: #5b6477; --line: #d9dee8; --blue: #2456a6; --red: #b3372f; --green: #2f7d4f; --grey: #a9b1bf; }
body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.sub, figcaption, cite, .tick { color: var(--quiet); fill: var(--quiet); font-size: .85rem; } .tick { font-size: 12px; }
svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; fill: var(--ink); } figure { margin: 1.5rem 0; }
.grid { stroke: var(--line); } .band { fill: var(--blue); opacity: .15; } .curve { fill: none; stroke: var(--blue); stroke-width: 2; }
.dot { fill: var(--blue); stroke: var(--blue); } .dot.few { fill: #fff; }
.negative { fill: var(--red); background: var(--red); } .neutral { fill: var(--grey); background: var(--grey); } .positive { fill: var(--green); background: var(--green); }
.key { display: inline-block; width: .7rem; height: .7rem; margin-left: .5rem; }
ol { padding-left: 1.4rem; } li { margin: .35rem 0; } code { font-size: .8rem; overflow-wrap: anywhere; }
blockquote { margin: .75rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); } cite { display: block; font-style: normal; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; padding-right: 1.5rem; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } figure, blockquote, li, tr { break-inside: avoid; } h2 { break-after: avoid; } }
`);

const quoteMarkup = ({ text, excerpt, touchpoint }: DigestQuote): Markup =>
  html`<blockquote>${text}${excerpt ? ' …' : ''}<cite>${touchpoint}</cite></blockquote>`;

const touchpointRow = ({ name, responses, figure }: TouchpointLine, unit: Unit): Markup =>
  html`<tr><td>${name}</td><td class="number">${responses}</td><td>${figure === undefined ? '' : levelWithin(figure, unit).text}${figure?.enough === false ? ' (sample too small)' : ''}</td></tr>`;

const touchpointTable = ({ touchpoints, headlines: [first] }: Digest): Markup | '' =>
  touchpoints.length === 0 || first === undefined
    ? ''
    : html`<h2>By touchpoint</h2><table><thead><tr><th>Touchpoint</th><th class="number">Responses</th><th>${first.name}</th></tr></thead><tbody>${touchpoints.map((line) => touchpointRow(line, first.unit))}</tbody></table>`;

const body = (digest: Digest, opening: string | undefined): Markup => {
  const { facts, quotes, headlines, curve, themes } = digest;
  const [first] = headlines;
  return html`${opening === undefined ? '' : html`<p>${opening}</p>`}
<ol>${facts.map(({ text }) => html`<li>${text}</li>`)}</ol>
${digest.partial ? html`<p class="sub">${partialText}</p>` : ''}
${first === undefined ? '' : curveChart(first, curve)}
${themeChart(themes)}
${touchpointTable(digest)}
${quotes.length === 0 ? '' : html`<h2>In their words</h2>${quotes.map(quoteMarkup)}`}
<h2>What each sentence counted</h2>
<ol>${facts.map(({ evidence }) => html`<li><code>GET ${evidence}</code></li>`)}</ol>`;
};

/**
 * A digest as one page that needs nothing from elsewhere: no scripts, no fonts, no images, and a policy that lets a browser
 * load none. Everything that is filled in is escaped. It prints.
 *
 * @param opening what stands before the sentences: the same rephrased, or why it is not
 */
export const digestPage = (digest: Digest, opening?: string): string => {
  const title = digestTitle(digest);
  const { coverage } = digest;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${digest.suppressed ? html`<p>${suppressedText}</p>` : html`<p class="sub">${coverage.responses} responses, ${coverage.scored} answers read</p>${body(digest, opening)}`}
</body>
</html>
`);
};
