import { type ReactNode, useId } from 'react';
import './choice.css';

interface FieldProps {
  readonly label: string;
  readonly className?: string;
  /** The control, under the id that its label names. */
  readonly children: (id: string) => ReactNode;
}

/** A control of a form under its label. */
export const Field = ({ label, className = 'field', children }: FieldProps) => {
  const id = useId();
  return (
    <div className={className}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
};
