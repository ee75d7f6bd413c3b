import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../shared/api.ts';
import { Part } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { placeOf } from './rules.ts';
import { texts } from './texts.ts';

export interface Seen {
  readonly rule: string;
  readonly subject: string;
  readonly text: string;
  readonly evidence: string;
  readonly since?: string;
}

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: ({ signal }) => api.listAlerts({}, { signal }),
});

/** What was raised and what was cleared, as of the last check. */
export const Raised = () => {
  const t = useTexts(texts);
  const query = useQuery(alertsQuery);
  return (
    <Part query={query} height="8rem">
      {({ alerts }) => {
        const [raised, cleared] = [
          alerts.filter((each) => each.raised),
          alerts.filter((each) => !each.raised),
        ];
        return (
          <>
            <section className="alert-section">
              <h2>{t('raised')}</h2>
              {raised.length === 0 ? <p className="quiet">{t('none')}</p> : <SeenList seen={raised} />}
            </section>
            {cleared.length === 0 ? null : (
              <section className="alert-section">
                <h2>{t('cleared')}</h2>
                <SeenList seen={cleared} />
              </section>
            )}
          </>
        );
      }}
    </Part>
  );
};

export const SeenList = ({ seen }: { readonly seen: readonly Seen[] }) => {
  const t = useTexts(texts);
  const format = useFormat();
  return (
    <ul className="alert-list">
      {seen.map(({ rule, subject, text, evidence, since }) => (
        <li key={`${rule} ${subject}`}>
          <p>{text}</p>
          <p className="quiet">
            {rule}
            {since === undefined ? null : ` · ${t('since', { since: format.day(since.slice(0, 10)) })}`} ·{' '}
            <Evidence path={evidence} />
          </p>
        </li>
      ))}
    </ul>
  );
};

const Evidence = ({ path }: { readonly path: string }) => {
  const t = useTexts(texts);
  const place = placeOf(path);
  if (place === undefined)
    return (
      <Link className="link" to="/data">
        {t('evidence')}
      </Link>
    );
  const { touchpoint, search } = place;
  return search.theme === undefined ? (
    <Link className="link" to="/touchpoints/$touchpoint" params={{ touchpoint }} search={search}>
      {t('evidence')}
    </Link>
  ) : (
    <Link className="link" to="/comments" search={{ ...search, tp: touchpoint }}>
      {t('evidence')}
    </Link>
  );
};
