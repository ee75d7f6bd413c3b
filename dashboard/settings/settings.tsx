import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SettingsView, settingsQuery } from '../shared/api.ts';
import { configQuery } from '../shared/config/config-query.ts';
import { Part, Together } from '../shared/states.tsx';
import { localeOf, useTexts } from '../shared/texts/texts.ts';
import { Limits } from './limits.tsx';
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
  ];
  return (
    <div className="settings">
      <h1>{t('title')}</h1>
      <Together queries={queries} height="60rem">
        <Thresholds />
        <Schedules />
        <Limits />
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

/** @example languageNames(['en', 'de'], 'en-GB') // 'English and German' */
const languageNames = (codes: readonly string[], locale: string): string => {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  return new Intl.ListFormat(locale).format(codes.map((code) => names.of(code) ?? code));
};

const Fixed = () => {
  const t = useTexts(texts);
  const query = useQuery(settingsQuery);
  return (
    <section className="settings-section">
      <h2>{t('fixed')}</h2>
      <Part query={query} height="8rem">
        {({ zone, languages, retention }) => (
          <dl className="settings-list">
            <dt>{t('zone')}</dt>
            <dd>{zone}</dd>
            <dt>{t('languages')}</dt>
            <dd>
              {languageNames(languages, localeOf(t.language))}{' '}
              <span className="quiet">{t('languagesHow')}</span>
            </dd>
            <dt>{t('retention')}</dt>
            <dd>
              <Kept {...retention} />
            </dd>
          </dl>
        )}
      </Part>
    </section>
  );
};

/** How many months what is kept; 0 for what stays until somebody removes it. */
const Kept = ({
  feedbackMonths = 0,
  fileMonths = 0,
  digestMonths = 0,
  closedBefore,
}: SettingsView['retention']) => {
  const t = useTexts(texts);
  return (
    <>
      {[
        t('keptFeedback', { months: feedbackMonths }),
        t('keptFiles', { months: fileMonths }),
        t('keptDigests', { months: digestMonths }),
      ].join(' · ')}{' '}
      {closedBefore === undefined ? null : t('closedBefore', { month: closedBefore })}{' '}
      <span className="quiet">{t('retentionHow')}</span>
    </>
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
