import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { quadrants } from '../../lib/charts/quadrants.ts';
import { Chart } from '../shared/charts/chart.tsx';
import type { Span } from '../shared/scope/scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, scoreOf, seriesOf, spanOf, volume } from './about.ts';
import { driversData, driversTable, type ShownDrivers } from './presentation/drivers.ts';
import { trendSpan } from './presentation/trend.ts';
import { Section } from './section.tsx';
import { driversQuery } from './touchpoint-queries.ts';

const metrics = ['nps', 'csat', 'ces', 'rating', 'sentiment'] as const;

/** The metric that is looked at; what moves the number of responses is not asked: then the score that the team steers by is. */
const metricOf = (about: About) => {
  const series = seriesOf(about);
  return series === volume ? undefined : metrics.find((name) => series.startsWith(`${name}:`));
};

/** What the score is associated with, over the months up to the period: one month alone seldom tells. */
export const Drivers = ({ about }: { readonly about: About }) => {
  const { t, id, scope } = about;
  const span = trendSpan(spanOf(about));
  const metric = metricOf(about);
  const query = useQuery(driversQuery({ touchpoint: id, ...span, where: scope.where }, metric));
  const shown = query.data && 'drivers' in query.data ? query.data : undefined;
  const series = shown?.score ?? seriesOf(about);
  const name = scoreOf(about, series)?.what.name ?? t('score');
  const title = t('drivers', { score: name });
  return (
    <Section
      title={title}
      className="tp-half"
      height="26rem"
      aside={shown ? <span className="quiet">{spanText(shown, span, about)}</span> : null}
    >
      <Part query={query} height="26rem">
        {(drivers) =>
          'drivers' in drivers && drivers.drivers.length > 0 ? (
            <DriversOf title={title} drivers={drivers} span={span} about={about} />
          ) : (
            <p className="quiet">{t('noDrivers')}</p>
          )
        }
      </Part>
    </Section>
  );
};

/** The months that were read, and n. */
const spanText = (drivers: ShownDrivers, span: Span, { t, format }: About): string =>
  t('driversSpan', { span: format.span(months(span)), n: format.count(drivers.explained?.n ?? 0) });

const months = ({ from, to }: Span): Span => ({ from: from.slice(0, 7), to: to.slice(0, 7) });

interface DriversOfProps {
  readonly title: string;
  readonly drivers: ShownDrivers;
  readonly span: Span;
  readonly about: About;
}

const DriversOf = ({ title, drivers, span, about }: DriversOfProps) => {
  const { t, format } = about;
  const { from, to } = span;
  const data = useMemo(() => driversData(drivers, { from, to }, about), [drivers, from, to, about]);
  const draw = useCallback((width: number) => quadrants(data, width), [data]);
  const sizes = drivers.drivers.map(({ mentions }) => mentions);
  return (
    <>
      <Chart
        label={title}
        draw={draw}
        table={driversTable(drivers, about)}
        about={[`${about.name}, ${spanText(drivers, span, about)}`]}
      />
      <p className="quiet tp-note">
        {t('driversNote', { low: format.count(Math.min(...sizes)), high: format.count(Math.max(...sizes)) })}
      </p>
    </>
  );
};
