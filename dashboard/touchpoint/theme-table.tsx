import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { divergingBar, longestSide } from '../../lib/charts/diverging-bar.ts';
import { intervalRow } from '../../lib/charts/interval-row.ts';
import { trendLine } from '../../lib/charts/trend-line.ts';
import type { SummarySeries } from '../shared/api.ts';
import { Sketch } from '../shared/chart.tsx';
import { beforeName } from '../shared/findings/presentation.ts';
import { carried } from '../shared/scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, spanOf } from './about.ts';
import { CommentsLink } from './comments-link.tsx';
import { Section } from './section.tsx';
import { feelingSentence, shareSentence, type ThemeRow, themeRows } from './told/themes.ts';
import { monthsQuery } from './touchpoint-queries.ts';

const shownFirst = 8;

/** What comments are about: how much, since when, and how it is felt. */
export const Themes = ({ about }: { readonly about: About }) => {
  const { t, scope, id } = about;
  const query = useQuery(monthsQuery(id, spanOf(about)));
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
      <Part query={query} height="26rem">
        {(months) => <ThemesOf months={months} about={about} />}
      </Part>
    </Section>
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
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, shownFirst);
  if (last === undefined || rows.length === 0) return <p className="quiet">{t('noThemes')}</p>;
  const period = format.month(last.period, 'short');
  const n = format.count(rows[0]?.share.n ?? 0);
  return (
    <>
      <p className="quiet tp-note">{t('sayNote', { n, period })}</p>
      <table className="tp-themes">
        <thead>
          <tr>
            <th scope="col">{t('theme')}</th>
            <th scope="col">{t('share', { period })}</th>
            <th scope="col">{t('months')}</th>
            <th scope="col">{t('feeling')}</th>
            <th scope="col">{t('since', { before: beforeName(about.wording) })}</th>
            <th scope="col" className="number">
              {t('read')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Theme key={row.id} row={row} rows={rows} about={about} />
          ))}
        </tbody>
      </table>
      {rows.length > shownFirst ? (
        <button type="button" className="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('fewerThemes') : t('moreThemes', { count: rows.length - shownFirst })}
        </button>
      ) : null}
      {last.suppressed || last.partial ? <p className="tp-suppressed quiet">{t('notShown')}</p> : null}
    </>
  );
};

interface ThemeProps {
  readonly row: ThemeRow;
  readonly rows: readonly ThemeRow[];
  readonly about: About;
}

const Theme = ({ row, rows, about }: ThemeProps) => {
  const { format } = about;
  const { share, since, name, id, counts } = row;
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
        <Months row={row} about={about} />
      </td>
      <td className="tp-wide">
        <div className="tp-feeling">
          <Feeling row={row} rows={rows} about={about} />
          <span className="number">{`${counts.negative} · ${counts.neutral} · ${counts.positive}`}</span>
        </div>
      </td>
      <td className="tp-since tp-wide">
        <span className={since.isCertain ? 'tp-certain' : 'quiet'}>{since.text}</span>{' '}
        <span className="quiet">{since.detail}</span>
      </td>
      <td className="number">
        <CommentsLink about={about} filter={{ theme: id }} topic={name} short />
      </td>
    </tr>
  );
};

const Share = ({ row, rows, about }: ThemeProps) => {
  const draw = useCallback(
    (width: number) => {
      const highest = Math.max(...rows.map(({ share }) => share.high));
      const { value, low, high, enough } = row.share;
      const sentence = shareSentence(row, about);
      return intervalRow(
        { domain: [0, highest], drawn: { value, low, high, enough, text: '', sentence } },
        width,
      );
    },
    [row, rows, about],
  );
  return <Sketch label={shareSentence(row, about)} draw={draw} />;
};

const Feeling = ({ row, rows, about }: ThemeProps) => {
  const draw = useCallback(
    (width: number) =>
      divergingBar(
        {
          ...row.counts,
          reach: longestSide(rows.map(({ counts }) => counts)),
          sentence: feelingSentence(row, about),
        },
        width,
      ),
    [row, rows, about],
  );
  return <Sketch label={feelingSentence(row, about)} draw={draw} />;
};

const monthsText = ({ name, months }: ThemeRow, { t, format }: About): string =>
  t('themeMonths', {
    theme: name,
    shares: months
      .map(({ month, share }) =>
        share === undefined
          ? `${format.month(month)} ${t('withheld')}`
          : `${format.month(month)} ${format.level(share.value, 'share')}, ${format.interval(share, 'share')}, ${t('nIs', { n: format.count(share.n) })}`,
      )
      .join('; '),
  });

const Months = ({ row, about }: Omit<ThemeProps, 'rows'>) => {
  const draw = useCallback(
    (width: number) => {
      const { months } = row;
      const highest = Math.max(0.05, ...months.map(({ share }) => share?.high ?? 0));
      const points = months.map(({ month, share }) => ({
        label: month,
        n: '',
        drawn:
          share === undefined
            ? { gap: 'suppressed' as const, text: '', sentence: '' }
            : {
                value: share.value,
                low: share.low,
                high: share.high,
                enough: share.enough,
                text: '',
                sentence: '',
              },
      }));
      return trendLine({ points, domain: [0, highest], write: String, height: 30 }, width);
    },
    [row],
  );
  return <Sketch label={monthsText(row, about)} draw={draw} />;
};
