import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type MappingOverride, touchpointsQuery } from '../../shared/api.ts';
import { Choice } from '../../shared/controls/choice.tsx';
import { useTexts } from '../../shared/texts/texts.ts';
import { uploadTexts } from './upload-texts.ts';

interface TouchpointQuestionProps {
  readonly said: MappingOverride;
  readonly onSay: (said: MappingOverride) => void;
}

const nobodyKnows = '';
const another = ' other';

/** Asks for the touchpoint of a file that names none. */
export const TouchpointQuestion = ({ said, onSay }: TouchpointQuestionProps) => {
  const t = useTexts(uploadTexts);
  const { data } = useQuery(touchpointsQuery);
  const [naming, setNaming] = useState(false);
  const { touchpoint, ...others } = said;
  const known = (data?.touchpoints ?? []).map(({ id, name }) => ({ id, text: name }));
  const isNew = touchpoint !== undefined && !known.some(({ id }) => id === touchpoint);
  const options = [
    { id: nobodyKnows, text: t('touchpointNone') },
    ...known,
    ...(isNew ? [{ id: touchpoint, text: touchpoint }] : []),
    { id: another, text: t('touchpointNew') },
  ];
  const choose = (id: string): void => {
    setNaming(id === another);
    if (id !== another) onSay(id === nobodyKnows ? others : { ...others, touchpoint: id });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name === '') return;
    setNaming(false);
    onSay({ ...others, touchpoint: name });
  };
  return (
    <div className="question touchpoint-question">
      <h3>{t('touchpoint')}</h3>
      <p className="quiet">{t('touchpointHow')}</p>
      <Choice
        label={t('touchpoint')}
        labelUnseen
        value={naming ? another : (touchpoint ?? nobodyKnows)}
        options={options}
        onChoose={choose}
      />
      {naming ? (
        <form onSubmit={submit} className="naming">
          <label>
            {t('touchpointName')}
            <input name="name" maxLength={100} required className="field" />
          </label>
          <button type="submit" className="button">
            {t('set')}
          </button>
        </form>
      ) : null}
    </div>
  );
};
