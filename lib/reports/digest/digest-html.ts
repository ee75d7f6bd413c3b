import { html, raw } from 'hono/html';
import { embedded } from '../../charts/files/standalone.ts';
import { palettes, type Theme } from '../../charts/palette.ts';
import type { Picture } from '../../charts/picture.ts';
import type { Unit } from '../wording.ts';
import { type Digest, type TouchpointLine, touchpointNameIn } from './digest.ts';
import { curvePicture, themesPicture } from './digest-charts.ts';
import {
  detailOf,
  evidenceOf,
  factsIn,
  isQuiet,
  markOf,
  type NumberedFact,
  scoreRows,
} from './digest-markdown.ts';
import type { DigestQuote, DigestSection } from './digest-material.ts';
import { type DigestWords, wordsIn } from './digest-words.ts';

type Markup = ReturnType<typeof html>;

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
const quoteMarkup = ({ text, excerpt, touchpoint }: DigestQuote, digest: Digest): Markup =>
  html`<blockquote>${text}${excerpt ? ' …' : ''}<cite>${touchpointNameIn(digest, touchpoint)}</cite></blockquote>`;

const touchpointRow = (
  { name, responses, figure }: TouchpointLine,
  unit: Unit,
  words: DigestWords,
): Markup => {
  const { language, tooFew } = words;
  const within =
    figure === undefined
      ? ''
      : `${language.level(figure.value, unit)} (${language.range(figure, unit)}, n ${language.count(figure.n)})`;
  return html`<tr><td>${name}</td><td class="number">${language.count(responses)}</td><td>${within}${figure?.enough === false ? `, ${tooFew}` : ''}</td></tr>`;
};

const touchpointTable = ({ touchpoints, headlines: [first] }: Digest, words: DigestWords): Markup | '' =>
  touchpoints.length === 0 || first === undefined
    ? ''
    : html`<h2>${words.touchpoints}</h2><table><thead><tr><th>${words.touchpoint}</th><th class="number">${words.responses}</th><th>${first.name}</th></tr></thead><tbody>${touchpoints.map((line) => touchpointRow(line, first.unit, words))}</tbody></table>`;

const scoreTable = (digest: Digest, words: DigestWords): Markup | '' => {
  const rows = scoreRows(digest);
  if (rows.length === 0) return '';
  const [now, interval, people, compared] = words.scoreHeads;
  return html`<h2>${words.scores}</h2><table><thead><tr><th></th><th class="number">${now}</th><th>${interval}</th><th class="number">${people}</th><th>${compared}</th></tr></thead><tbody>${rows.map(
    ([name, value, range, n, text]) =>
      html`<tr><td>${name}</td><td class="number">${value}</td><td>${range}</td><td class="number">${n}</td><td>${text}</td></tr>`,
  )}</tbody></table>`;
};

const factList = (digest: Digest, section: DigestSection, title: string): Markup | '' => {
  const facts = factsIn(digest, section);
  if (facts.length === 0) return '';
  const item = (fact: NumberedFact): Markup =>
    html`<li value="${fact.place}">${markOf(fact)} <strong>${fact.headline}.</strong> ${detailOf(fact)}</li>`;
  return html`<h2>${title}</h2><ol>${facts.map(item)}</ol>`;
};

/** A picture, with what it shows above it; nothing of none. */
const figureOf = (picture: Picture | undefined, title: string, key: Markup | '' = ''): Markup | '' =>
  picture === undefined
    ? ''
    : html`<figure><figcaption>${title}${key}</figcaption>${raw(embedded(picture, title))}</figure>`;

const keyOf = (words: DigestWords): Markup =>
  html`: <span class="key negative"></span> ${words.negative} <span class="key neutral"></span> ${words.neutral} <span class="key positive"></span> ${words.positive}`;

const details = (digest: Digest, words: DigestWords): Markup => {
  const [first] = digest.headlines;
  return html`${first === undefined ? '' : figureOf(curvePicture(first, digest.curve, words), words.curve(first.name))}
${figureOf(themesPicture(digest.themes, words), words.themes, keyOf(words))}
${touchpointTable(digest, words)}
${digest.quotes.length === 0 ? '' : html`<h2>${words.quotes}</h2>${digest.quotes.map((quote) => quoteMarkup(quote, digest))}`}`;
};

const body = (digest: Digest, words: DigestWords, opening: string | undefined): Markup =>
  html`${opening === undefined ? '' : html`<p>${opening}</p>`}
${factsIn(digest, 'summary').map((fact) => html`<p><strong>${fact.headline}.</strong> ${detailOf(fact)}</p>`)}
${factList(digest, 'changed', words.changed)}
${factList(digest, 'standing', words.standing)}
${factList(digest, 'signals', words.signalsHeading)}
${scoreTable(digest, words)}
${isQuiet(digest) ? '' : details(digest, words)}
${digest.partial ? html`<p class="sub">${words.partial}</p>` : ''}
<h2>${words.evidence}</h2>
<ol start="0">${evidenceOf(digest).map((path) => html`<li><code>GET ${path}</code></li>`)}</ol>`;

/**
 * A digest as one self-contained page: no scripts, fonts or images, and a policy that lets a browser load none. All content is escaped. It
 * can be printed.
 *
 * @param opening the paragraph before the sentences: the narrative, or why there is none
 */
export const digestPage = (digest: Digest, opening?: string): string => {
  const words = wordsIn(digest);
  const { title, coverage, lang } = digest;
  const { count } = words.language;
  return String(html`<!doctype html>
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
${digest.suppressed ? html`<p>${words.suppressed}</p>` : html`<p class="sub">${words.coverage(count(coverage.responses), count(coverage.scored))}</p>${body(digest, words, opening)}`}
</body>
</html>
`);
};
