import { lazy, type ReactNode, Suspense } from 'react';
import { Opener } from './opener.tsx';
import './choice.css';

export interface Option<Id extends string> {
  readonly id: Id;
  readonly text: string;
}

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly options: readonly Option<Id>[];
  readonly onChoose: (id: Id) => void;
  /** What the button says; default: the chosen option. */
  readonly children?: ReactNode;
  /** Leaves the label to screen readers. */
  readonly labelUnseen?: boolean;
}

const OptionList = lazy(() => import('./option-list.tsx'));

/** One of a list. */
export const Choice = <Id extends string>({
  label,
  value,
  options,
  onChoose,
  children,
  labelUnseen = false,
}: ChoiceProps<Id>) => (
  <div className="choice">
    {labelUnseen ? null : <span className="choice-label">{label}</span>}
    <Opener
      className="button choice-button"
      label={label}
      popup="listbox"
      face={
        <>
          <span className="unseen">{label}: </span>
          <span className="choice-value">{children ?? options.find(({ id }) => id === value)?.text}</span>
          <span aria-hidden="true" className="choice-arrow" />
        </>
      }
    >
      {(close) => (
        <Suspense>
          <OptionList
            label={label}
            value={value}
            options={options}
            onChoose={(chosen) => {
              close();
              const option = options.find(({ id }) => id === chosen);
              if (option !== undefined) onChoose(option.id);
            }}
          />
        </Suspense>
      )}
    </Opener>
  </div>
);
