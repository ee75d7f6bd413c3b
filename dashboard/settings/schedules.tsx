import { useId } from 'react';
import { ConfigPart } from '../shared/config/config-part.tsx';
import type { ConfigValue } from '../shared/config/config-query.ts';
import { idsOf, unusedId } from '../shared/config/unused-id.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { ListField, NumberField } from './fields.tsx';
import { texts } from './texts.ts';

type Calendar = ConfigValue<'calendar'>;
type Schedule = Calendar['schedules'][number];

/** When digests are written and alerts are checked. */
export const Schedules = () => {
  const t = useTexts(texts);
  return (
    <section className="settings-section">
      <h2>{t('schedules')}</h2>
      <p className="quiet">{t('schedulesHow')}</p>
      <ConfigPart name="calendar" names={() => ({})}>
        {({ value, change }) => <List calendar={value} onChange={change} />}
      </ConfigPart>
    </section>
  );
};

interface ListProps {
  readonly calendar: Calendar;
  readonly onChange: (calendar: Calendar) => void;
}

const List = ({ calendar, onChange }: ListProps) => {
  const t = useTexts(texts);
  const { schedules } = calendar;
  const say = (next: Schedule[]): void => onChange({ ...calendar, schedules: next });
  const add = (kind: Schedule['kind']): void =>
    say([...schedules, { id: unusedId(idsOf(schedules), kind), kind, every: 'week', at: 7 }]);
  return (
    <>
      {schedules.length === 0 ? <p>{t('noSchedules')}</p> : null}
      <ul>
        {schedules.map((schedule, index) => (
          <Entry
            key={schedule.id}
            schedule={schedule}
            onChange={(next) => say(schedules.with(index, next))}
            onRemove={() => say(schedules.toSpliced(index, 1))}
          />
        ))}
      </ul>
      <div className="save-actions">
        <button type="button" className="button" onClick={() => add('digest')}>
          {t('addDigest')}
        </button>
        <button type="button" className="button" onClick={() => add('alerts')}>
          {t('addAlerts')}
        </button>
      </div>
    </>
  );
};

interface EntryProps {
  readonly schedule: Schedule;
  readonly onChange: (schedule: Schedule) => void;
  readonly onRemove: () => void;
}

const grains = ['day', 'week', 'month', 'quarter'] as const;

/** A weekday is of a week only. */
const withGrain = ({ weekday, ...schedule }: Schedule, every: Schedule['every']): Schedule =>
  every === 'week' && weekday !== undefined ? { ...schedule, weekday, every } : { ...schedule, every };

const Entry = ({ schedule, onChange, onRemove }: EntryProps) => {
  const t = useTexts(texts);
  const id = useId();
  return (
    <li className="schedule" aria-label={schedule.id}>
      <p>
        <strong>{t(schedule.kind)}</strong> <span className="quiet">{schedule.id}</span>
      </p>
      <div className="settings-row">
        <div className="field">
          <label className="field-label" htmlFor={id}>
            {t('every')}
          </label>
          <select
            id={id}
            value={schedule.every}
            onChange={({ target }) => {
              const every = grains.find((grain) => grain === target.value);
              if (every !== undefined) onChange(withGrain(schedule, every));
            }}
          >
            {grains.map((grain) => (
              <option key={grain} value={grain}>
                {t(grain)}
              </option>
            ))}
          </select>
        </div>
        <NumberField
          label={t('at')}
          value={schedule.at}
          min={0}
          max={23}
          onChange={(at) => onChange({ ...schedule, at })}
        />
        {schedule.kind === 'digest' ? (
          <ListField
            label={t('recipients')}
            values={schedule.recipients ?? []}
            onChange={(recipients) => onChange({ ...schedule, recipients })}
          />
        ) : null}
        <button type="button" className="button button-plain" onClick={onRemove}>
          <span className="unseen">{t('remove', { name: schedule.id })}</span>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
    </li>
  );
};
