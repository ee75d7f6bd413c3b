import { ConfigPart } from '../shared/config/config-part.tsx';
import type { ConfigValue } from '../shared/config/config-query.ts';
import { useFormat } from '../shared/texts/format.ts';
import { type Translate, useTexts } from '../shared/texts/texts.ts';
import { LimitField } from './fields.tsx';
import { texts } from './texts.ts';

type LoadLimits = ConfigValue<'limits'>;

/** What holds where the file says nothing; absent: no limit. As docs/mapping.md says. */
const defaults = {
  responsesPerBatch: undefined,
  responsesPerMonth: undefined,
  dollarsPerBatch: undefined,
  dollarsPerMonth: undefined,
  newTouchpoints: 500,
  undatedResponses: 200_000,
  comprehendComments: 10_000,
} as const satisfies Readonly<Record<keyof LoadLimits, number | undefined>>;

const names = [
  'responsesPerBatch',
  'responsesPerMonth',
  'dollarsPerBatch',
  'dollarsPerMonth',
  'newTouchpoints',
  'undatedResponses',
  'comprehendComments',
] as const;

const labelsIn = (t: Translate<keyof (typeof texts)['en']>) => ({
  responsesPerBatch: t('limitsBatch'),
  responsesPerMonth: t('limitsMonth'),
  dollarsPerBatch: t('budgetBatch'),
  dollarsPerMonth: t('budgetMonth'),
  newTouchpoints: t('limitsTouchpoints'),
  undatedResponses: t('limitsUndated'),
  comprehendComments: t('limitsComprehend'),
});

/** How much may be loaded before a person is asked. */
export const Limits = () => {
  const t = useTexts(texts);
  const format = useFormat();
  const labels = labelsIn(t);
  return (
    <section className="settings-section">
      <h2>{t('limits')}</h2>
      <p className="quiet">{t('limitsHow')}</p>
      <ConfigPart name="limits" names={() => labels}>
        {({ value, change }) => (
          <div className="settings-fields">
            {names.map((name) => {
              const { [name]: now, ...others } = value;
              const byDefault = defaults[name];
              return (
                <LimitField
                  key={name}
                  label={labels[name]}
                  value={now}
                  step={name.startsWith('dollars') ? 0.01 : 1}
                  hint={byDefault === undefined ? t('noLimit') : format.count(byDefault)}
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
