import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { latestMonthQuery } from '../shared/api.ts';
import { carried } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { Part, Skeleton } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { type AskedDigest, type Grain, whole } from './asked.ts';
import { issuedQuery } from './reports-query.ts';
import { texts } from './texts.ts';

interface DigestLinkProps {
  readonly to: AskedDigest;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to a digest that keeps what else was looked at. */
export const DigestLink = ({ to, className = 'link', children }: DigestLinkProps) => {
  const scope = useScope();
  return (
    <Link
      className={className}
      to="/reports/$scope/$grain/$period"
      params={to}
      search={carried(scope)}
      activeOptions={{ includeSearch: false }}
    >
      {children}
    </Link>
  );
};

const latestNames = {
  month: 'latestMonth',
  week: 'latestWeek',
  quarter: 'latestQuarter',
  day: 'latestDay',
} as const satisfies Readonly<Record<Grain, string>>;

const listed = ['month', 'week', 'quarter', 'day'] as const;

interface DigestListProps {
  /** The one that is shown beside. */
  readonly asked: AskedDigest | undefined;
  readonly heading: 'h1' | 'h2';
}

/** The latest digest of each length, and what schedules issued. */
export const DigestList = ({ asked, heading: Heading }: DigestListProps) => {
  const t = useTexts(texts);
  return (
    <nav className="digest-list" aria-label={t('digests')}>
      <Heading>{t('title')}</Heading>
      <p className="quiet digest-list-head">{t('latest')}</p>
      <ul>
        {listed.map((grain) => (
          <li key={grain}>
            <DigestLink to={{ scope: asked?.scope ?? whole, grain, period: 'latest' }}>
              {t(latestNames[grain])}
            </DigestLink>
          </li>
        ))}
      </ul>
      <p className="quiet digest-list-head">{t('issuedOnes')}</p>
      <Issued />
    </nav>
  );
};

const Issued = () => {
  const { data: latest } = useQuery(latestMonthQuery);
  if (latest === undefined) return <Skeleton height="8rem" />;
  return <IssuedUntil year={Number(latest.slice(0, 4))} />;
};

const IssuedUntil = ({ year }: { readonly year: number }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const query = useQuery(issuedQuery(year));
  return (
    <Part query={query} height="8rem">
      {(digests) =>
        digests.length === 0 ? (
          <p className="quiet">{t('noneIssued')}</p>
        ) : (
          <ul>
            {digests.map(({ scope, grain, period, title, suppressed, issuedAt }) => (
              <li key={`${scope} ${grain} ${period}`}>
                <DigestLink to={{ scope, grain, period }}>{title}</DigestLink>{' '}
                <span className="quiet">
                  {suppressed ? t('suppressed') : format.day(issuedAt.slice(0, 10))}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Part>
  );
};
