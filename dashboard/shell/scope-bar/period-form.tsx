import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { datedMonthsQuery } from '../../shared/api.ts';
import { Field } from '../../shared/controls/field.tsx';
import { daysOf, periodsIn, type Scope, type Span, spanOf } from '../../shared/scope/scope.ts';
import { useSpan } from '../../shared/scope/use-scope.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { texts } from '../texts.ts';

type Time = Pick<Scope, 'period' | 'from' | 'to'>;

interface PeriodFormProps {
  readonly onChoose: (time: Time) => void;
}

const allTime = 'all';
const kinds = ['months', 'quarters', 'years'] as const;

/** Months, quarters and years with feedback, all of it, or any two days. */
const PeriodForm = ({ onChoose }: PeriodFormProps) => {
  const span = useSpan();
  const { data: dated } = useQuery(datedMonthsQuery);
  return (
    <>
      {dated === undefined ? null : <Periods dated={dated} span={span} onChoose={onChoose} />}
      <Days span={span} onChoose={onChoose} />
    </>
  );
};

interface PeriodsProps extends PeriodFormProps {
  readonly dated: Span;
  readonly span: Span | undefined;
}

const isSame = (one: Span | undefined, other: Span | undefined): boolean =>
  one?.from === other?.from && one?.to === other?.to;

const Periods = ({ dated, span, onChoose }: PeriodsProps) => {
  const t = useTexts(texts);
  const format = useFormat();
  const offered = useMemo(() => periodsIn(dated), [dated]);
  const isAll = isSame(span, dated) && dated.from !== dated.to;
  const shown = kinds.flatMap((kind) => offered[kind]).find((period) => isSame(spanOf({ period }), span));
  const selected = isAll ? allTime : shown;
  return (
    <ListBox
      aria-label={t('period')}
      autoFocus
      selectionMode="single"
      disallowEmptySelection
      defaultSelectedKeys={selected === undefined ? [] : [selected]}
    >
      {kinds.map((kind) => (
        <ListBoxSection key={kind} className="period-kind">
          <Header className="field-label">{t(kind)}</Header>
          {offered[kind].map((period) => (
            <ListBoxItem
              key={period}
              id={period}
              className="option"
              textValue={format.period(period)}
              onPress={() => onChoose({ period })}
            >
              {format.period(period)}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ))}
      <ListBoxItem id={allTime} className="option" onPress={() => onChoose(dated)}>
        {t('allTime', { span: format.span(dated) })}
      </ListBoxItem>
    </ListBox>
  );
};

const Days = ({ span, onChoose }: Pick<PeriodsProps, 'span' | 'onChoose'>) => {
  const t = useTexts(texts);
  const days = span === undefined ? undefined : daysOf(span);
  const choose = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const [first = '', last = ''] = [String(typed.get('from')), String(typed.get('to'))].toSorted();
    onChoose({ from: first, to: last });
  };
  return (
    <form className="period-days" onSubmit={choose}>
      <Field label={t('fromDay')}>
        {(id) => <input id={id} type="date" name="from" required defaultValue={days?.from} />}
      </Field>
      <Field label={t('toDay')}>
        {(id) => <input id={id} type="date" name="to" required defaultValue={days?.to} />}
      </Field>
      <button type="submit" className="button">
        {t('apply')}
      </button>
    </form>
  );
};

export default PeriodForm;
