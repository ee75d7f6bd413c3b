import { html, raw } from 'hono/html';
import { embedded } from '../../charts/files/standalone.ts';
import type { Picture } from '../../charts/picture.ts';
import { type Markup, printedPage } from '../printed-page.ts';
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
${factList(digest, 'ongoing', words.ongoing)}
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
  return printedPage({
    ...{ title, lang },
    body: html`${digest.suppressed ? html`<p>${words.suppressed}</p>` : html`<p class="sub">${words.coverage(count(coverage.responses), count(coverage.scored))}</p>${body(digest, words, opening)}`}`,
  });
};
