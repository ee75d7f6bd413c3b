import { useQuery } from '@tanstack/react-query';
import { ApiError, type DiscoveredThemes } from '../shared/api.ts';
import type { Span } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { Part, Together } from '../shared/states.tsx';
import { useBeginEdit } from './edits/edit-provider.tsx';
import { type DiscoveredKind, discoveredQuery } from './themes-query.ts';
import { shareText, type Wording } from './wording.ts';

interface DiscoveredProps {
  readonly span: Span;
  readonly wording: Wording;
}

/** Topics without a theme, which can be adopted. */
export const Discovered = ({ span, wording }: DiscoveredProps) => {
  const { t } = wording;
  const begin = useBeginEdit();
  const scope = useScope();
  const queries = [
    useQuery(discoveredQuery('rising', scope, span)),
    useQuery(discoveredQuery('unassigned', scope, span)),
  ];
  return (
    <section className="discovered" aria-label={t('discovered')}>
      <div className="theme-section-head">
        <h2>{t('discovered')}</h2>
        <button
          type="button"
          className="button"
          onClick={() => begin({ kind: 'adopt', name: '', seeds: [] })}
        >
          {t('newTheme')}
        </button>
      </div>
      <p className="quiet">{t('discoveredLead')}</p>
      <Together queries={queries} height="40rem">
        <Topics kind="rising" span={span} wording={wording} />
        <Topics kind="unassigned" span={span} wording={wording} />
      </Together>
    </section>
  );
};

const empty = { rising: 'nothingRising', unassigned: 'nothingUnassigned' } as const;

const Topics = ({ kind, span, wording }: DiscoveredProps & { readonly kind: DiscoveredKind }) => {
  const { t, format } = wording;
  const query = useQuery(discoveredQuery(kind, useScope(), span));
  const isTwoVersions = query.error instanceof ApiError && query.error.code === 'conflict';
  return (
    <section className="theme-section">
      <h3>{t(kind)}</h3>
      {isTwoVersions ? (
        <p className="quiet">{t('twoVersions')}</p>
      ) : (
        <Part query={query} height="30rem">
          {({ themes, comments, unassigned }) => (
            <>
              <p className="quiet">
                {kind === 'rising'
                  ? t('risingLead')
                  : t('unassignedLead', {
                      unassigned: format.count(unassigned),
                      comments: format.count(comments),
                    })}
              </p>
              {themes.length === 0 ? <p>{t(empty[kind])}</p> : null}
              <ul className="topics">
                {themes.map((topic) => (
                  <Topic key={topic.name} topic={topic} wording={wording} />
                ))}
              </ul>
            </>
          )}
        </Part>
      )}
    </section>
  );
};

type TopicData = DiscoveredThemes['themes'][number];

const Topic = ({ topic, wording }: { readonly topic: TopicData; readonly wording: Wording }) => {
  const { t, format } = wording;
  const begin = useBeginEdit();
  const { name, phrases, responses, share, change, sentiment, quotes } = topic;
  const [quote] = quotes;
  const said = t('saidBy', { responses, share: shareText(share, format) });
  const mark = change && t(change.earlier === 0 ? 'isNew' : 'isRising');
  return (
    <li>
      <p className="topic-head">
        <b lang="en">{name}</b> {mark === undefined ? null : <span className="topic-mark">{mark}</span>}{' '}
        <span className="quiet">
          {[
            said,
            ...(change ? [t('earlier', { count: format.count(change.earlier) })] : []),
            t('counts', { ...sentiment }),
          ].join(' · ')}
        </span>
      </p>
      {quote === undefined ? null : (
        <q lang="en" className="quiet">
          {quote.text}
        </q>
      )}
      <button
        type="button"
        className="button"
        aria-label={t('adoptName', { name })}
        onClick={() =>
          begin({
            kind: 'adopt',
            name: name.charAt(0).toUpperCase() + name.slice(1),
            seeds: phrases.map(({ wording: phrase }) => phrase),
          })
        }
      >
        {t('adopt')}
      </button>
    </li>
  );
};
