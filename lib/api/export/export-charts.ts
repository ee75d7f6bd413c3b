import { type IntervalRow, intervalRows } from '../../charts/bars/interval-rows.ts';
import { domainOf } from '../../charts/domain.ts';
import { journeyMap, type MapColumn } from '../../charts/journey-map.ts';
import { type Panel, panels } from '../../charts/panels.ts';
import { isGap, type Picture } from '../../charts/picture.ts';
import { trendLine } from '../../charts/trend-line.ts';
import { scaleOfMean, unitOf } from '../../insights/findings/compared/scales.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import type { TrendView } from '../contract/changes.ts';
import type { JourneyView } from '../contract/journey.ts';
import type { FacetsView, PeriodSummary, SummarySeries } from '../contract/summaries.ts';
import {
  drawnOf,
  gapOf,
  markOf,
  nameOf,
  type Shown,
  sampleOf,
  sentiment,
  seriesOf,
  trendOf,
  trendPoint,
  volume,
  writerOf,
} from './chart-marks.ts';

/** The answers of views as charts. */

/** A chart with what is written above it. */
export interface Chart {
  readonly title: string;
  readonly lines: readonly string[];
  readonly picture: Picture;
}

/** Pixels: two panels side by side. */
export const chartWidth = 1040;

const legend = 'Dot: figure. Line or band: its 95% interval. Hollow: below the minimum sample.';

const suppressedLine = ({ series }: Picture): string[] => {
  const all = series.flat();
  const hidden = all.filter(({ gap }) => gap === 'suppressed').length;
  return hidden === 0
    ? []
    : [
        `Hatched: ${hidden} of ${all.length} figures suppressed, below the minimum group size. This is not zero.`,
      ];
};

export const chart = (title: string, lines: readonly string[], picture: Picture): Chart => ({
  title,
  lines: [...lines.filter((line) => line !== ''), legend, ...suppressedLine(picture)],
  picture,
});

type ReadPoint = TrendView['points'][number];

/** More or fewer responses are neither worse nor better. */
const verdictOf = ({ judged, figure }: ReadPoint) => {
  if (!judged?.anomalous || figure === undefined) return {};
  return { verdict: figure.value < judged.expected ? ('worse' as const) : ('better' as const) };
};

const drawnPoint = (point: ReadPoint, series: string) => {
  const { period: label, suppressed, figure, value } = point;
  const subject = { label, series };
  if (suppressed) return gapOf('suppressed', subject);
  if (figure !== undefined) return { ...markOf(figure, subject), ...verdictOf(point) };
  if (value === undefined) return gapOf('nobody', subject);
  const text = writerOf(volume)(value);
  return { value, low: value, high: value, enough: true, text, sentence: `${label}: ${text} responses` };
};

const readPoint = (point: ReadPoint, series: string) => {
  const { period, figure, value, judged, part, partial, broken } = point;
  const drawn = drawnPoint(point, series);
  const more = partial && !isGap(drawn) ? { sentence: `${drawn.sentence}; partly suppressed` } : {};
  return trendPoint(
    period,
    { ...drawn, ...more },
    {
      n: figure?.n ?? value,
      ...(judged?.anomalous && { odd: true, expected: { ...judged, value: judged.expected } }),
      ...(part && { part }),
      ...(broken && { broken }),
    },
  );
};

interface Marked {
  readonly judged?: ReadPoint['judged'];
  readonly part?: boolean | undefined;
  readonly broken?: boolean | undefined;
}

const marksLegend = (points: readonly Marked[]): string =>
  [
    ...(points.some(({ judged }) => judged?.anomalous)
      ? ['Ring: unlike the weeks before; dashed: what they led to expect.']
      : []),
    ...(points.some(({ broken }) => broken)
      ? ['Dotted: scored by another version from there; not compared.']
      : []),
    ...(points.some(({ part }) => part) ? ['Unjoined: only a part of its period.'] : []),
  ].join(' ');

export const trendChart = ({ metric, touchpoint, stage, grain, from, to, points }: TrendView): Chart => {
  const data = {
    ...trendOf(
      metric,
      points.map((point) => readPoint(point, metric)),
    ),
    height: 320,
  };
  const partly = points.some(({ partial }) => partial)
    ? 'Partly suppressed: groups below the minimum size are left out.'
    : '';
  return chart(
    `${nameOf(metric)} of ${touchpoint ?? stage ?? 'the journey'} by the ${grain}`,
    [`${from} to ${to}; under each period its n.`, marksLegend(points), partly],
    trendLine(data, chartWidth),
  );
};

/** The subject of a row of headlines. */
interface Row extends Shown {
  readonly label: string;
  readonly incomplete?: true | undefined;
}

const starred = ({ label, incomplete }: Row): string => (incomplete ? `${label} *` : label);

const starLine = (rows: readonly Row[]): string =>
  rows.some(({ incomplete }) => incomplete) ? '*: partly suppressed.' : '';

/** The whole range of a mean; of all others, zero. */
const includedIn = (series: string): readonly number[] => {
  const { scale } = scaleOfMean(series);
  return scale === undefined ? [0] : [scale.min, scale.max];
};

const rowsPanel = (series: string, rows: readonly Row[]): Panel => {
  const all = rows.map((row): IntervalRow => {
    const drawn = drawnOf(row, { label: row.label, series });
    const n = sampleOf(row, series);
    return { label: starred(row), drawn, ...(n !== undefined && { note: `n ${writerOf(volume)(n)}` }) };
  });
  const data = {
    rows: all,
    domain: domainOf(
      all.flatMap(({ drawn }) => ('isPart' in drawn ? [] : [drawn])),
      includedIn(series),
    ),
    write: writerOf(series),
  };
  return { heading: nameOf(series), draw: (width) => intervalRows(data, width) };
};

