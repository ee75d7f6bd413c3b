import { Field } from '../shared/controls/field.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { editTexts } from './edit-texts.ts';
import {
  aliasesIn,
  changeTouchpoint,
  type JourneyConfig,
  moveTouchpoint,
  removeTouchpoint,
  type TouchpointConfig,
  textOrNothing,
} from './journey-draft.ts';
import { MoveButtons } from './move-buttons.tsx';
import { TargetFields } from './targets.tsx';

export interface JourneyEditing {
  readonly journey: JourneyConfig;
  readonly onChange: (journey: JourneyConfig) => void;
  /** The scales that were asked, by touchpoint. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
}

interface TouchpointRowProps extends JourneyEditing {
  readonly touchpoint: TouchpointConfig;
}

/** A touchpoint of the journey with all that is said of it. */
export const TouchpointRow = ({ touchpoint, journey, onChange, asked }: TouchpointRowProps) => {
  const t = useTexts(editTexts);
  const { id, name = id, owner, targets } = touchpoint;
  const change = (changed: Partial<TouchpointConfig>): void =>
    onChange(changeTouchpoint(journey, id, changed));
  return (
    <li className="edit-row" aria-label={name}>
      <MoveButtons name={name} focusKey={id} onMove={(step) => onChange(moveTouchpoint(journey, id, step))} />
      <TextField label={t('touchpointName')} value={name} onChange={(text) => change({ name: text })} />
      <TextField
        label={t('owner')}
        hint={t('ownerHow')}
        value={owner ?? ''}
        onChange={(text) => change({ owner: textOrNothing(text) })}
      />
      <TargetFields
        legend={t('targets')}
        keys={asked.get(id) ?? []}
        targets={targets}
        onChange={(next) => change({ targets: next })}
      />
      <button
        type="button"
        className="button button-plain"
        title={t('removed')}
        onClick={() => onChange(removeTouchpoint(journey, id))}
      >
        <span className="unseen">{t('remove', { name })}</span>
        <span aria-hidden="true">✕</span>
      </button>
      <Aliases touchpoint={touchpoint} onChange={(aliases) => change({ aliases })} />
    </li>
  );
};

interface AliasesProps {
  readonly touchpoint: TouchpointConfig;
  readonly onChange: (aliases: string[]) => void;
}

const Aliases = ({ touchpoint: { aliases }, onChange }: AliasesProps) => {
  const t = useTexts(editTexts);
  return (
    <details className="edit-more">
      <summary>
        {t('more')}
        {aliases.length === 0 ? null : <span className="quiet">: {aliases.join(', ')}</span>}
      </summary>
      <label className="field">
        <span className="field-label">
          {t('aliases')}. {t('aliasesHow')}
        </span>
        {/* A comma at the end is on its way to a next name: the field keeps it. */}
        <input
          type="text"
          defaultValue={aliases.join(', ')}
          onChange={({ target }) => onChange(aliasesIn(target.value))}
        />
      </label>
    </details>
  );
};

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export const TextField = ({ label, hint, value, onChange }: TextFieldProps) => {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="text"
          maxLength={200}
          placeholder={hint}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
};
