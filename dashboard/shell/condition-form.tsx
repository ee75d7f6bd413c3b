import { useQueries, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { api, settingsQuery, touchpointsQuery } from '../shared/api.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

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

/** A column and the value that it must have: what is known is offered, anything can be typed. */
export const ConditionForm = ({ onAdd }: ConditionFormProps) => {
  const t = useTexts(texts);
  const [column, setColumn] = useState('');
  const columns = useColumns();
  const values = useValues(column, columns);
  const [columnList, valueList] = [useId(), useId()];
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onAdd(`${column}:${new FormData(event.currentTarget).get('value')}`);
  };
  return (
    <form onSubmit={add}>
      <p className="quiet">{t('conditionHow')}</p>
      <input
        name="name"
        required
        pattern="[^:,]+"
        list={columnList}
        value={column}
        onChange={({ target }) => setColumn(target.value)}
        placeholder={t('conditionName')}
        aria-label={t('conditionName')}
      />
      <datalist id={columnList}>
        {columns.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <input
        name="value"
        required
        pattern="[^:,]+"
        list={valueList}
        placeholder={t('conditionValue')}
        aria-label={t('conditionValue')}
      />
      <datalist id={valueList}>
        {values
          .filter((value) => value !== '')
          .map((value) => (
            <option key={value} value={value} />
          ))}
      </datalist>
      <button type="submit" className="button">
        {t('apply')}
      </button>
    </form>
  );
};
