import { useId } from 'react';
import { useTexts } from '../shared/texts/texts.ts';
import { type NumberField, numbersOf, type Rule } from './rules.ts';
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
  return (
    <li className="rule" aria-label={rule.id}>
      <p className="rule-kind">{t(rule.kind)}</p>
      <div className="rule-fields">
        <Field label={t('id')} value={rule.id} onChange={(id) => onChange({ ...rule, id })} />
        {'series' in rule ? (
          <Choice
            label={t('series')}
            value={rule.series}
            options={[...new Set([rule.series, ...series])].map((key) => ({ key, text: key }))}
            onChange={(key) => onChange({ ...rule, series: key })}
          />
        ) : null}
        {rule.kind === 'signal' ? (
          <Field
            label={t('signalName')}
            value={rule.signal}
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
            key={field.name}
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
    </li>
  );
};

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

const Field = ({ label, value, onChange }: FieldProps) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="text" value={value} onChange={({ target }) => onChange(target.value)} />
    </div>
  );
};

interface NumberInputProps {
  readonly label: string;
  readonly field: NumberField;
  readonly onChange: (value: number) => void;
}

const NumberInput = ({ label, field: { value }, onChange }: NumberInputProps) => {
  const id = useId();
  return (
    <div className="field field-number">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {/* Half a number is none yet: the field keeps it, the rule hears of the whole one. */}
      <input
        id={id}
        type="number"
        step="any"
        defaultValue={value}
        onChange={({ target }) => {
          if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber);
        }}
      />
    </div>
  );
};

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly { readonly key: Key; readonly text: string }[];
  readonly onChange: (key: Key) => void;
}

const Choice = <Key extends string>({ label, value, options, onChange }: ChoiceProps<Key>) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
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
    </div>
  );
};
