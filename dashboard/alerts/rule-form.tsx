import { scaleName, scaleTexts } from '../shared/config/scale-name.ts';
import { ScoreInput } from '../shared/config/score-input.tsx';
import { Field } from '../shared/controls/field.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { signals, signalText, signalTexts } from '../shared/texts/signal-text.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { falseAlarmsBeside, type NumberField, numbersOf, type Rule } from './rules.ts';
import { texts } from './texts.ts';

interface RuleFormProps {
  readonly rule: Rule;
  /** The scales that were asked. */
  readonly series: readonly string[];
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
}

/** One rule: what it watches, and from where on it is worth telling. */
export const RuleForm = ({ rule, series, onChange, onRemove }: RuleFormProps) => {
  const t = useTexts(texts);
  const scaleWords = useTexts(scaleTexts);
  const signalWords = useTexts(signalTexts);
  const format = useFormat();
  const falseAlarms = falseAlarmsBeside(rule);
  return (
    <li className="rule" aria-label={rule.id}>
      <p className="rule-kind">{t(rule.kind)}</p>
      <div className="rule-fields">
        <TextField label={t('id')} value={rule.id} onChange={(id) => onChange({ ...rule, id })} />
        {'series' in rule ? (
          <Choice
            label={t('series')}
            value={rule.series}
            options={[...new Set([rule.series, ...series])].map((key) => ({
              key,
              text: scaleName(key, scaleWords),
            }))}
            onChange={(key) => onChange({ ...rule, series: key })}
          />
        ) : null}
        {rule.kind === 'signal' ? (
          <Choice
            label={t('signalName')}
            value={rule.signal}
            options={[...new Set([rule.signal, ...signals])].map((key) => ({
              key,
              text: signalText(key, signalWords),
            }))}
            onChange={(signal) => onChange({ ...rule, signal })}
          />
        ) : null}
        {rule.kind === 'silence' ? (
          <Choice
            label={t('of')}
            value={rule.of}
            options={(['folders', 'touchpoints'] as const).map((key) => ({ key, text: t(key) }))}
            onChange={(of) => onChange({ ...rule, of })}
          />
        ) : null}
        {numbersOf(rule).map((field) => (
          <NumberInput
            // A number of another score has another unit.
            key={`${field.name} ${field.series}`}
            label={t(field.name)}
            field={field}
            onChange={(value) => onChange({ ...rule, [field.name]: value })}
          />
        ))}
        <button type="button" className="button button-plain" onClick={onRemove}>
          <span className="unseen">{t('remove', { name: rule.id })}</span>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      {falseAlarms === undefined ? null : (
        <p className="quiet">
          {t(rule.kind === 'below-target' ? 'falseAlarmsAtTarget' : 'falseAlarms', {
            count: format.level(falseAlarms, 'mean'),
          })}
        </p>
      )}
    </li>
  );
};

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

const TextField = ({ label, value, onChange }: TextFieldProps) => {
  return (
    <Field label={label}>
      {(id) => <input id={id} type="text" value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
};

interface NumberInputProps {
  readonly label: string;
  readonly field: NumberField;
  readonly onChange: (value: number) => void;
}

const NumberInput = ({ label, field: { value, series }, onChange }: NumberInputProps) => {
  if (series !== undefined)
    return (
      <Field label={label} className="field field-number">
        {(id) => (
          <ScoreInput
            id={id}
            series={series}
            value={value}
            onChange={(number) => {
              if (number !== undefined) onChange(number);
            }}
          />
        )}
      </Field>
    );
  // Half a number is none yet: the field keeps it, the rule hears of the whole one.
  return (
    <Field label={label} className="field field-number">
      {(id) => (
        <input
          id={id}
          type="number"
          step="any"
          defaultValue={value}
          onChange={({ target }) => {
            if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
};

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly { readonly key: Key; readonly text: string }[];
  readonly onChange: (key: Key) => void;
}

const Choice = <Key extends string>({ label, value, options, onChange }: ChoiceProps<Key>) => {
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find(({ key }) => key === target.value);
            if (chosen !== undefined) onChange(chosen.key);
          }}
        >
          {options.map(({ key, text }) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
