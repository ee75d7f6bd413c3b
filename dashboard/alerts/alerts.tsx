import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../shared/api.ts';
import { ConfigPart } from '../shared/config/config-part.tsx';
import { configQuery } from '../shared/config/config-query.ts';
import { idsOf, unusedId } from '../shared/config/unused-id.ts';
import { Failed, Together } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import './alerts.css';
import { alertsQuery, Raised, SeenList } from './raised.tsx';
import { RuleForm } from './rule-form.tsx';
import {
  checksAlerts,
  kinds,
  newRule,
  type Rule,
  type Rules,
  suggestedRules,
  type WatchedScore,
} from './rules.ts';
import { texts } from './texts.ts';

/** What was raised, and the rules that raise it. */
export const Alerts = () => {
  const t = useTexts(texts);
  const queries = [useQuery(alertsQuery), useQuery(configQuery('alerts')), useQuery(configQuery('calendar'))];
  return (
    <>
      <h1>{t('title')}</h1>
      <Together queries={queries} height="60rem">
        <NotScheduled />
        <Raised />
        <section className="alert-section">
          <h2>{t('rules')}</h2>
          <p className="quiet">{t('rulesHow')}</p>
          <ConfigPart name="alerts" names={() => ({})}>
            {({ value, change }) => <RuleList rules={value} onChange={change} />}
          </ConfigPart>
        </section>
      </Together>
    </>
  );
};

/** Rules that no schedule checks raise nothing. */
const NotScheduled = () => {
  const t = useTexts(texts);
  const { data } = useQuery(configQuery('calendar'));
  if (data?.value === undefined || checksAlerts(data.value)) return null;
  return (
    <p role="note" className="worse alert-note">
      {t('notScheduled')}{' '}
      <Link className="link" to="/settings/$" params={{ _splat: '' }}>
        {t('toSchedules')}
      </Link>
    </p>
  );
};

const scoresQuery = {
  queryKey: ['watched-scores'],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<WatchedScore[]> => {
    const { rows } = await api.readScorecard({}, { signal });
    return rows
      .filter(({ scope }) => scope === 'journey')
      .map(({ kpi, target }) => ({ series: kpi, target }));
  },
};

interface RuleListProps {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

const RuleList = ({ rules: { rules }, onChange }: RuleListProps) => {
  const t = useTexts(texts);
  const { data: scores = [] } = useQuery(scoresQuery);
  const replace = (index: number, next: Rule): void => onChange({ rules: rules.with(index, next) });
  return (
    <>
      {rules.length === 0 ? (
        <>
          <p>{t('noRules')}</p>
          <p>
            <button
              type="button"
              className="button"
              onClick={() => onChange({ rules: suggestedRules(scores) })}
            >
              {t('suggest')}
            </button>
          </p>
        </>
      ) : null}
      <ul>
        {rules.map((rule, index) => (
          <RuleForm
            // Its name is edited here: only its place stays.
            // biome-ignore lint/suspicious/noArrayIndexKey: rules change places only by being taken out
            key={`${index} of ${rules.length}`}
            rule={rule}
            series={scores.map(({ series }) => series)}
            onChange={(next) => replace(index, next)}
            onRemove={() => onChange({ rules: rules.toSpliced(index, 1) })}
          />
        ))}
      </ul>
      <AddRule rules={rules} scores={scores} onChange={onChange} />
      <Trial rules={rules} />
    </>
  );
};

interface AddRuleProps extends Pick<RuleListProps, 'onChange'> {
  readonly rules: readonly Rule[];
  readonly scores: readonly WatchedScore[];
}

const AddRule = ({ rules, scores, onChange }: AddRuleProps) => {
  const t = useTexts(texts);
  return (
    <details className="add-rule">
      <summary>{t('add')}</summary>
      <div className="save-actions">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="button"
            onClick={() => {
              const id = unusedId(idsOf(rules), kind);
              onChange({ rules: [...rules, newRule(kind, id, scores)] });
            }}
          >
            {t(kind)}
          </button>
        ))}
      </div>
    </details>
  );
};

/** What the rules as they are edited would have raised. */
const Trial = ({ rules }: { readonly rules: Rule[] }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const trial = useMutation({ mutationFn: () => api.tryAlerts({ body: { rules } }) });
  if (rules.length === 0) return null;
  return (
    <div className="trial">
      <button type="button" className="button" disabled={trial.isPending} onClick={() => trial.mutate()}>
        {t('tryOut')}
      </button>
      <div role="status">
        {trial.data === undefined ? null : (
          <>
            <p>
              {t('tried', {
                day: format.day(trial.data.day),
                alarming: trial.data.alarming.length,
                checked: trial.data.checked,
              })}
            </p>
            <SeenList seen={trial.data.alarming} />
          </>
        )}
      </div>
      {trial.error === null ? null : <Failed error={trial.error} onRetry={() => trial.mutate()} />}
    </div>
  );
};
