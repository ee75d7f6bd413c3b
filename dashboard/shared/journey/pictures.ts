import type { StripColumn, StripData } from '../../../lib/charts/interval-strip.ts';
import type { CurveData } from '../../../lib/charts/journey-curve.ts';
import { isGap } from '../../../lib/charts/picture.ts';
import type { ChartTable } from '../charts/chart.tsx';
import { changeOf, drawnOf, units, type Wording } from './drawn.ts';
import type { Headline, Metric, Stop } from './journey-map-data.ts';

const arrows = { better: '▲', worse: '▼' } as const;

const before = (headline: Headline | undefined, { format }: Wording) => {
  const change = headline && changeOf(headline);
  if (headline?.trend === undefined || change === undefined) return undefined;
  return {
    text: `${arrows[change]} ${format.level(headline.trend.before.value, units[headline.metric])}`,
    verdict: change,
  };
};

const statuses: Readonly<
  Partial<Record<NonNullable<Headline['status']>, NonNullable<StripColumn['status']>>>
> = {
  met: { sign: '✓', verdict: 'better' },
  missed: { sign: '✕', verdict: 'worse' },
  open: { sign: '?' },
};

/** How it stands to its target, with the target where a change before it leaves room. */
const statusOf = (headline: Headline | undefined, { format }: Wording): StripColumn['status'] => {
  const status = headline?.status && statuses[headline.status];
  if (status === undefined || headline?.target === undefined) return undefined;
  if (changeOf(headline) !== undefined) return status;
  return { ...status, sign: `${status.sign} ${format.level(headline.target, units[headline.metric])}` };
};

const stripColumn = (stop: Stop, metric: Metric, wording: Wording): StripColumn => {
  const headline = stop.headlines[metric];
  const status = statusOf(headline, wording);
  const was = before(headline, wording);
  return {
    drawn: drawnOf(stop, metric, wording),
    ...(headline?.target === undefined ? {} : { target: headline.target }),
    ...(status && { status }),
    ...(was && { before: was }),
  };
};

const starBounds = ({ headlines }: Stop): readonly [number, number] => {
  const [, low = '1', high = '5'] = /:(\d+)-(\d+)/.exec(headlines.rating?.kpi ?? '') ?? [];
  return [Number(low), Number(high)];
};

/** The axis of a metric: its whole range, the same for every touchpoint. */
export const domainOf = (metric: Metric, stops: readonly Stop[]): readonly [number, number] => {
  if (units[metric] === 'points') return [-100, 100];
  if (units[metric] === 'share') return [0, 1];
  const bounds = stops.filter(({ headlines }) => headlines.rating).map(starBounds);
  return [Math.min(...bounds.map(([low]) => low)), Math.max(...bounds.map(([, high]) => high))];
};

export const stripOf = (metric: Metric, wording: Wording): StripData => ({
  columns: wording.map.stops.map((stop) => stripColumn(stop, metric, wording)),
  domain: domainOf(metric, wording.map.stops),
});

export const curveOf = (wording: Wording): CurveData => ({
  write: (value) => wording.format.level(value, 'points'),
  columns: wording.map.stops.map((stop) => {
    const headline = stop.headlines.sentiment;
    const was = headline?.trend?.before.value;
    const change = headline && changeOf(headline);
    return {
      drawn: drawnOf(stop, 'sentiment', wording),
      opensStage: stop.opensStage,
      ...(was === undefined ? {} : { before: was }),
      ...(was !== undefined && change
        ? {
            note: {
              text: `${arrows[change]} ${wording.t('from', { before: wording.format.level(was, 'points') })}`,
              verdict: change,
            },
          }
        : {}),
    };
  }),
});

/** The figures of one metric as a table. */
export const tableOf = (metric: Metric, wording: Wording): ChartTable => {
  const { t, format, map } = wording;
  const unit = units[metric];
  return {
    columns: [t('touchpoint'), t('value'), t('interval'), t('count'), t('beforeColumn'), t('target')],
    rows: map.stops.map((stop) => {
      const drawn = drawnOf(stop, metric, wording);
      const { actual, trend, target } = stop.headlines[metric] ?? {};
      return [
        stop.name,
        drawn.text,
        isGap(drawn) ? '' : format.interval(drawn, unit),
        actual ? format.count(actual.n) : '',
        trend ? format.level(trend.before.value, unit) : '',
        target === undefined ? '' : format.level(target, unit),
      ];
    }),
  };
};
