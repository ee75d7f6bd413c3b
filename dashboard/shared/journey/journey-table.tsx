import { Link } from '@tanstack/react-router';
import { isGap } from '../../../lib/charts/picture.ts';
import { carried } from '../scope/scope.ts';
import { changeOf, drawnOf, metricsOf, periodText, targetText, units, type Wording } from './drawn.ts';
import { byStage, type Metric, type Stop } from './journey-map-data.ts';
import { blindOf, topicOf } from './moments.ts';

interface TableProps {
  readonly wording: Wording;
}

/** All figures of the journey: a row for each touchpoint, stage by stage. */
export const JourneyTable = ({ wording }: TableProps) => {
  const { t, map } = wording;
  const metrics = metricsOf(map);
  const hasOwners = map.stops.some(({ owner }) => owner !== undefined);
  const columns = metrics.length + (hasOwners ? 5 : 4);
  return (
    <div className="table-behind journey-table">
      <div className="table-scroll">
        <table>
          <caption className="unseen">{t('title', { period: periodText(wording) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('touchpoint')}</th>
              <th scope="col" className="number">
                {t('responses', { period: periodText(wording) })}
              </th>
              {metrics.map((metric) => (
                <th key={metric} scope="col" className="number">
                  {t(metric)}
                </th>
              ))}
              <th scope="col">{t('pain')}</th>
              <th scope="col">{t('praise')}</th>
              {hasOwners ? <th scope="col">{t('owner')}</th> : null}
            </tr>
          </thead>
          {byStage(map.stops).map((stops) => (
            <tbody key={stops[0]?.id}>
              <tr className="journey-table-stage">
                <th scope="rowgroup" colSpan={columns}>
                  {stops[0]?.stage?.name ?? t('others')}
                </th>
              </tr>
              {stops.map((stop) => (
                <StopRow
                  key={stop.id}
                  stop={stop}
                  metrics={metrics}
                  hasOwners={hasOwners}
                  wording={wording}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </div>
  );
};

interface RowProps extends TableProps {
  readonly stop: Stop;
  readonly metrics: readonly Metric[];
  readonly hasOwners: boolean;
}

const StopRow = ({ stop, metrics, hasOwners, wording }: RowProps) => {
  const { t, scope, format } = wording;
  return (
    <tr>
      <th scope="row">
        <Link to="/touchpoints/$touchpoint" params={{ touchpoint: stop.id }} search={carried(scope)}>
          {stop.name}
        </Link>
        {stop.blind === undefined ? null : <span className="quiet">{blindOf(stop, wording)}</span>}
      </th>
      <td className="number">{stop.suppressed ? t('notShown') : format.count(stop.responses)}</td>
      {metrics.map((metric) => (
        <FigureCell key={metric} stop={stop} metric={metric} wording={wording} />
      ))}
      <TopicCell stop={stop} polarity="negative" wording={wording} />
      <TopicCell stop={stop} polarity="positive" wording={wording} />
      {hasOwners ? <td>{stop.owner}</td> : null}
    </tr>
  );
};

interface CellProps extends TableProps {
  readonly stop: Stop;
}

/** Value, interval and n, what it was before where that is significant, and how it stands to its target. */
const FigureCell = ({ stop, metric, wording }: CellProps & { readonly metric: Metric }) => {
  const { t, format } = wording;
  const drawn = drawnOf(stop, metric, wording);
  if (isGap(drawn)) return <td className="number quiet">{drawn.text}</td>;
  const unit = units[metric];
  const headline = stop.headlines[metric];
  const target = headline && targetText(headline, wording);
  const change = headline && changeOf(headline);
  return (
    <td className="number">
      {drawn.text}
      <span className="quiet">
        {format.interval(drawn, unit)}, n {format.count(headline?.actual?.n ?? 0)}
      </span>
      {target === undefined ? null : <span className="quiet">{target}</span>}
      {headline?.trend === undefined || change === undefined ? null : (
        <span className={change}>
          {t(change, { value: t('from', { before: format.level(headline.trend.before.value, unit) }) })}
        </span>
      )}
    </td>
  );
};

const TopicCell = ({
  stop,
  polarity,
  wording,
}: CellProps & { readonly polarity: 'negative' | 'positive' }) => {
  const { t, scope, format } = wording;
  const topic = topicOf(stop, polarity, wording);
  if (topic === undefined) return <td className="quiet">{t('nothingMostly')}</td>;
  return (
    <td>
      {topic.filter === undefined ? (
        topic.name
      ) : (
        <Link to="/comments" search={{ ...carried(scope), tp: stop.id, ...topic.filter }}>
          {topic.name}
        </Link>
      )}
      <span className="quiet">
        {t(polarity, { count: format.count(topic.count), total: format.count(topic.mentions) })}
      </span>
    </td>
  );
};
