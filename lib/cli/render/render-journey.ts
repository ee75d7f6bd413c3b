import type { Metric } from '../../feedback/response/scale.ts';
import { boundsOf, parseScaleKey } from '../../feedback/response/scale.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import type { Figures } from '../../metrics/figures/figures.ts';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import type { Terminal } from '../terminal.ts';
import { sentimentBar } from './bars.ts';
import { grid } from './grid.ts';
import { confidentialityLegend, count, headFigure, partialMark, percent, suppressedMark } from './wording.ts';

/** The ratings of one metric: a figure for each scale, because scales are never added together. */
export const ratingCell = (figures: Figures, metric: Metric): string =>
  Object.entries(figures.ratings)
    .filter(([key]) => parseScaleKey(key).metric === metric)
    .map(([, rating]) => headFigure(rating).text)
    .join('\n');

/** The most frequent theme, with its share of answers. */
const topTheme = ({ themes }: Figures): string => {
  const [first] = Object.entries(themes).sort(([, one], [, other]) => other.mentions - one.mentions);
  return first === undefined ? '' : `${first[0]} ${percent(first[1].share.value)}`;
};

/** Negative, neutral and positive answers as a bar; '' if none was scored. */
export const sentimentCell = ({ sentiment }: Figures, width: number, terminal: Terminal): string =>
  sentiment === undefined
    ? ''
    : sentimentBar(
        {
          negative: sentiment.negative.value,
          neutral: sentiment.neutral.value,
          positive: sentiment.positive.value,
        },
        width,
        terminal.style,
      );

const ratingColumns = [
  { metric: 'nps', title: 'NPS' },
  { metric: 'csat', title: 'CSAT' },
  { metric: 'ces', title: 'CES' },
  { metric: 'rating', title: 'stars' },
] as const;

/** The columns of the metrics that any of the figures has. */
export const ratedColumns = (
  shown: readonly { readonly figures?: Figures | undefined }[],
): (typeof ratingColumns)[number][] =>
  ratingColumns.filter(({ metric }) =>
    shown.some(({ figures }) => figures !== undefined && ratingCell(figures, metric) !== ''),
  );

/** The journey as a table: a line for each touchpoint, in the order customers meet them. */
export const journeyPicture = (touchpoints: readonly TouchpointEntry[], terminal: Terminal): string => {
  const rated = ratedColumns(touchpoints);
  const barWidth = terminal.columns < 110 ? 10 : 16;
  const rows = touchpoints.map(({ name, responses, figures, incomplete }) => {
    if (figures === undefined) return [terminal.style('bold', name), suppressedMark];
    return [
      terminal.style('bold', name),
      `${count(responses)}${incomplete ? partialMark : ''}`,
      ...rated.map(({ metric }) => ratingCell(figures, metric)),
      sentimentCell(figures, barWidth, terminal),
      topTheme(figures),
    ];
  });
  return grid(
    [
      { title: 'touchpoint' },
      { title: 'n', align: 'right' },
      ...rated.map(({ title }) => ({ title })),
      { title: 'sentiment' },
      { title: 'top theme' },
    ],
    rows,
    terminal,
  );
};

/** What counts as satisfied on each CSAT scale shown: "4–5 of 1–5". */
const satisfiedRules = (touchpoints: readonly TouchpointEntry[]): string => {
  const rules = touchpoints.flatMap(({ figures }) =>
    Object.entries(figures?.ratings ?? {}).flatMap(([key, rating]) => {
      if (rating.metric !== 'csat') return [];
      const { min, max } = boundsOf(parseScaleKey(key));
      const satisfied = rating.satisfiedFrom === max ? `${max}` : `${rating.satisfiedFrom}–${max}`;
      return [`${satisfied} of ${min}–${max}`];
    }),
  );
  return rules.length === 0 ? '' : ` (${[...new Set(rules)].toSorted().join(', ')})`;
};

/** The legend of the table. */
export const journeyLegend = (touchpoints: readonly TouchpointEntry[]): string =>
  `NPS in points, CSAT = share satisfied${satisfiedRules(touchpoints)}, CES and stars = mean; (95% CI); ? = fewer than ${touchpoints.find(({ figures }) => figures)?.figures?.minimumSample ?? defaultMinimumSample}; sentiment ░ negative ▒ neutral █ positive${confidentialityLegend(touchpoints)}`;
