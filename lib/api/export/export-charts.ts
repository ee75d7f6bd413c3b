import {
  type IntervalColumn,
  type IntervalMark,
  type IntervalRow,
  intervalChart,
} from '../../charts/interval-chart.ts';
import { lineChart } from '../../charts/line-chart.ts';
import type { DriverReport } from '../../insights/drivers/driver-report.ts';
import { headlinesOf } from '../../insights/journey/facet-page.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { Figures } from '../../metrics/figures/figures.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import type { TrendView } from '../contract/changes.ts';
import type { JourneyView } from '../contract/journey.ts';
import type { DriversAnswer } from '../contract/scans.ts';
import type { FacetsView, PeriodSummary, SummarySeries } from '../contract/summaries.ts';

/** The answers of views as charts. */

const rounded =
  (factor: number) =>
  (value: number): string =>
    String(Math.round(value * factor) / factor);

const percent = (value: number): string => `${Math.round(value * 1000) / 10}%`;

const shareNames: Readonly<Record<string, string>> = {
  csat: 'share satisfied',
  ces: 'share with low effort',
};

const unitsOf = (series: string): Pick<IntervalColumn, 'unit' | 'format'> => {
  if (series === 'volume') return { unit: 'responses', format: String };
  if (/^nps:|:net$/.test(series)) return { unit: 'points, −100 to 100', format: rounded(100) };
  if (series.startsWith('rating:')) return { unit: 'mean', format: rounded(100) };
  return { unit: shareNames[series.split(':')[0] ?? ''] ?? 'share', format: percent };
};

export const trendChart = ({ metric, touchpoint, stage, grain, points }: TrendView): string => {
  const of = touchpoint ?? stage ?? 'the journey';
  return lineChart(
    points.map(({ period, value, figure, partial, judged, broken }) => ({
      label: period,
      value: figure?.value ?? value,
      low: figure?.low,
      high: figure?.high,
      n: figure?.n,
      uncertain: figure?.enough === false,
      partial,
      anomalous: judged?.anomalous,
      broken,
    })),
    { title: `${metric} of ${of} by the ${grain}`, ...unitsOf(metric) },
  );
};

/** The subject of a row in a chart of headlines. */
interface Charted {
  readonly label: string;
  readonly heading?: string | undefined;
  readonly suppressed?: true | undefined;
  readonly incomplete?: true | undefined;
  readonly figures?: Figures | undefined;
}

const maxScales = 3;
const sentiment = 'sentiment:net';

/** The scales that most rows have, by name, then net sentiment; and those for which there is no room. */
const columnsOf = (
  rows: readonly Charted[],
): { readonly columns: readonly string[]; readonly leftOut: readonly string[] } => {
  const counts = new Map<string, number>();
  for (const { figures } of rows)
    for (const key of figures === undefined ? [] : headlinesOf(figures).keys())
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const scales = [...counts].filter(([key]) => key !== sentiment);
  const byRows = scales
    .toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
    .map(([key]) => key);
  return {
    columns: [...byRows.slice(0, maxScales).toSorted(), ...(counts.has(sentiment) ? [sentiment] : [])],
    leftOut: byRows.slice(maxScales).toSorted(),
  };
};

const markOf = (figure: Figure | undefined): IntervalMark | undefined =>
  figure && {
    value: figure.value,
    low: figure.low,
    high: figure.high,
    n: figure.n,
    uncertain: !figure.enough,
  };

const noteOf = ({ suppressed, figures }: Charted): string | undefined => {
  if (suppressed) return 'suppressed: below the minimum group size';
  return figures === undefined || headlinesOf(figures).size === 0 ? 'no data' : undefined;
};

const headlineRow = (row: Charted, columns: readonly string[]): IntervalRow => {
  const headlines = row.figures === undefined ? undefined : headlinesOf(row.figures);
  return {
    label: row.incomplete ? `${row.label} *` : row.label,
    heading: row.heading,
    note: noteOf(row),
    marks: columns.map((column) => markOf(headlines?.get(column))),
  };
};

const headlineChart = (title: string, subtitle: string, rows: readonly Charted[]): string => {
  const { columns, leftOut } = columnsOf(rows);
  const legend = [
    ...(rows.some(({ incomplete }) => incomplete) ? ['*: partly suppressed'] : []),
    ...(leftOut.length > 0 ? [`not drawn: ${leftOut.join(', ')}`] : []),
  ].join('; ');
  return intervalChart({
    title,
    subtitle,
    columns: columns.map((series) => ({ title: series, ...unitsOf(series) })),
    rows: rows.map((row) => headlineRow(row, columns)),
    ...(legend === '' ? {} : { legend }),
  });
};

/** Rows under the stage that starts with them. */
const underStages = <Each extends { readonly name: string }>(
  groups: readonly { readonly name: string; readonly touchpoints: readonly Each[] }[],
): (Each & Charted)[] =>
  groups.flatMap(({ name, touchpoints }) =>
    touchpoints.map((touchpoint, index) => ({
      ...touchpoint,
      label: touchpoint.name,
      ...(index === 0 ? { heading: name } : {}),
    })),
  );

