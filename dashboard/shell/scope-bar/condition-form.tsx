import { useQueries, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { api, settingsQuery, touchpointsQuery } from '../../shared/api.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { texts } from '../texts.ts';

/** Values are looked up at so many touchpoints at most. */
const maxTouchpointsAsked = 10;

/** The declared dimensions one by one: `channel+plan` is two columns. */
const useColumns = (): string[] => {
  const { data } = useQuery(settingsQuery);
  return [...new Set((data?.dimensions ?? []).flatMap((dimension) => dimension.split('+')))];
};

/** The values that a column has where the reader looks; none of a column that summaries are not kept by. */
const useValues = (column: string, columns: readonly string[]): string[] => {
  const { tp } = useScope();
  const { data: all } = useQuery(touchpointsQuery);
  const touchpoints = tp === undefined ? (all?.touchpoints ?? []).map(({ id }) => id) : [tp];
  return useQueries({
    queries: touchpoints.slice(0, maxTouchpointsAsked).map((touchpoint) => ({
      queryKey: ['values', column, touchpoint],
      queryFn: () => api.touchpointSummaries({ touchpoint, by: column }),
      enabled: columns.includes(column),
    })),
    combine: (answers) => [
      ...new Set(
        answers.flatMap(({ data }) =>
          data !== undefined && 'facets' in data ? data.facets.map(({ value }) => value) : [],
        ),
      ),
    ],
  });
};

interface ConditionFormProps {
  /** Called with `channel:web`. */
  readonly onAdd: (condition: string) => void;
}

/** A column and the value that it must have: declared columns and their values are chosen, any others are typed. */
export const ConditionForm = ({ onAdd }: ConditionFormProps) => {
  const t = useTexts(texts);
  const [column, setColumn] = useState<string>();
  const columns = useColumns();
  const values = useValues(column ?? '', columns).filter((value) => value !== '');
  return (
    <>
      <Choices label={t('conditionColumns')} options={columns} chosen={column} onChoose={setColumn} />
      <Choices
        label={t('conditionValues', { column })}
        options={values}
        onChoose={(value) => onAdd(`${column}:${value}`)}
      />
      <details open={columns.length === 0}>
        <summary>{t('conditionOther')}</summary>
        <TypedCondition onAdd={onAdd} />
      </details>
    </>
  );
};

interface ChoicesProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen?: string | undefined;
  readonly onChoose: (option: string) => void;
}

const Choices = ({ label, options, chosen, onChoose }: ChoicesProps) => {
  const id = useId();
  if (options.length === 0) return null;
  return (
    <div>
      <p id={id} className="field-label">
        {label}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form */}
      <div role="group" aria-labelledby={id} className="condition-choices">
        {options.map((option) => (
          <button
            key={option}
            type="button"
            className="button"
            aria-pressed={chosen === undefined ? undefined : option === chosen}
            onClick={() => onChoose(option)}
          >
            {option}
          </button>
        ))}
      </div>
    </div>
  );
};

const TypedCondition = ({ onAdd }: ConditionFormProps) => {
  const t = useTexts(texts);
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    onAdd(`${typed.get('name')}:${typed.get('value')}`);
  };
  return (
    <form onSubmit={add}>
      <p className="quiet">{t('conditionHow')}</p>
      {(['name', 'value'] as const).map((part) => {
        const label = t(part === 'name' ? 'conditionName' : 'conditionValue');
        return (
          <input key={part} name={part} required pattern="[^:,]+" placeholder={label} aria-label={label} />
        );
      })}
      <button type="submit" className="button">
        {t('apply')}
      </button>
    </form>
  );
};
