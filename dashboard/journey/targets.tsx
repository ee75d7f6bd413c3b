import { useId } from 'react';
import { metricOf, scaleName, scaleTexts } from '../shared/config/scale-name.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { type Targets, withTarget } from './journey-draft.ts';

/** Shares are written as percentages. */
const isShare = (key: string): boolean => ['csat', 'ces'].includes(metricOf(key));

const shown = (key: string, value: number | undefined): string =>
  value === undefined ? '' : String(isShare(key) ? Math.round(1000 * value) / 10 : value);

const stored = (key: string, text: string): number | undefined => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return undefined;
  return isShare(key) ? value / 100 : value;
};

const bounds = (key: string) => {
  const metric = metricOf(key);
  if (metric === 'rating') return { step: 0.1 };
  return isShare(key) ? { min: 0, max: 100, step: 1 } : { min: -100, max: 100, step: 1 };
};

interface TargetsProps {
  readonly legend: string;
  /** What may be aimed at: the scales that were asked here. */
  readonly keys: readonly string[];
  readonly targets: Targets | undefined;
  readonly onChange: (targets: Targets | undefined) => void;
}

/** What is aimed at, a number for each headline. An empty one is no target. */
export const TargetFields = ({ legend, keys, targets, onChange }: TargetsProps) => {
  const t = useTexts(scaleTexts);
  const all = [...new Set([...keys, ...Object.keys(targets ?? {})])].toSorted();
  if (all.length === 0) return null;
  return (
    <fieldset className="targets">
      <legend className="field-label">{legend}</legend>
      <div className="target-fields">
        {all.map((key) => (
          <TargetField
            key={key}
            name={key}
            label={scaleName(key, t)}
            value={targets?.[key]}
            onChange={(value) => onChange(withTarget(targets, key, value))}
          />
        ))}
      </div>
    </fieldset>
  );
};

interface TargetFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

const TargetField = ({ name, label, value, onChange }: TargetFieldProps) => {
  const t = useTexts(scaleTexts);
  const id = useId();
  const unit = isShare(name) ? t('percent') : metricOf(name) === 'rating' ? '' : t('points');
  return (
    <div className="field target-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="field-with-unit">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          {...bounds(name)}
          // Typing a minus or a comma is no number yet: the field keeps it, the draft hears of the number.
          defaultValue={shown(name, value)}
          onChange={({ target }) => onChange(stored(name, target.value))}
        />
        <span className="quiet">{unit}</span>
      </span>
    </div>
  );
};
