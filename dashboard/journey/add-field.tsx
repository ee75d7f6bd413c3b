import { type FormEvent, useId, useState } from 'react';
import { useTexts } from '../shared/texts/texts.ts';
import { editTexts } from './edit-texts.ts';

interface AddFieldProps {
  /** What is to be typed. */
  readonly label: string;
  /** What the button that opens the field says. */
  readonly open: string;
  readonly onAdd: (name: string) => void;
}

/** A button that becomes a field for the name of what is added. */
export const AddField = ({ label, open, onAdd }: AddFieldProps) => {
  const t = useTexts(editTexts);
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('name');
    if (typeof name === 'string' && name.trim() !== '') onAdd(name.trim());
    setOpen(false);
  };
  if (!isOpen)
    return (
      <button type="button" className="button add-button" onClick={() => setOpen(true)}>
        {open}
      </button>
    );
  return (
    <form className="add-field" onSubmit={submit}>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {/* biome-ignore lint/a11y/noAutofocus: the button that was pressed has become this field */}
        <input id={id} name="name" type="text" maxLength={200} autoFocus />
      </div>
      <button type="submit" className="button">
        {t('add')}
      </button>
    </form>
  );
};
