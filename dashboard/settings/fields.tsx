import { Field } from '../shared/controls/field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly onChange: (value: number) => void;
}

/** A whole number. While what is typed is not a number, the field keeps it and reports nothing. */
export const NumberField = ({ label, value, min, max, onChange }: NumberFieldProps) => {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={min}
          max={max}
          step={1}
          defaultValue={value}
          onChange={({ target }) => {
            if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
};

interface LimitFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  /** What applies if it is empty. */
  readonly hint: string;
  /** The smallest value, and what values differ by at least; 1 by default. */
  readonly step?: number;
  readonly onChange: (value: number | undefined) => void;
}

/** A number from `step`, or none if the field is empty. */
export const LimitField = ({ label, value, hint, step = 1, onChange }: LimitFieldProps) => {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={step}
          step={step}
          placeholder={hint}
          defaultValue={value}
          onChange={({ target }) => {
            if (target.value === '') onChange(undefined);
            else if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
};

interface ListFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** A list, separated by commas. */
export const ListField = ({ label, values, onChange }: ListFieldProps) => {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="text"
          defaultValue={values.join(', ')}
          onChange={({ target }) =>
            onChange(
              target.value
                .split(',')
                .map((value) => value.trim())
                .filter(Boolean),
            )
          }
        />
      )}
    </Field>
  );
};
