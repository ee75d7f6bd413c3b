import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { settingsQuery } from '../shared/api.ts';
import { configQuery } from '../shared/config/config-query.ts';
import { Part, Together } from '../shared/states.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { Languages } from './languages.tsx';
import { Limits } from './limits.tsx';
import { Retention } from './retention.tsx';
import { Schedules } from './schedules.tsx';
import './settings.css';
import { texts } from './texts.ts';
import { Thresholds } from './thresholds.tsx';

/** What is settled for everybody: thresholds, schedules, who may do what. */
export const Settings = () => {
  const t = useTexts(texts);
  const queries = [
    useQuery(settingsQuery),
    useQuery(configQuery('metrics')),
    useQuery(configQuery('calendar')),
    useQuery(configQuery('limits')),
    useQuery(configQuery('retention')),
    useQuery(configQuery('languages')),
  ];
  return (
    <div className="settings">
      <h1>{t('title')}</h1>
      <Together queries={queries} height="60rem">
        <Thresholds />
        <Schedules />
        <Languages />
        <Limits />
        <Retention />
        <Fixed />
        <Elsewhere />
        <WhoMay />
      </Together>
    </div>
  );
};

const Elsewhere = () => {
  const t = useTexts(texts);
  return (
    <section className="settings-section">
      <h2>{t('elsewhere')}</h2>
      <ul>
        <li>
          <Link className="link" to="/journey/edit">
            {t('journey')}
          </Link>
        </li>
        <li>
          <Link className="link" to="/alerts">
            {t('alertRules')}
          </Link>
        </li>
        <li>
          <Link className="link" to="/themes">
            {t('themes')}
          </Link>
        </li>
      </ul>
    </section>
  );
};

const Fixed = () => {
  const t = useTexts(texts);
  const query = useQuery(settingsQuery);
  return (
    <section className="settings-section">
      <h2>{t('fixed')}</h2>
      <Part query={query} height="8rem">
        {({ zone }) => (
          <dl className="settings-list">
            <dt>{t('zone')}</dt>
            <dd>{zone}</dd>
          </dl>
        )}
      </Part>
    </section>
  );
};

const WhoMay = () => {
  const t = useTexts(texts);
  return (
    <section className="settings-section">
      <h2>{t('who')}</h2>
      <p className="quiet">{t('whoHow')}</p>
      <dl className="settings-list">
        {(['viewer', 'analyst', 'admin'] as const).map((role) => (
          <div key={role} className="settings-pair">
            <dt>{role}</dt>
            <dd>{t(role)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
