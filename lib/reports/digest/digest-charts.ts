import { type DivergingRow, divergingRows } from '../../charts/bars/diverging-rows.ts';
import { maxSide } from '../../charts/diverging-bar.ts';
import { domainOf } from '../../charts/domain.ts';
import { type Gap, isGap, type Mark, type Picture } from '../../charts/picture.ts';
import { trendLine } from '../../charts/trend-line.ts';
import type { CurvePoint, ThemeLine } from './digest.ts';
import type { Headline } from './digest-figures.ts';
import type { DigestWords } from './digest-words.ts';

/** The pictures of a digest. Everything in them is also in the text beside them. */

/** Pixels. */
const width = 704;

const drawnOf = (
  { name, figure }: CurvePoint,
  { unit }: Headline,
  { language, tooFew, noFigure }: DigestWords,
): Mark | Gap => {
  if (figure === undefined) return { gap: 'nobody', text: noFigure, sentence: `${name}: ${noFigure}` };
  const text = language.level(figure.value, unit);
  const within = `${language.range(figure, unit)}, n ${language.count(figure.n)}`;
  return { ...figure, text, sentence: `${name}: ${text} (${within})${figure.enough ? '' : `, ${tooFew}`}` };
};

/**
 * A headline over time with its intervals, from the first period that has a figure. A later one without is a gap; one under the minimum
 * sample is hollow. Undefined where no period has a figure.
 */
export const curvePicture = (
  headline: Headline,
  curve: readonly CurvePoint[],
  words: DigestWords,
): Picture | undefined => {
  const first = curve.findIndex(({ figure }) => figure !== undefined);
  if (first === -1) return undefined;
  const { language } = words;
  const points = curve.slice(first).map((point) => ({
    label: words.tick(point.period),
    n: point.figure === undefined ? '' : language.count(point.figure.n),
    drawn: drawnOf(point, headline, words),
  }));
  const marks = points.flatMap(({ drawn }) => (isGap(drawn) ? [] : [drawn]));
  return trendLine(
    { points, domain: domainOf(marks), write: (value) => language.level(value, headline.unit) },
    width,
  );
};

/** Answers that mention a theme, by sentiment. */
const countsOf = ({ mentions, negative, positive }: ThemeLine) => {
  const [worse, better] = [Math.round(mentions * negative.value), Math.round(mentions * positive.value)];
  return { negative: worse, neutral: Math.max(0, mentions - worse - better), positive: better };
};

const themeRow = (theme: ThemeLine, reach: number, words: DigestWords): DivergingRow => {
  const { language } = words;
  const { name, share, mentions } = theme;
  const counts = countsOf(theme);
  const level = language.level(share.value, 'share');
  const sentiments = `${language.count(counts.negative)} ${words.negative}, ${language.count(counts.positive)} ${words.positive}`;
  const sentence = `${name}: ${level} (${language.range(share, 'share')}, n ${language.count(mentions)}), ${sentiments}`;
  return { label: name, note: level, drawn: { ...counts, reach, sentence } };
};

/** The themes as bars: as long as they are often mentioned, broken down by their sentiment. Undefined without themes. */
export const themesPicture = (themes: readonly ThemeLine[], words: DigestWords): Picture | undefined => {
  if (themes.length === 0) return undefined;
  const reach = maxSide(themes.map(countsOf));
  return divergingRows(
    themes.map((theme) => themeRow(theme, reach, words)),
    width,
  );
};
