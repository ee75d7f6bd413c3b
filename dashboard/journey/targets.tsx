import { scaleName, scaleTexts } from '../shared/config/scale-name.ts';
import { ScoreInput } from '../shared/config/score-input.tsx';
import { Field } from '../shared/controls/field.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { type Targets, withTarget } from './journey-draft.ts';

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

const TargetField = ({ name, label, value, onChange }: TargetFieldProps) => (
  <Field label={label} className="field target-field">
    {(id) => <ScoreInput id={id} series={name} value={value} onChange={onChange} />}
  </Field>
);
