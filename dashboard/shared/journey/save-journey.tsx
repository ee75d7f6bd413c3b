import { journeyMap, type MapData } from '../../../lib/charts/journey-map.ts';
import type { ChartTable } from '../charts/chart.tsx';
import { SaveChart } from '../charts/save-chart.tsx';
import { beforeText, periodText, type Wording } from './drawn.ts';
import type { Metric } from './journey-map-data.ts';
import { curveOf, stripOf, tableOf } from './pictures.ts';

const strips: readonly Metric[] = ['nps', 'csat', 'ces', 'rating'];

const askedIn = ({ map }: Wording): Metric[] =>
  strips.filter((metric) => map.stops.some(({ headlines }) => headlines[metric]));

/** The map with the names of its columns, which on the page are links beside the pictures. */
const mapOf = (wording: Wording): MapData => {
  const { t, format, map } = wording;
  return {
    columns: map.stops.map(({ name, responses, suppressed, opensStage, stage }, index) => ({
      name,
      n: suppressed ? t('notShown') : `n ${format.count(responses)}`,
      ...(opensStage || index === 0 ? { stage: stage?.name ?? t('others') } : {}),
    })),
    curve: { ...curveOf(wording), heading: t('sentiment') },
    strips: askedIn(wording).map((metric) => ({ ...stripOf(metric, wording), heading: t(metric) })),
  };
};

/** The figures of all metrics under each other. @example journeyTable(wording).columns // ['Figure', 'Touchpoint', 'Value', …] */
export const journeyTable = (wording: Wording): ChartTable => {
  const metrics: readonly Metric[] = ['sentiment', ...askedIn(wording)];
  return {
    columns: [wording.t('figureColumn'), ...tableOf('sentiment', wording).columns],
    rows: metrics.flatMap((metric) =>
      tableOf(metric, wording).rows.map((row) => [wording.t(metric), ...row]),
    ),
  };
};

export const SaveJourney = ({ wording }: { readonly wording: Wording }) => {
  const { t, format, map } = wording;
  const n = map.stops.reduce((sum, { responses }) => sum + responses, 0);
  return (
    <SaveChart
      title={t('title', { period: periodText(wording) })}
      lines={[`n ${format.count(n)}.`]}
      legend={[
        t('legend', { after: periodText(wording) }),
        t('earlier', { before: beforeText(wording) }),
        t('legendMarks', { before: beforeText(wording) }),
      ].join(' ')}
      draw={(width) => journeyMap(mapOf(wording), width)}
      table={journeyTable(wording)}
    />
  );
};
