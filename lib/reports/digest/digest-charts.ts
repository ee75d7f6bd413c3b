import { html } from 'hono/html';
import type { Unit } from '../wording.ts';
import type { CurvePoint, ThemeLine } from './digest.ts';
import type { Headline } from './digest-figures.ts';
import type { DigestWords } from './digest-words.ts';

/** Charts of a digest as self-contained SVG. Everything in them is also in the text. */

type Markup = ReturnType<typeof html>;

const width = 640;
const height = 200;
const margin = { left: 52, right: 14, top: 12, bottom: 28 };

interface Scale {
  readonly low: number;
  readonly high: number;
}

/** From the lowest to the highest end of an interval; one unit if all are equal. */
const scaleOf = (points: readonly CurvePoint[]): Scale => {
  const ends = points.flatMap(({ figure }) => (figure === undefined ? [] : [figure.low, figure.high]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return low < high ? { low, high } : { low: low - 0.5, high: high + 0.5 };
};

const xAt = (index: number, count: number): number =>
  margin.left + ((width - margin.left - margin.right) * index) / Math.max(1, count - 1);

const yAt = (value: number, { low, high }: Scale): number =>
  margin.top + (height - margin.top - margin.bottom) * (1 - (value - low) / (high - low));

const round = (value: number): string => value.toFixed(1);

/** Runs of periods without a gap: the curve is interrupted where there is no figure. */
const runsOf = (points: readonly CurvePoint[]): number[][] => {
  const runs: number[][] = [[]];
  for (const [index, { figure }] of points.entries()) {
    if (figure === undefined) runs.push([]);
    else runs.at(-1)?.push(index);
  }
  return runs.filter((run) => run.length > 0);
};

const path = (places: readonly (readonly [number, number])[]): string =>
  places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

const runMarkup = (run: readonly number[], points: readonly CurvePoint[], scale: Scale): Markup => {
  const place = (index: number, end: 'value' | 'low' | 'high'): readonly [number, number] => [
    xAt(index, points.length),
    yAt(points[index]?.figure?.[end] ?? 0, scale),
  ];
  const band = [
    ...run.map((index) => place(index, 'high')),
    ...run.toReversed().map((index) => place(index, 'low')),
  ];
  return html`<path class="band" d="${path(band)}Z"/><path class="curve" d="${path(run.map((index) => place(index, 'value')))}"/>`;
};

/** How the figures of a chart are written. */
interface Written {
  readonly scale: Scale;
  readonly unit: Unit;
  readonly words: DigestWords;
}

const tick = (value: number, { scale, unit, words }: Written): Markup => {
  const y = round(yAt(value, scale));
  return html`<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y}" y2="${y}"/><text class="tick" x="${margin.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${words.language.level(value, unit)}</text>`;
};

const dot = ({ figure, name }: CurvePoint, x: number, { scale, unit, words }: Written): Markup | '' => {
  if (figure === undefined) return '';
  const { language, tooFew } = words;
  const drafts = `${name}: ${language.level(figure.value, unit)}, n ${figure.n}${figure.enough ? '' : `, ${tooFew}`}`;
  return html`<circle class="${figure.enough ? 'dot' : 'dot few'}" cx="${round(x)}" cy="${round(yAt(figure.value, scale))}" r="3.5"><title>${drafts}</title></circle>`;
};

/**
 * The curve of a headline with the band of its intervals. A period without a figure is a gap; one below the minimum sample has a hollow
 * dot. Empty if no period has a figure.
 */
export const curveChart = (
  { name, unit }: Headline,
  points: readonly CurvePoint[],
  words: DigestWords,
): Markup | '' => {
  const runs = runsOf(points);
  if (runs.length === 0) return '';
  const scale = scaleOf(points);
  const written = { scale, unit, words };
  const label = (index: number, anchor: string): Markup =>
    html`<text class="tick" x="${round(xAt(index, points.length))}" y="${height - 8}" text-anchor="${anchor}">${points[index]?.period}</text>`;
  const middle = (scale.low + scale.high) / 2;
  return html`<figure><figcaption>${words.curve(name)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.curve(name)}">${[scale.low, middle, scale.high].map((value) => tick(value, written))}${runs.map((run) => runMarkup(run, points, scale))}${points.map((point, index) => dot(point, xAt(index, points.length), written))}${label(0, 'start')}${points.length > 1 ? label(points.length - 1, 'end') : ''}</svg></figure>`;
};

const barHeight = 24;
const barStart = 190;
const barWidth = 360;

interface ThemeWritten {
  readonly longest: number;
  readonly words: DigestWords;
}

const themeBar = (theme: ThemeLine, index: number, { longest, words }: ThemeWritten): Markup => {
  const { language } = words;
  const { name, share, negative, positive } = theme;
  const whole = (barWidth * share.value) / longest;
  const y = index * barHeight + 4;
  const parts = [
    { kind: 'negative', from: 0, part: negative.value },
    { kind: 'neutral', from: negative.value, part: 1 - negative.value - positive.value },
    { kind: 'positive', from: 1 - positive.value, part: positive.value },
  ];
  const drafts = `${language.level(share.value, 'share')} (${language.level(negative.value, 'share')} ${words.negative})`;
  return html`<text x="${barStart - 8}" y="${y + 12}" text-anchor="end">${name}</text>${parts.map(({ kind, from, part }) => html`<rect class="${kind}" x="${round(barStart + whole * from)}" y="${y}" width="${round(Math.max(0, whole * part))}" height="16"/>`)}<text class="tick" x="${round(barStart + whole + 6)}" y="${y + 12}">${drafts}</text>`;
};

/** The themes as bars of the length of their mentions, broken down by sentiment. Empty without themes. */
export const themeChart = (themes: readonly ThemeLine[], words: DigestWords): Markup | '' => {
  if (themes.length === 0) return '';
  const longest = Math.max(...themes.map(({ share }) => share.value));
  return html`<figure><figcaption>${words.themes}: <span class="key negative"></span> ${words.negative} <span class="key neutral"></span> ${words.neutral} <span class="key positive"></span> ${words.positive}</figcaption><svg viewBox="0 0 ${width + 60} ${themes.length * barHeight + 8}" role="img" aria-label="${words.themes}">${themes.map((theme, index) => themeBar(theme, index, { longest, words }))}</svg></figure>`;
};
