import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../shared/api.ts';
import { ConfigPart } from '../shared/config/config-part.tsx';
import type { ConfigValue } from '../shared/config/config-query.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { ListField, NumberField } from './fields.tsx';
import { texts } from './texts.ts';

type Metrics = ConfigValue<'metrics'>;
type Settings = Awaited<ReturnType<NonNullable<(typeof settingsQuery)['queryFn']>>>;

/** What is shown of how many people, and what summaries are broken down by. */
export const Thresholds = () => {
  const t = useTexts(texts);
  const { data: settings } = useQuery(settingsQuery);
  return (
    <section className="settings-section">
      <h2>{t('thresholds')}</h2>
      <p className="quiet">{t('thresholdsHow')}</p>
      <ConfigPart name="metrics" names={() => ({})}>
        {({ value, change }) =>
          settings === undefined ? null : <Fields metrics={value} settings={settings} onChange={change} />
        }
      </ConfigPart>
    </section>
  );
};

interface FieldsProps {
  readonly metrics: Metrics;
  /** What holds where the file says nothing. */
  readonly settings: Settings;
  readonly onChange: (metrics: Metrics) => void;
}

const Fields = ({ metrics, settings, onChange }: FieldsProps) => {
  const t = useTexts(texts);
  const { minimumSample, scanLimit } = settings;
  return (
    <div className="settings-fields">
      <NumberField
        label={t('minimumSample')}
        value={metrics.minimumSample ?? minimumSample}
        min={1}
        onChange={(value) => onChange({ ...metrics, minimumSample: value })}
      />
      <Confidentiality metrics={metrics} settings={settings} onChange={onChange} />
      <NumberField
        label={t('scanLimit')}
        value={metrics.scanLimit ?? scanLimit}
        min={1}
        onChange={(value) => onChange({ ...metrics, scanLimit: value })}
      />
      <ListField
        label={t('dimensions')}
        values={metrics.dimensions ?? []}
        onChange={(dimensions) => onChange({ ...metrics, dimensions })}
      />
      <p className="quiet">{t('dimensionsHow')}</p>
    </div>
  );
};

const Confidentiality = ({ metrics, settings, onChange }: FieldsProps) => {
  const t = useTexts(texts);
  const { confidentiality = {} } = metrics;
  if (confidentiality === 'off') return <p>{t('off')}</p>;
  return (['figures', 'quotes'] as const).map((name) => (
    <NumberField
      key={name}
      label={t(name)}
      value={confidentiality[name] ?? settings.confidentiality[name]}
      min={2}
      max={10}
      onChange={(value) => onChange({ ...metrics, confidentiality: { ...confidentiality, [name]: value } })}
    />
  ));
};
