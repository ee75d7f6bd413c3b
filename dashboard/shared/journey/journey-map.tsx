import { Link } from '@tanstack/react-router';
import { type CSSProperties, type ReactNode, useCallback, useMemo } from 'react';
import { intervalStrip } from '../../../lib/charts/interval-strip.ts';
import { journeyCurve } from '../../../lib/charts/journey-curve.ts';
import { Chart } from '../charts/chart.tsx';
import { carried } from '../scope/scope.ts';
import { beforeText, metricsOf, periodText, type Wording } from './drawn.ts';
import { byStage, type Metric, type Stop } from './journey-map-data.ts';
import { blindOf, momentOf, topicOf } from './moments.ts';
import { curveOf, stripOf, tableOf } from './pictures.ts';

/** The map: a column a touchpoint, stage by stage, a row a metric. */
export const JourneyMap = ({ wording }: { readonly wording: Wording }) => {
  const { t, map } = wording;
  const asked = metricsOf(map).filter((metric) => metric !== 'sentiment');
  return (
    <div className="map-scroll">
      <div className="map" style={{ '--columns': map.stops.length } as CSSProperties}>
        <Heads wording={wording} />
        <CurveRow wording={wording} />
        {asked.map((metric) => (
          <StripRow key={metric} metric={metric} wording={wording} />
        ))}
        {map.momentsOf === undefined ? null : (
          <TextRow
            label={t('moment', { metric: t(map.momentsOf) })}
            stops={map.stops}
            cell={(stop) => <MomentCell stop={stop} wording={wording} />}
          />
        )}
        <TextRow
          label={t('pain')}
          stops={map.stops}
          cell={(stop) => <TopicCell stop={stop} polarity="negative" wording={wording} />}
        />
        <TextRow
          label={t('praise')}
          stops={map.stops}
          cell={(stop) => <TopicCell stop={stop} polarity="positive" wording={wording} />}
        />
        {map.stops.some(({ owner }) => owner !== undefined) ? (
          <TextRow label={t('owner')} stops={map.stops} cell={({ owner }) => owner} />
        ) : null}
      </div>
      <p className="map-legend quiet">
        {t('legend', { after: periodText(wording) })} {t('legendMarks', { before: beforeText(wording) })}{' '}
        {t('legendThemes')}
      </p>
    </div>
  );
};

const Heads = ({ wording }: { readonly wording: Wording }) => {
  const { t, map, scope, format } = wording;
  return (
    <>
      <div className="map-label map-n">{t('responses', { period: periodText(wording) })}</div>
      {byStage(map.stops).map((stops) => (
        <section key={stops[0]?.id} className="map-stage" style={{ '--span': stops.length } as CSSProperties}>
          <h2>{stops[0]?.stage?.name ?? t('others')}</h2>
          <ul>
            {stops.map((stop) => (
              <li key={stop.id}>
                <Link to="/touchpoints/$touchpoint" params={{ touchpoint: stop.id }} search={carried(scope)}>
                  {stop.name}
                </Link>
                <span className="quiet">
                  {stop.suppressed ? t('notShown') : format.count(stop.responses)}
                </span>
                {stop.blind === undefined ? null : (
                  <span className="map-blind">{blindOf(stop, wording)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};

const CurveRow = ({ wording }: { readonly wording: Wording }) => {
  const { t } = wording;
  const data = useMemo(() => curveOf(wording), [wording]);
  const draw = useCallback((width: number) => journeyCurve(data, width), [data]);
  return (
    <>
      <div className="map-label">
        {t('sentiment')}
        <span className="map-key map-key-dot">{t('after', { period: periodText(wording) })}</span>
        <span className="map-key map-key-earlier">{beforeText(wording)}</span>
      </div>
      <div className="map-curve">
        <Chart
          label={`${t('sentiment')}, ${periodText(wording)}`}
          draw={draw}
          table={tableOf('sentiment', wording)}
        />
      </div>
    </>
  );
};

const StripRow = ({ metric, wording }: { readonly metric: Metric; readonly wording: Wording }) => {
  const { t } = wording;
  const data = useMemo(() => stripOf(metric, wording), [metric, wording]);
  const draw = useCallback((width: number) => intervalStrip(data, width), [data]);
  return (
    <>
      <div className="map-label map-ruled">{t(metric)}</div>
      <div className="map-strip map-ruled">
        <Chart label={`${t(metric)}, ${periodText(wording)}`} draw={draw} table={tableOf(metric, wording)} />
      </div>
    </>
  );
};

interface TextRowProps {
  readonly label: string;
  readonly stops: readonly Stop[];
  readonly cell: (stop: Stop) => ReactNode;
}

const TextRow = ({ label, stops, cell }: TextRowProps) => (
  <>
    <div className="map-label map-ruled">{label}</div>
    <ul className="map-cells map-ruled" aria-label={label}>
      {stops.map((stop) => (
        <li key={stop.id}>
          <span className="unseen">{stop.name}: </span>
          {cell(stop)}
        </li>
      ))}
    </ul>
  </>
);

interface CellProps {
  readonly stop: Stop;
  readonly wording: Wording;
}

const MomentCell = ({ stop, wording }: CellProps) => {
  const moment = momentOf(stop, wording);
  if (moment === undefined) return <span className="quiet">{wording.t('notAsked')}</span>;
  return (
    <span title={moment.sentence}>
      <span className="unseen">{moment.sentence}</span>
      <span aria-hidden="true" className={`map-topic ${moment.verdict ?? ''}`}>
        {moment.verdict === undefined ? moment.value : wording.t(moment.verdict, { value: moment.value })}
      </span>
      <span aria-hidden="true" className="quiet">
        {moment.interval}
      </span>
    </span>
  );
};

const TopicCell = ({
  stop,
  polarity,
  wording,
}: CellProps & { readonly polarity: 'negative' | 'positive' }) => {
  const { t, format, scope } = wording;
  const topic = topicOf(stop, polarity, wording);
  if (topic === undefined) return <span className="quiet">{t('nothingMostly')}</span>;
  const counted = (
    <>
      <span className="map-topic">{topic.name}</span>
      <span className={polarity === 'negative' ? 'worse' : 'better'}>
        {t(polarity, { count: format.count(topic.count), total: format.count(topic.mentions) })}
      </span>
    </>
  );
  if (topic.filter === undefined)
    return (
      <span className="map-topic-link" title={t('notQuoted')}>
        {counted}
        <span className="unseen">{t('notQuoted')}</span>
      </span>
    );
  return (
    <Link
      className="map-topic-link"
      to="/comments"
      search={{ ...carried(scope), tp: stop.id, ...topic.filter }}
    >
      {counted}
    </Link>
  );
};
