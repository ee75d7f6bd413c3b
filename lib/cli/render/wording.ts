import { sortBy } from 'remeda';
import type { Change } from '../../metrics/comparisons/change.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { numberWriter } from '../../metrics/figures/number-writer.ts';
import type { RatingFigures } from '../../metrics/figures/rating-figures.ts';

/** Formats numbers for people. Figures have their interval and n; `?` marks a sample that is too small. */

const english = (options: Intl.NumberFormatOptions): ((value: number) => string) =>
  numberWriter('en-US', options);

/** @example count(12345) // '12,345' */
export const count = english({ maximumFractionDigits: 0 });

/** @example plural(1, 'row') // '1 row' */
export const plural = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** @example percent(0.256) // '26%' */
export const percent = english({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'negative' });

/** With so many decimals. @example decimals(2)(4.125) // '4.13' */
export const decimals = (digits: number): ((value: number) => string) =>
  english({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
    useGrouping: false,
  });

const hundredths = decimals(2);
const signed = english({ maximumFractionDigits: 0, signDisplay: 'exceptZero', useGrouping: false });

const between = (figure: Figure, write: (value: number) => string): string =>
  `${write(figure.value)} (${write(figure.low)} to ${write(figure.high)})${figure.enough ? '' : ' ?'}`;

/** Points from −100 to 100. @example pointsText(figure) // '+42 (+35 to +49)' */
export const pointsText = (figure: Figure): string => between(figure, signed);
export const shareText = (figure: Figure): string => between(figure, percent);
export const meanText = (figure: Figure): string => between(figure, hundredths);
export const withN = (text: string, figure: Figure): string => `${text} n=${count(figure.n)}`;

/** The main figure of a rating: NPS in points, CSAT as the satisfied share, CES and stars as a mean. */
export const headFigure = (figures: RatingFigures): { readonly figure: Figure; readonly text: string } => {
  switch (figures.metric) {
    case 'nps':
      return { figure: figures.nps, text: pointsText(figures.nps) };
    case 'csat':
      return { figure: figures.satisfied, text: shareText(figures.satisfied) };
    default:
      return { figure: figures.mean, text: meanText(figures.mean) };
  }
};

/** A figure in the unit of its series: points for NPS and net sentiment, a mean for stars, otherwise a share. */
export const seriesText = (series: string, figure: Figure): string => {
  if (/^nps:|:net$/.test(series)) return pointsText(figure);
  return series.startsWith('rating:') ? meanText(figure) : shareText(figure);
};

/** A share that is only known to be less. @example boundText({ value: 0.07 }) // 'under 7%' */
export const boundText = ({ value }: Pick<Figure, 'value'>): string => `under ${percent(value)}`;

/** A level or a target in the unit of a series. @example levelText('csat:1-5', 0.8) // '80%' */
export const levelText = (series: string, value: number): string => {
  if (/^nps:|:net$/.test(series)) return signed(value);
  return series.startsWith('rating:') ? hundredths(value) : percent(value);
};

const arrow = (difference: number): string => {
  if (difference === 0) return '=';
  return difference > 0 ? '▲' : '▼';
};

/** A difference of two shares is in points, not in percent. @example gapText('csat:1-5', -0.15) // '-15 points' */
export const gapText = (series: string, difference: number): string => {
  if (series.startsWith('rating:')) return hundredths(difference);
  return `${gapIn(series, difference)} points`;
};

const gapIn = (series: string, difference: number): string =>
  /^nps:|:net$/.test(series) ? signed(difference) : signed(100 * difference);

/** A difference in the unit of a series. @example differenceText('nps:transactional', change) // '▼ -27 points (-38 to -15)' */
export const differenceText = (
  series: string,
  { difference, low, high }: Pick<Change, 'difference' | 'low' | 'high'>,
): string => {
  const write = series.startsWith('rating:') ? hundredths : (value: number) => gapIn(series, value);
  return `${arrow(difference)} ${gapText(series, difference)} (${write(low)} to ${write(high)})`;
};

/** In place of suppressed figures. */
export const suppressedMark = '·';
/** After an n that is partly suppressed. */
export const partialMark = '*';

/** After a period that is not over. */
export const partMark = '…';

/** The legend of the marks that are shown; '' if nothing was suppressed. */
export const confidentialityLegend = (
  shown: readonly { readonly suppressed?: true | undefined; readonly incomplete?: true | undefined }[],
): string =>
  [
    shown.some(({ suppressed }) => suppressed)
      ? `; ${suppressedMark} suppressed: below the minimum group size`
      : '',
    shown.some(({ incomplete }) => incomplete) ? `; ${partialMark} partly suppressed` : '',
  ].join('');

/** Counts by reason, sorted. None gives ''. @example reasons({ spam: 2, preview: 1 }) // 'preview 1, spam 2' */
export const reasons = (counts: Readonly<Record<string, number>>): string =>
  sortBy(Object.entries(counts), ([reason]) => reason)
    .map(([reason, n]) => `${reason} ${count(n)}`)
    .join(', ');

/** A line that names the languages whose figures are provisional; no line for none. */
export const provisionalText = (languages: readonly string[]): string[] => {
  if (languages.length === 0) return [];
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const named = languages.map((language) => names.of(language) ?? language).join(', ');
  return [`provisional for ${named}: the models of these languages are less accurate than the English one`];
};
