import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import { touchpointsQuery } from '../../shared/api.ts';
import { Choice } from '../../shared/controls/choice.tsx';
import { Opener } from '../../shared/controls/opener.tsx';
import {
  carried,
  comparedPeriod,
  filterNames,
  scopeOfMonths,
  spanOf,
  stringifySearch,
} from '../../shared/scope/scope.ts';
import { useFilterText } from '../../shared/scope/use-filter-text.ts';
import { usePeriod, useScope, useSetScope, useSpan } from '../../shared/scope/use-scope.ts';
import { useLimits } from '../../shared/session/session.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import { texts } from '../texts.ts';
import { PeriodChoice } from './period-choice.tsx';

const ConditionForm = lazy(async () => ({ default: (await import('./condition-form.tsx')).ConditionForm }));

/** The address in words, and the controls that change it. */
export const ScopeBar = () => {
  const t = useTexts(texts);
  return (
    <section className="scope-bar" aria-label={t('scope')}>
      <PeriodChoice />
      <AgainstChoice />
      <TouchpointChoice />
      <Condition />
      <Filters />
      <CopyLink />
    </section>
  );
};

const AgainstChoice = () => {
  const t = useTexts(texts);
  const scope = useScope();
  const setScope = useSetScope();
  const format = useFormat();
  const period = usePeriod();
  const against = scope.against ?? 'previous';
  return (
    <Choice
      label={t('againstWhat')}
      labelUnseen
      value={against}
      options={[
        { id: 'previous', text: t('previous') },
        { id: 'season', text: t('season') },
      ]}
      onChoose={(chosen) => setScope({ against: chosen === 'previous' ? undefined : chosen })}
    >
      <span className="quiet">{t('against')}</span>{' '}
      {period === undefined ? t(against) : format.period(comparedPeriod(period, scope))}
    </Choice>
  );
};

const all = '';

const TouchpointChoice = () => {
  const t = useTexts(texts);
  const scope = useScope();
  const setScope = useSetScope();
  const { data } = useQuery(touchpointsQuery);
  const { touchpoint } = useParams({ strict: false });
  const navigate = useNavigate();
  const choose = (id: string): void => {
    if (touchpoint === undefined)
      setScope({ tp: id === all ? undefined : id, stage: undefined, issue: undefined });
    else if (id === all) void navigate({ to: '/journey', search: carried(scope) });
    else
      void navigate({ to: '/touchpoints/$touchpoint', params: { touchpoint: id }, search: carried(scope) });
  };
  const chosen = touchpoint ?? scope.tp ?? all;
  const { touchpoints: limits } = useLimits();
  const known = [
    ...(limits === undefined ? [{ id: all, text: t('allTouchpoints') }] : []),
    ...(data?.touchpoints ?? []).map(({ id, name }) => ({ id, text: name })),
  ];
  // The address may name a touchpoint that does not exist, or the list may still be loading.
  const options = known.some(({ id }) => id === chosen) ? known : [...known, { id: chosen, text: chosen }];
  const stage = data?.touchpoints.find((touchpoint) => touchpoint.stage?.id === scope.stage)?.stage?.name;
  return (
    <Choice label={t('touchpoint')} labelUnseen value={chosen} options={options} onChoose={choose}>
      {chosen === all && scope.stage !== undefined ? t('stage', { stage: stage ?? scope.stage }) : undefined}
    </Choice>
  );
};

const Condition = () => {
  const t = useTexts(texts);
  const scope = useScope();
  const setScope = useSetScope();
  const conditions = scope.where?.split(',') ?? [];
  const set = (next: readonly string[]): void =>
    setScope({ where: next.length === 0 ? undefined : next.join(',') });
  return (
    <>
      {conditions.map((condition) => (
        <button
          type="button"
          key={condition}
          className="button chip"
          aria-label={t('takeAway', { what: condition })}
          onClick={() => set(conditions.filter((other) => other !== condition))}
        >
          {condition.replace(':', ': ')} <span aria-hidden="true">×</span>
        </button>
      ))}
      <Opener
        boxClassName="condition"
        label={t('condition')}
        popup="dialog"
        face={
          <>
            <span className="unseen">{t('condition')}: </span>
            {conditions.length === 0 ? t('everyone') : '+'}
          </>
        }
      >
        {(close) => (
          <ConditionForm
            onAdd={(condition) => {
              set([...conditions, condition].slice(-2));
              close();
            }}
          />
        )}
      </Opener>
    </>
  );
};

/** What else the address narrows the view by: each can be taken away. */
const Filters = () => {
  const t = useTexts(texts);
  const setScope = useSetScope();
  const textOf = useFilterText(t.language);
  return filterNames.map((name) => {
    const value = textOf(name);
    if (value === undefined) return null;
    const what = `${t(name)}: ${value}`;
    return (
      <button
        type="button"
        key={name}
        className="button chip"
        aria-label={t('takeAway', { what })}
        onClick={() => setScope({ [name]: undefined })}
      >
        {what} <span aria-hidden="true">×</span>
      </button>
    );
  });
};

/** A link that still shows the same when newer months have come: with the period even if the address leaves it out. */
const CopyLink = () => {
  const t = useTexts(texts);
  const scope = useScope();
  const span = useSpan();
  const copy = (): void => {
    const time = span === undefined || spanOf(scope) !== undefined ? {} : scopeOfMonths(span);
    const link = `${location.origin}${location.pathname}${stringifySearch({ ...scope, ...time })}`;
    navigator.clipboard.writeText(link).then(
      () => notify(t('copied')),
      () => notify(t('notCopied')),
    );
  };
  return (
    <button type="button" className="button button-plain copy-link" onClick={copy}>
      {t('copyLink')}
    </button>
  );
};