export const journeyChart = ({ from, to, stages, others }: JourneyView): string =>
  headlineChart(
    'The journey',
    `${from} to ${to}`,
    underStages([...stages, { name: stages.length === 0 ? 'Touchpoints' : 'Others', touchpoints: others }]),
  );

export const touchpointsChart = ({
  touchpoints,
}: {
  readonly touchpoints: readonly TouchpointEntry[];
}): string =>
  headlineChart(
    'Touchpoints',
    'all feedback so far',
    touchpoints.map((touchpoint) => ({ ...touchpoint, label: touchpoint.name })),
  );

/** If another version scored sentiment than in the period before, a heading says so: the two can't be compared. */
const underVersions = (summaries: readonly PeriodSummary[]) => {
  let last: string | undefined;
  return summaries.map((summary) => {
    const version = summary.suppressed ? last : summary.versions.sentiment.join(', ') || last;
    const isOther = last !== undefined && version !== last;
    last = version;
    return { ...summary, ...(isOther ? { heading: `sentiment by ${version}` } : {}) };
  });
};

export const summariesChart = (
  view: SummarySeries | (FacetsView & Pick<SummarySeries, 'touchpoint' | 'stage'>),
): string => {
  const of = view.touchpoint ?? view.stage ?? '';
  if ('facets' in view)
    return headlineChart(
      `${of} by ${view.by}`,
      'whole months',
      view.facets.map(({ value, total }) => ({ ...total, label: value === '' ? 'none' : value })),
    );
  const isPart = view.summaries.some(({ part }) => part);
  return headlineChart(
    `${of} by the ${view.grain}`,
    isPart ? 'each period separately; … is not over yet' : 'each period separately',
    underVersions(view.summaries).map((summary) => ({
      ...summary,
      label: summary.part ? `${summary.period} …` : summary.period,
    })),
  );
};

type Unit = DriverReport['unit'];

const driverUnits: Readonly<Record<Unit, Pick<IntervalColumn, 'unit' | 'format'>>> = {
  points: { unit: 'points', format: rounded(10) },
  share: { unit: 'share', format: percent },
  mean: { unit: 'mean', format: rounded(100) },
};

interface Associated {
  readonly effect: Interval & { readonly value: number };
  readonly impact?: Interval & { readonly value: number };
  readonly falseDiscoveryRate: number;
  readonly enough?: boolean;
}

const driverRow = (
  label: string,
  n: number,
  { effect, impact, falseDiscoveryRate, enough = true }: Associated,
): IntervalRow => {
  const certainty = { n, uncertain: !enough, pale: falseDiscoveryRate > 0.05 };
  return {
    label,
    marks: [impact, effect].map(
      (range) => range && { value: range.value, low: range.low, high: range.high, ...certainty },
    ),
  };
};

const headed = (heading: string, rows: readonly IntervalRow[]): IntervalRow[] =>
  rows.map((row, index) => (index === 0 ? { ...row, heading } : row));

const maxDrivers = 20;

const driverRows = ({ drivers, momentsOfTruth, series }: DriverReport): IntervalRow[] => [
  ...headed(
    'Themes',
    drivers.slice(0, maxDrivers).map((driver) => driverRow(driver.theme, driver.mentions, driver)),
  ),
  ...headed(
    'Touchpoints against all others',
    momentsOfTruth.map((moment) => driverRow(moment.touchpoint, moment.responses, moment)),
  ),
  ...headed(
    'Imported series, per unit',
    series.map((one) => driverRow(one.series, one.n, one)),
  ),
];

const everyoneText = ({ unit, everyone }: DriverReport): string[] => {
  if (everyone === undefined) return [];
  const { value, low, high, n } = everyone;
  const { format } = driverUnits[unit];
  return [`everyone: ${format(value)} [${format(low)}, ${format(high)}] n=${n}`];
};

const driverSubtitle = (report: DriverReport, partial: true | undefined): string =>
  [
    ...everyoneText(report),
    'association, not cause',
    ...(report.drivers.length > maxDrivers ? [`${maxDrivers} of ${report.drivers.length} themes`] : []),
    ...(partial ? ['partly suppressed'] : []),
  ].join('; ');

/** The largest impact first; of many themes the first twenty. */
export const driversChart = (answer: DriversAnswer): string => {
  if ('suppressed' in answer)
    return intervalChart({
      title: `What ${answer.metric} is associated with`,
      subtitle: 'suppressed: below the minimum group size',
      columns: [],
      rows: [],
    });
  const units = driverUnits[answer.unit];
  return intervalChart({
    title: `What ${answer.score} is associated with`,
    subtitle: driverSubtitle(answer, answer.partial),
    columns: [
      { title: 'impact', ...units },
      { title: 'effect', ...units },
    ],
    rows: driverRows(answer),
    legend: 'pale: not significant (false discovery rate over 5 %)',
  });
};
