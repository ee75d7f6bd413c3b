import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { divergingBar, maxSide } from '../../lib/charts/diverging-bar.ts';
import { histogram } from '../../lib/charts/histogram.ts';
import { intervalRow, rowSide } from '../../lib/charts/interval-row.ts';
import type { Gap, Mark } from '../../lib/charts/picture.ts';
import { trendLine } from '../../lib/charts/trend-line.ts';
import { type Figure, issuesQuery, type SummarySeries } from '../shared/api.ts';
import { Sketch } from '../shared/charts/chart.tsx';
import { ColumnAxis } from '../shared/charts/column-axis.tsx';
import { beforeName } from '../shared/findings/presentation.ts';
import { carried } from '../shared/scope/scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, periodName, spanOf } from './about.ts';
import { CountedLink } from './comments-link.tsx';
import {
  feelingSentence,
  issueRows,
  shareSentence,
  type TopicRow,
  themeRows,
  timesSentence,
} from './presentation/topics.ts';
import { trendSpan } from './presentation/trend.ts';
import { Section } from './section.tsx';
import { countedName, countsQuery, monthsQuery } from './touchpoint-queries.ts';

const shownFirst = 8;

/** What comments are about: the issues that customers name, and the themes above them. */
export const Topics = ({ about }: { readonly about: About }) => {
  const { t, scope, id } = about;
  return (
    <Section
      title={t('say')}
      unfolded
      height="26rem"
      aside={
        <Link className="link" to="/themes" search={{ ...carried(scope), tp: id }}>
          {t('toThemes')}
        </Link>
      }
    >
      <Issues about={about} />
      <Themes about={about} />
    </Section>
  );
};

const Issues = ({ about }: { readonly about: About }) => {
  const { t, format, id } = about;
  const span = spanOf(about);
  const query = useQuery(issuesQuery(id, span));
  const longer = useQuery(issuesQuery(id, trendSpan(span)));
  const rows = useMemo(
    () => issueRows(query.data?.issues ?? [], longer.data?.issues ?? [], about),
    [query.data, longer.data, about],
  );
  return (
    <Part query={query} height="18rem">
      {({ partial }) => {
        if (rows.length === 0) return null;
        const n = format.count(rows[0]?.share.n ?? 0);
        const period = periodName(about);
        return (
          <div className="tp-topics">
            <h3>{t('issues')}</h3>
            <p className="quiet tp-note">{t('issuesNote', { n, period })}</p>
            <TopicTable rows={rows} about={about} names={{ topic: t('issue'), times: t('weeks'), period }} />
            {partial ? <p className="quiet tp-note">{t('issuesPartial')}</p> : null}
          </div>
        );
      }}
    </Part>
  );
};

const Themes = ({ about }: { readonly about: About }) => {
  const query = useQuery(monthsQuery(about.id, spanOf(about)));
  return (
    <Part query={query} height="26rem">
      {(months) => <ThemesOf months={months} about={about} />}
    </Part>
  );
};

interface ThemesOfProps {
  readonly months: SummarySeries['summaries'];
  readonly about: About;
}

const ThemesOf = ({ months, about }: ThemesOfProps) => {
  const { t, format } = about;
  const rows = useMemo(() => themeRows(months, about), [months, about]);
  const last = months.at(-1);
  if (last === undefined || rows.length === 0) return <p className="quiet">{t('noThemes')}</p>;
  const period = format.month(last.period, 'short');
  const n = format.count(rows[0]?.share.n ?? 0);
  return (
    <div className="tp-topics">
      <h3>{t('themes')}</h3>
      <p className="quiet tp-note">{t('sayNote', { n, period })}</p>
      <TopicTable rows={rows} about={about} names={{ topic: t('theme'), times: t('months'), period }} />
      {last.suppressed || last.partial ? <p className="quiet tp-note">{t('notShown')}</p> : null}
    </div>
  );
};

interface TopicTableProps {
  readonly rows: readonly TopicRow[];
  readonly about: About;
  /** What the columns are called. */
  readonly names: { readonly topic: string; readonly times: string; readonly period: string };
}

const highestShare = (rows: readonly TopicRow[]): number => Math.max(...rows.map(({ share }) => share.high));
const reachOf = (rows: readonly TopicRow[]): number => maxSide(rows.map(({ counts }) => counts));

