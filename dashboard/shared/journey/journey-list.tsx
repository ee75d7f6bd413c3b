import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { intervalRow, rowSide } from '../../../lib/charts/interval-row.ts';
import { isGap } from '../../../lib/charts/picture.ts';
import { Sketch } from '../charts/chart.tsx';
import { ColumnAxis } from '../charts/column-axis.tsx';
import { Choice } from '../controls/choice.tsx';
import { carried } from '../scope/scope.ts';
import { useSetScope } from '../scope/use-scope.ts';
import { beforeText, drawnOf, metricsOf, targetText, units, type Wording } from './drawn.ts';
import { byStage, type Metric, type Stop } from './journey-map-data.ts';
import { blindOf, momentOf, topicOf } from './moments.ts';
import { domainOf } from './pictures.ts';

interface ListProps {
  readonly wording: Wording;
}

/** The journey on a phone: touchpoints by stage, one metric on one axis. */
export const JourneyList = ({ wording }: ListProps) => {
  const { t, format, map, scope } = wording;
  const setScope = useSetScope();
  const asked = metricsOf(map);
  const metric = asked.find((name) => name === scope.metric) ?? 'sentiment';
  const domain = useMemo(() => domainOf(metric, map.stops), [metric, map]);
  const write = useCallback((value: number) => format.level(value, units[metric]), [format, metric]);
  return (
    <>
      <Choice
        label={t('shown')}
        value={metric}
        options={asked.map((id) => ({ id, text: t(id) }))}
        onChoose={(chosen) => setScope({ metric: chosen })}
      />
      <p className="quiet list-lead">{t('listLead', { metric: t(metric), before: beforeText(wording) })}</p>
      <div className="list-axis">
        <ColumnAxis domain={domain} write={write} side={rowSide} />
      </div>
      {byStage(map.stops).map((stops) => (
        <section key={stops[0]?.id} className="list-stage">
          <h2>{stops[0]?.stage?.name ?? t('others')}</h2>
          <ul>
            {stops.map((stop) => (
              <ListRow key={stop.id} stop={stop} metric={metric} domain={domain} wording={wording} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};

interface RowProps extends ListProps {
  readonly stop: Stop;
  readonly metric: Metric;
  readonly domain: readonly [number, number];
}

const ListRow = ({ stop, metric, domain, wording }: RowProps) => {
  const { t, format, scope } = wording;
  const drawn = useMemo(() => drawnOf(stop, metric, wording), [stop, metric, wording]);
  const headline = stop.headlines[metric];
  const draw = useCallback(
    (width: number) =>
      intervalRow(
        {
          drawn,
          domain,
          ...(headline?.trend ? { before: headline.trend.before.value } : {}),
          ...(headline?.target === undefined ? {} : { target: headline.target }),
        },
        width,
      ),
    [drawn, domain, headline],
  );
  const verdict = isGap(drawn) ? 'quiet' : drawn.verdict;
  return (
    <li className="list-row">
      <div>
        <Link to="/touchpoints/$touchpoint" params={{ touchpoint: stop.id }} search={carried(scope)}>
          {stop.name}
        </Link>
        <div className="quiet">{stop.suppressed ? t('notShown') : format.count(stop.responses)}</div>
        {stop.blind === undefined ? null : <div className="map-blind">{blindOf(stop, wording)}</div>}
        {stop.owner === undefined ? null : <div className="list-owner quiet">{stop.owner}</div>}
      </div>
      <div>
        <Sketch label={drawn.sentence} draw={draw} />
        <ListFacts stop={stop} metric={metric} wording={wording} />
      </div>
      <div className={`list-value ${verdict ?? ''}`}>{drawn.text}</div>
    </li>
  );
};

/** Below the figure of a touchpoint: its target, what it adds to the score of all, and what is most complained about. */
const ListFacts = ({ stop, metric, wording }: Omit<RowProps, 'domain'>) => {
  const { t, format, map } = wording;
  const headline = stop.headlines[metric];
  const target = headline && targetText(headline, wording);
  const moment = metric === map.momentsOf ? momentOf(stop, wording) : undefined;
  const pain = topicOf(stop, 'negative', wording);
  return (
    <>
      {target === undefined ? null : <p className="list-fact">{target}</p>}
      {moment?.verdict === undefined ? null : (
        <p className="list-fact">
          <span className="quiet">{t('moment', { metric: t(metric) })}</span>{' '}
          <span className={moment.verdict}>{moment.value}</span>{' '}
          <span className="quiet">{moment.interval}</span>
        </p>
      )}
      {pain === undefined ? null : (
        <p className="list-fact">
          <span className="quiet">{t('painShort')}</span> {pain.name}{' '}
          <span className="worse">
            {t('ofTotal', { count: format.count(pain.count), total: format.count(pain.mentions) })}
          </span>
        </p>
      )}
    </>
  );
};
