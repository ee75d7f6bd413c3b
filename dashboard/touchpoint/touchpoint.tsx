import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { type FindingsAnswer, touchpointsQuery } from '../shared/api.ts';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import { findingsQuery } from '../shared/findings/findings-query.ts';
import type { Wording } from '../shared/findings/presentation.ts';
import { Scores } from '../shared/findings/scores.tsx';
import { texts as findingTexts } from '../shared/findings/texts.ts';
import { useLanguage } from '../shared/preferences.ts';
import { carried } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { Part } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { useThemeNames } from '../shared/texts/use-theme-names.ts';
import { type About, periodName, scoresOf } from './about.ts';
import { AddAction } from './action-form.tsx';
import { CommentsLink } from './comments-link.tsx';
import { texts } from './texts/texts.ts';
import './touchpoint.css';
import { Trend } from './trend.tsx';

const height = '60rem';

const Rest = lazy(() => import('./rest.tsx'));

/** Why a touchpoint is as it is: its largest finding, then everything that bears on it. */
export const Touchpoint = () => {
  const { touchpoint } = useParams({ from: '/touchpoints/$touchpoint' });
  const scope = useScope();
  const asked = findingsQuery({ ...scope, tp: touchpoint, stage: undefined }, useLanguage());
  const query = useQuery({
    ...asked,
    placeholderData: (before) => (before?.touchpoint === touchpoint ? before : undefined),
  });
  if (useIsStoreEmpty()) return <EmptyStore />;
  return (
    <Part query={query} height={height}>
      {(answer) => <TouchpointOf key={touchpoint} id={touchpoint} answer={answer} />}
    </Part>
  );
};

const useAbout = (id: string, answer: FindingsAnswer): About => {
  const t = useTexts(texts);
  const words = useTexts(findingTexts);
  const format = useFormat();
  const scope = useScope();
  const { data } = useQuery(touchpointsQuery);
  const name = data?.touchpoints.find((touchpoint) => touchpoint.id === id)?.name ?? id;
  const theme = useThemeNames(t.language);
  return useMemo(
    () => ({ id, name, answer, scope, format, t, theme, wording: { t: words, format, scope, answer } }),
    [id, name, answer, scope, format, t, theme, words],
  );
};

interface OfAnswer {
  readonly id: string;
  readonly answer: FindingsAnswer;
}

const TouchpointOf = ({ id, answer }: OfAnswer) => {
  const about = useAbout(id, answer);
  const ordered = useMemo<Wording>(
    () => ({ ...about.wording, answer: { ...answer, scores: scoresOf(answer) } }),
    [about, answer],
  );
  const isEmpty = answer.coverage.responses === 0 || answer.suppressed === true;
  return (
    <div className="tp">
      <Head about={about} />
      {isEmpty ? null : (
        <>
          <Scores wording={ordered} />
          <Trend about={about} />
          <Suspense>
            <Rest about={about} />
          </Suspense>
        </>
      )}
    </div>
  );
};

const titleOf = ({ answer, t, name, ...about }: About): string => {
  const [largest] = answer.findings;
  if (answer.suppressed) return t('fewHere', { name });
  if (answer.coverage.responses === 0) return t('silentHere', { name, period: answer.period.name });
  return largest?.text.headline ?? t('steady', { name, period: periodName({ answer, t, name, ...about }) });
};

const Head = ({ about }: { readonly about: About }) => {
  const { t, answer, scope } = about;
  const [largest] = answer.findings;
  const { responses, read } = answer.coverage;
  return (
    <header className="tp-head">
      <div>
        <Crumb about={about} />
        <h1>{titleOf(about)}</h1>
        {answer.suppressed ? (
          <p className="tp-suppressed">{t('suppressed')}</p>
        ) : (
          <p>
            {largest?.text.detail} {t('heard', { responses, read, period: periodName(about) })}{' '}
            {responses === 0 ? null : <CommentsLink about={about} filter={{}} topic={about.name} />}
          </p>
        )}
        {answer.ongoing.map(({ id, text }) => (
          <p key={id}>{[text.headline, text.detail].filter(Boolean).join('. ')}</p>
        ))}
        {answer.partial ? <p className="quiet">{t('notShown')}</p> : null}
        {scope.where === undefined ? null : <p className="quiet">{t('everyone', { where: scope.where })}</p>}
      </div>
      <div className="tp-tools">
        <Neighbours about={about} />
        <AddAction about={about} />
      </div>
    </header>
  );
};

const Crumb = ({ about: { id, t, scope } }: { readonly about: About }) => {
  const { data } = useQuery(touchpointsQuery);
  const here = data?.touchpoints.find((touchpoint) => touchpoint.id === id);
  return (
    <p className="quiet tp-crumb">
      <Link to="/journey" search={carried(scope)}>
        {t('journey')}
      </Link>
      {here?.stage === undefined ? null : (
        <>
          {' › '}
          <Link to="/journey" search={{ ...carried(scope), stage: here.stage.id }}>
            {here.stage.name}
          </Link>
        </>
      )}
      {here?.owner === undefined ? null : ` · ${t('owner', { owner: here.owner })}`}
    </p>
  );
};

const Neighbours = ({ about: { id, t, scope } }: { readonly about: About }) => {
  const { data } = useQuery(touchpointsQuery);
  const all = data?.touchpoints ?? [];
  const index = all.findIndex((touchpoint) => touchpoint.id === id);
  const [before, after] = index < 0 ? [] : [all[index - 1], all[index + 1]];
  // What was chosen for one touchpoint may not be there at the next.
  const search = carried(scope);
  return (
    <nav className="tp-neighbours" aria-label={t('neighbours')}>
      {before ? (
        <Link
          className="button"
          to="/touchpoints/$touchpoint"
          params={{ touchpoint: before.id }}
          search={search}
          aria-label={t('previous', { name: before.name })}
        >
          ‹ {before.name}
        </Link>
      ) : null}
      {after ? (
        <Link
          className="button"
          to="/touchpoints/$touchpoint"
          params={{ touchpoint: after.id }}
          search={search}
          aria-label={t('next', { name: after.name })}
        >
          {after.name} ›
        </Link>
      ) : null}
    </nav>
  );
};