const TopicTable = ({ rows, about, names }: TopicTableProps) => {
  const { t, format } = about;
  const [isWhole, setWhole] = useState(false);
  const asked = { touchpoint: about.id, ...spanOf(about), where: about.scope.where };
  const counts = useQuery(
    countsQuery(
      asked,
      rows.map(({ filter }) => filter),
    ),
  );
  const countOf = ({ filter }: TopicRow): number | undefined => counts.data?.[countedName(filter)];
  const reach = reachOf(rows);
  const writeShare = useCallback((value: number) => format.level(value, 'share'), [format]);
  // Negative comments are on the left: a count has no sign.
  const writeCount = useCallback((value: number) => format.count(Math.abs(value)), [format]);
  const shown = isWhole ? rows : rows.slice(0, shownFirst);
  const count = rows.length - shownFirst;
  return (
    <>
      <table className="tp-themes">
        <thead>
          <tr>
            <th scope="col">{names.topic}</th>
            <th scope="col">
              {t('share', { period: names.period })}
              <div className="tp-share">
                <ColumnAxis domain={[0, highestShare(rows)]} write={writeShare} side={rowSide} />
              </div>
            </th>
            <th scope="col">{names.times}</th>
            <th scope="col">
              {t('feeling')}
              <div className="tp-feeling">
                <ColumnAxis domain={[-reach, reach]} write={writeCount} side={0} />
              </div>
            </th>
            <th scope="col">{t('since', { before: beforeName(about.wording) })}</th>
            <th scope="col" className="number">
              {t('read')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Topic key={row.id} row={row} rows={rows} comments={countOf(row)} about={about} />
          ))}
        </tbody>
      </table>
      {count > 0 ? (
        <button type="button" className="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('fewer') : t('moreRows', { count })}
        </button>
      ) : null}
    </>
  );
};

interface TopicProps {
  readonly row: TopicRow;
  readonly rows: readonly TopicRow[];
  readonly about: About;
}

const Topic = ({ row, rows, comments, about }: TopicProps & { readonly comments: number | undefined }) => {
  const { format } = about;
  const { share, since, name, filter, counts } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="tp-wide">
        <div className="tp-share">
          <Share row={row} rows={rows} about={about} />
          <span>
            <b>{format.level(share.value, 'share')}</b>{' '}
            <span className="quiet">{format.interval(share, 'share')}</span>
          </span>
        </div>
      </td>
      <td className="tp-months">
        <Times row={row} about={about} />
      </td>
      <td className="tp-wide">
        <div className="tp-feeling">
          <Feeling row={row} rows={rows} about={about} />
          <span className="number">{`${counts.negative} · ${counts.neutral} · ${counts.positive}`}</span>
        </div>
      </td>
      <td className="tp-since tp-wide">
        <span className={since.isCertain ? 'tp-certain' : 'quiet'}>{since.text}</span>
        {since.detail === '' ? null : <span className="quiet">{since.detail}</span>}
      </td>
      <td className="number">
        <CountedLink about={about} filter={filter} topic={name} count={comments} short />
      </td>
    </tr>
  );
};

const Share = ({ row, rows, about }: TopicProps) => {
  const draw = useCallback(
    (width: number) => {
      const { value, low, high, enough } = row.share;
      const sentence = shareSentence(row, about);
      return intervalRow(
        { domain: [0, highestShare(rows)], drawn: { value, low, high, enough, text: '', sentence } },
        width,
      );
    },
    [row, rows, about],
  );
  return <Sketch label={shareSentence(row, about)} draw={draw} />;
};

const Feeling = ({ row, rows, about }: TopicProps) => {
  const draw = useCallback(
    (width: number) =>
      divergingBar(
        {
          ...row.counts,
          reach: reachOf(rows),
          sentence: feelingSentence(row, about),
        },
        width,
      ),
    [row, rows, about],
  );
  return <Sketch label={feelingSentence(row, about)} draw={draw} />;
};

const timesPicture = ({ times }: TopicRow, width: number) => {
  if ('weeks' in times)
    return histogram(
      times.weeks.map(({ n }) => ({ count: n ?? 0, suppressed: n === undefined, sentence: '' })),
      width,
    );
  const { months } = times;
  const highest = Math.max(0.05, ...months.map(({ share }) => share?.high ?? 0));
  const points = months.map(({ month, share }) => ({ label: month, n: '', drawn: drawnShare(share) }));
  return trendLine({ points, domain: [0, highest], write: String, height: 30 }, width);
};

const drawnShare = (share: Figure | undefined): Mark | Gap =>
  share === undefined
    ? { gap: 'suppressed', text: '', sentence: '' }
    : { value: share.value, low: share.low, high: share.high, enough: share.enough, text: '', sentence: '' };

const Times = ({ row, about }: Omit<TopicProps, 'rows'>) => {
  const draw = useCallback((width: number) => timesPicture(row, width), [row]);
  return <Sketch label={timesSentence(row, about)} draw={draw} />;
};
