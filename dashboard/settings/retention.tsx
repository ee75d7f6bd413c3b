import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../shared/api.ts';
import { ConfigPart } from '../shared/config/config-part.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { LimitField } from './fields.tsx';
import { texts } from './texts.ts';

const names = ['feedbackMonths', 'fileMonths', 'digestMonths'] as const;

/** How long responses, files and digests are kept. */
export const Retention = () => {
  const t = useTexts(texts);
  const { data: settings } = useQuery(settingsQuery);
  const closedBefore = settings?.retention.closedBefore;
  const labels = {
    feedbackMonths: t('feedbackMonths'),
    fileMonths: t('fileMonths'),
    digestMonths: t('digestMonths'),
  };
  return (
    <section className="settings-section">
      <h2>{t('retention')}</h2>
      <p className="quiet">{t('retentionHow')}</p>
      {closedBefore === undefined ? null : <p>{t('closedBefore', { month: closedBefore })}</p>}
      <ConfigPart name="retention" names={() => labels}>
        {({ value, change }) => (
          <div className="settings-fields">
            {names.map((name) => {
              const { [name]: months, ...others } = value;
              return (
                <LimitField
                  key={name}
                  label={labels[name]}
                  value={months}
                  hint={t('keptForever')}
                  onChange={(next) => change(next === undefined ? others : { ...others, [name]: next })}
                />
              );
            })}
          </div>
        )}
      </ConfigPart>
    </section>
  );
};
