import { sortBy } from 'remeda';
import { domainOf } from '../../charts/domain.ts';
import { type Gap, isGap, type Mark } from '../../charts/picture.ts';
import type { TrendData, TrendPoint } from '../../charts/trend-line.ts';
import { orderOf, unitOf } from '../../insights/findings/compared/scales.ts';
import { english } from '../../insights/findings/text/en.ts';
import { scaleNameOf } from '../../insights/findings/text/names.ts';
import { headlinesOf } from '../../insights/journey/facet-page.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { Figures } from '../../metrics/figures/figures.ts';

/** Figures of answers as charts draw and say them. */

export const sentiment = 'sentiment:net';

/** How many responses there were: a count, without an interval. */
export const volume = 'volume';

/** What a series measures, and its key. @example nameOf('nps:transactional') // 'NPS (nps:transactional)' */
export const nameOf = (series: string): string => {
  if (series === volume) return 'Responses';
  if (series === sentiment) return scaleNameOf(sentiment, english);
  return series.startsWith('theme:') ? series : `${scaleNameOf(series, english)} (${series})`;
};

/** How a value of a series is written, on axes too. */
export const writerOf = (series: string): ((value: number) => string) =>
  series === volume ? english.count : (value) => english.level(value, unitOf(series));

/** Whose figure it is, and of what. */
export interface Subject {
  readonly label: string;
  readonly series: string;
}

export const markOf = (figure: Figure, { label, series }: Subject): Mark => {
  const { value, low, high, n, enough } = figure;
  const text = writerOf(series)(value);
  const range = english.range({ low, high }, unitOf(series));
  const sample = enough ? '' : ', below the minimum sample';
  const sentence = `${label}, ${nameOf(series)}: ${text} (95% interval ${range}, n ${english.count(n)}${sample})`;
  return { value, low, high, enough, text, sentence };
};

const gapTexts = { suppressed: 'suppressed', nobody: 'no responses', 'not-asked': 'not asked' } as const;

export const gapOf = (gap: Gap['gap'], { label, series }: Subject): Gap => ({
  gap,
  text: gapTexts[gap],
  sentence:
    gap === 'suppressed'
      ? `${label}, ${nameOf(series)}: suppressed, below the minimum group size; this is not zero`
      : `${label}, ${nameOf(series)}: ${gapTexts[gap]}`,
});

/** What is shown of a touchpoint, a period or a group. */
export interface Shown {
  readonly suppressed?: true | undefined;
  readonly figures?: Figures | undefined;
}

/** A headline of a view as it is drawn, or why there is none. */
export const drawnOf = ({ suppressed, figures }: Shown, subject: Subject): Mark | Gap => {
  if (suppressed) return gapOf('suppressed', subject);
  if (figures === undefined || figures.responses === 0) return gapOf('nobody', subject);
  const figure = headlinesOf(figures).get(subject.series);
  return figure === undefined ? gapOf('not-asked', subject) : markOf(figure, subject);
};

/** The n of a headline. */
export const sampleOf = ({ figures }: Shown, series: string): number | undefined =>
  figures === undefined ? undefined : headlinesOf(figures).get(series)?.n;

/** The scales that rows have: NPS, CSAT, CES, stars, of each kind the one of most rows first; then net sentiment. */
export const seriesOf = (rows: readonly Shown[]): string[] => {
  const counts = new Map<string, number>();
  for (const { figures } of rows)
    for (const key of figures === undefined ? [] : headlinesOf(figures).keys())
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const scales = [...counts].filter(([key]) => key !== sentiment);
  const byRows = sortBy(
    scales,
    ([key]) => orderOf(key),
    [([, rows]) => rows, 'desc'],
    ([key]) => key,
  ).map(([key]) => key);
  return [...byRows, ...(counts.has(sentiment) ? [sentiment] : [])];
};

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' });

/** Under a tick. @example tickOf('2026-05-04') // '4 May' */
const tickOf = (period: string): string =>
  (period.length === 7 ? months : days).format(Date.parse(period.slice(0, 10)));

/** A period of a series as a point of a trend. */
export const trendPoint = (
  period: string,
  drawn: Mark | Gap,
  { n, ...marks }: Omit<TrendPoint, 'label' | 'n' | 'drawn'> & { readonly n?: number | undefined },
): TrendPoint => ({
  label: tickOf(period),
  n: n === undefined ? '' : english.count(n),
  drawn,
  ...marks,
});

/** Points of a series on as much of its scale as is needed; a share and a count begin at zero. */
export const trendOf = (series: string, points: readonly TrendPoint[]): TrendData => {
  const isFromZero = series === volume || unitOf(series) === 'share';
  const drawn = points.flatMap(({ drawn: one, expected }) => [
    ...(isGap(one) ? [] : [one]),
    ...(expected ? [expected] : []),
  ]);
  return { points, domain: domainOf(drawn, isFromZero ? [0] : []), write: writerOf(series) };
};
