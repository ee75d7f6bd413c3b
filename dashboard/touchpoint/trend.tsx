import { useQuery } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { histogram } from '../../lib/charts/histogram.ts';
import { trendLine } from '../../lib/charts/trend-line.ts';
import type { TrendView } from '../shared/api.ts';
import { Chart, Sketch } from '../shared/charts/chart.tsx';
import { SaveChart } from '../shared/charts/save-chart.tsx';
import { valueText } from '../shared/findings/presentation.ts';
import { useSetScope } from '../shared/scope/use-scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, periodName, scoreOf, scoresOf, seriesOf, spanOf, volume } from './about.ts';
import { pointSentence, trendData, trendTable } from './presentation/trend.ts';
import { Section } from './section.tsx';
import { actionsQuery, trendQuery } from './touchpoint-queries.ts';

const heights = { main: '17.375rem', trend: 250, small: 52 } as const;

const nameOf = (about: About, series: string): string =>
  scoreOf(about, series)?.what.name ?? about.t('volume');

const seriesIn = ({ answer }: About): string[] => [
  ...scoresOf(answer).map(({ what }) => what.series),
  volume,
];

/** How the touchpoint fared week by week: one series large, the others beside it. */
export const Trend = ({ about }: { readonly about: About }) => {
  const { t, id } = about;
  const series = seriesOf(about);
  const main = useQuery(trendQuery(id, series, spanOf(about)));
  return (
    <Section
      title={t(main.data?.grain === 'month' ? 'byMonth' : 'byWeek')}
      className="tp-trend"
      unfolded
      height={heights.main}
      aside={<SeriesChoice about={about} chosen={series} />}
    >
      <div className="tp-trend-main">
        <Part query={main} height={heights.main}>
          {(trend) => <TrendOf trend={trend} about={about} />}
        </Part>
        <p className="quiet tp-note">{t('trendNote')}</p>
      </div>
      <Multiples about={about} />
    </Section>
  );
};

const SeriesChoice = ({ about, chosen }: { readonly about: About; readonly chosen: string }) => {
  const setScope = useSetScope();
  return (
    <fieldset className="tp-switch" aria-label={about.t('figure')}>
      {seriesIn(about).map((series) => (
        <button
          type="button"
          key={series}
          className="button"
          aria-pressed={series === chosen}
          onClick={() => setScope({ metric: series })}
        >
          {nameOf(about, series)}
        </button>
      ))}
    </fieldset>
  );
};

/** On a phone it is wider than the screen, and begins at its latest end. */
const useScrolledToEnd = () => {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollLeft = box.current.scrollWidth;
  }, []);
  return box;
};

const TrendOf = ({ trend, about }: { readonly trend: TrendView; readonly about: About }) => {
  const actions = useQuery(actionsQuery);
  const box = useScrolledToEnd();
  const data = useMemo(
    () => ({ ...trendData(trend, actions.data?.actions ?? [], about), height: heights.trend }),
    [trend, actions.data, about],
  );
  const draw = useCallback((width: number) => trendLine(data, width), [data]);
  const label = about.t('trendOf', { name: nameOf(about, trend.metric), grain: trend.grain });
  const table = trendTable(trend, about);
  const span = about.format.span({ from: trend.from, to: trend.to });
  return (
    <>
      <div className="tp-trend-scroll" ref={box}>
        <div className="tp-trend-wide">
          <Chart label={label} draw={draw} table={table} />
        </div>
      </div>
      <SaveChart title={label} lines={[`${about.name}, ${span}`]} draw={draw} table={table} />
    </>
  );
};

const Multiples = ({ about }: { readonly about: About }) => {
  const all = seriesIn(about);
  return (
    <ul className="tp-multiples">
      {all.map((series) => (
        <Multiple key={series} series={series} about={about} />
      ))}
    </ul>
  );
};

interface MultipleProps {
  readonly series: string;
  readonly about: About;
}

const Multiple = ({ series, about }: MultipleProps) => {
  const { t, id } = about;
  const { data: trend } = useQuery(trendQuery(id, series, spanOf(about)));
  const setScope = useSetScope();
  const draw = useCallback((width: number) => smallPicture(trend, about, width), [trend, about]);
  const last = trend?.points.at(-1);
  const name = nameOf(about, series);
  const odd = trend?.points.filter(({ judged }) => judged?.anomalous).length ?? 0;
  return (
    <li aria-current={series === seriesOf(about) ? 'true' : undefined}>
      <button type="button" className="tp-multiple" onClick={() => setScope({ metric: series })}>
        <b>{name}</b>
        <span className="tp-multiple-value">{valueIn(series, about)}</span>
        <span className="quiet">{t('oddWeeks', { count: odd })}</span>
      </button>
      <Sketch
        label={last === undefined ? name : `${name}. ${pointSentence(last, series, about)}`}
        draw={draw}
      />
    </li>
  );
};

const valueIn = (series: string, about: About) => {
  const { t, format, answer, wording } = about;
  const score = scoreOf(about, series);
  const value =
    score === undefined
      ? format.count(answer.period.responses)
      : valueText(score.figure, score.unit, wording);
  return (
    <>
      {value} <span className="quiet">{t('inPeriod', { period: periodName(about) })}</span>
    </>
  );
};

const smallPicture = (trend: TrendView | undefined, about: About, width: number) => {
  if (trend === undefined) return histogram([], width);
  if (trend.metric !== volume)
    return trendLine({ ...trendData(trend, [], about), height: heights.small }, width);
  const bars = trend.points.map((point) => ({
    count: point.value ?? 0,
    sentence: pointSentence(point, volume, about),
  }));
  return histogram(bars, width);
};