/** A panel for each headline, in which rows are compared. */
const rowsChart = (title: string, line: string, rows: readonly Row[]): Chart =>
  chart(
    title,
    [line, starLine(rows)],
    panels(
      seriesOf(rows).map((series) => rowsPanel(series, rows)),
      { columns: 2 },
      chartWidth,
    ),
  );

export const touchpointsChart = ({
  touchpoints,
}: {
  readonly touchpoints: readonly TouchpointEntry[];
}): Chart =>
  rowsChart(
    'Touchpoints',
    'All feedback so far.',
    touchpoints.map((touchpoint) => ({ ...touchpoint, label: touchpoint.name })),
  );

/** Where another version scored sentiment than in the period before: the two can't be compared. */
const withBreaks = (summaries: readonly PeriodSummary[]) => {
  let last: string | undefined;
  return summaries.map((summary) => {
    const version = summary.suppressed ? last : summary.versions.sentiment.join(', ') || last;
    const broken = last !== undefined && version !== last;
    last = version;
    return { summary, broken };
  });
};

type Period = ReturnType<typeof withBreaks>[number];

const periodsPanel = (series: string, periods: readonly Period[]): Panel => {
  const points = periods.map(({ summary, broken }) => {
    const { period, part } = summary;
    return trendPoint(period, drawnOf(summary, { label: period, series }), {
      n: sampleOf(summary, series),
      ...(part && { part }),
      ...(broken && series === sentiment && { broken }),
    });
  });
  const data = { ...trendOf(series, points), height: 240 };
  return { heading: nameOf(series), draw: (width) => trendLine(data, width) };
};

const periodsChart = ({ touchpoint, stage, grain, summaries }: SummarySeries): Chart => {
  const periods = withBreaks(summaries);
  const [first, last] = [summaries[0]?.period, summaries.at(-1)?.period];
  return chart(
    `${touchpoint ?? stage ?? ''} by the ${grain}`,
    [
      first === undefined ? '' : `${first} to ${last}, each ${grain} separately; under each its n.`,
      marksLegend(periods.map(({ summary: { part }, broken }) => ({ part, broken }))),
      starLine(summaries.map((summary) => ({ ...summary, label: '' }))),
    ],
    panels(
      seriesOf(summaries).map((series) => periodsPanel(series, periods)),
      { columns: 2 },
      chartWidth,
    ),
  );
};

export const summariesChart = (
  view: SummarySeries | (FacetsView & Pick<SummarySeries, 'touchpoint' | 'stage'>),
): Chart =>
  'facets' in view
    ? rowsChart(
        `${view.touchpoint ?? view.stage ?? ''} by ${view.by}`,
        'Whole months.',
        view.facets.map(({ value, total }) => ({ ...total, label: value === '' ? 'none' : value })),
      )
    : periodsChart(view);

type Stop = Row & MapColumn;

/** The touchpoints in order, each with what stands above its column. */
const stopsOf = ({ stages, others }: JourneyView): Stop[] =>
  [...stages, { name: stages.length === 0 ? 'Touchpoints' : 'Others', touchpoints: others }].flatMap(
    ({ name: stage, touchpoints }) =>
      touchpoints.map(({ name: label, suppressed, incomplete, figures }, index) => ({
        label,
        suppressed,
        incomplete,
        figures,
        name: starred({ label, incomplete }),
        n: suppressed ? 'suppressed' : `n ${writerOf(volume)(figures?.responses ?? 0)}`,
        ...(index === 0 && { stage }),
      })),
  );

/** Net sentiment is worse or better where its whole interval is. */
const verdictOfSentiment = ({ low, high, enough }: Pick<Figure, 'low' | 'high' | 'enough'>) => {
  if (!enough || (low <= 0 && high >= 0)) return 'neutral' as const;
  return high < 0 ? ('worse' as const) : ('better' as const);
};

const curveColumn = (stop: Stop) => {
  const drawn = drawnOf(stop, { label: stop.label, series: sentiment });
  const opens = stop.stage === undefined ? {} : { opensStage: true };
  return { drawn: isGap(drawn) ? drawn : { ...drawn, verdict: verdictOfSentiment(drawn) }, ...opens };
};

const bounds = { points: [-100, 100], share: [0, 1] } as const;

/** The whole range of a series, the same for every touchpoint. */
const rangeOf = (series: string): readonly [number, number] => {
  const unit = unitOf(series);
  if (unit !== 'mean') return bounds[unit];
  const { min = 1, max = 5 } = scaleOfMean(series).scale ?? {};
  return [min, max];
};

export const journeyChart = (view: JourneyView): Chart => {
  const stops = stopsOf(view);
  const strips = seriesOf(stops)
    .filter((series) => series !== sentiment)
    .map((series) => ({
      heading: nameOf(series),
      domain: rangeOf(series),
      columns: stops.map((stop) => ({ drawn: drawnOf(stop, { label: stop.label, series }) })),
    }));
  const heading = nameOf(sentiment);
  const curve = { heading, columns: stops.map(curveColumn), write: writerOf(sentiment) };
  const responses = view.total.figures?.responses;
  return chart(
    'The journey',
    [
      `${view.from} to ${view.to}${responses === undefined ? '' : `; n ${writerOf(volume)(responses)} responses`}.`,
      starLine(stops),
    ],
    journeyMap({ columns: stops, curve, strips }, chartWidth),
  );
};
